package org.aitbc.bench.ledger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.aitbc.payment.ledger.LedgerWriter;
import org.aitbc.payment.ledger.Posting;

/** The suite's ledger: one writer whose commits are shared, with a hash chain and each posting's id kept. */
final class SuiteLedger implements Way {

    private final LedgerWriter writer;

    SuiteLedger(Database database) {
        writer = new LedgerWriter(database.own(), new SimpleMeterRegistry());
    }

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public Book book() {
        return new Book("payment", "at");
    }

    @Override
    public void carryOut(Order order) {
        // no event is written for this kind: the other way writes none either
        writer.post(new Posting(order.id(), "bench", "bench", List.copyOf(order.transfers())));
    }

    @Override
    public void close() {
        writer.destroy();
    }
}
