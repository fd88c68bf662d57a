package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.payment.ledger.Batch.Held;

/** What a turn reads and writes, in one transaction. Everything but {@link #lockHead} relies on the head being locked. */
interface LedgerStore {

    record Head(long seq, String hash, Instant now) {}

    /** A posting that is in the ledger. */
    record Written(String digest, Instant at) {}

    /** An account that was opened before. */
    record Opened(UUID id, BigDecimal balance) {}

    /** Makes other writers wait until this transaction ends. */
    Head lockHead() throws SQLException;

    Map<UUID, Written> written(List<UUID> postings) throws SQLException;

    Map<UUID, Held> holds(List<UUID> ids) throws SQLException;

    Map<Account, Opened> accounts(List<Account> accounts) throws SQLException;

    /** What the owners of these accounts let themselves spend; most say nothing. */
    Map<Account, SpendLimit> limits(List<Account> accounts) throws SQLException;

    void open(Map<Account, UUID> ids) throws SQLException;

    void write(Batch batch) throws SQLException;
}
