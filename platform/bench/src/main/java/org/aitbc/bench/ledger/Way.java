package org.aitbc.bench.ledger;

import java.sql.SQLException;

/** A way to keep books. */
interface Way extends AutoCloseable {

    String name();

    Book book();

    /** Returns when the order is in the books for good. */
    void carryOut(Order order) throws SQLException;

    @Override
    void close();
}
