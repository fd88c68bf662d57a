package org.aitbc.bench.ledger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.UUID;
import org.aitbc.payment.ledger.LedgerWriter;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;

/** The suite's ledger: one writer whose commits are shared, with a hash chain and each posting's id kept. */
record SuiteLedger(LedgerWriter writer) implements Ledger {

    SuiteLedger(Database database) {
        this(new LedgerWriter(database.own(), new SimpleMeterRegistry()));
    }

    @Override
    public Books books() {
        return new Books("payment", "at");
    }

    @Override
    public void post(UUID id, Transfer transfer) {
        post(id, List.of(transfer));
    }

    void post(UUID id, List<Transfer> transfers) {
        // no event is written for this kind: the other way writes none either
        writer.post(new Posting(id, "bench", "bench", List.copyOf(transfers)));
    }

    @Override
    public void close() {
        writer.destroy();
    }
}
