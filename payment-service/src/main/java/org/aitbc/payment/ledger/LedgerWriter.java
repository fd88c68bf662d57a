package org.aitbc.payment.ledger;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.aitbc.starter.batch.Batcher;
import org.aitbc.starter.database.DedicatedConnections;
import org.aitbc.starter.database.InTransaction;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Writes postings that come one by one: those that queue while one commit runs share the next. */
@Component
public class LedgerWriter implements DisposableBean {

    private static final int MOST_POSTINGS = 1_000;

    private final Batcher<Posting, Result> batcher;

    public LedgerWriter(DedicatedConnections connections, MeterRegistry meters) {
        batcher = new Batcher<Posting, Result>(
                        "ledger",
                        connections,
                        MOST_POSTINGS,
                        posting -> 512L * posting.steps().size(),
                        Duration.ZERO,
                        LedgerWriter::write)
                .measured(meters);
    }

    /**
     * Writes one posting, in a transaction that it may share with others.
     *
     * @return when it was written first
     * @throws org.aitbc.domain.error.DomainException as {@link Ledger#post(Posting)} does
     */
    public Instant post(Posting posting) {
        return batcher.submit(posting).orThrow();
    }

    @Override
    public void destroy() {
        batcher.close();
    }

    private static List<Result> write(Connection connection, List<Posting> postings) throws SQLException {
        return InTransaction.on(connection, open -> Ledger.apply(open, postings));
    }
}
