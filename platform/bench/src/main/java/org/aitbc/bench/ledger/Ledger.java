package org.aitbc.bench.ledger;

import java.sql.SQLException;
import java.util.UUID;
import org.aitbc.payment.ledger.Posting.Transfer;

/** A way to move money. */
interface Ledger extends AutoCloseable {

    Books books();

    /** Returns when the transfer is committed. */
    void post(UUID id, Transfer transfer) throws SQLException;

    @Override
    void close();
}
