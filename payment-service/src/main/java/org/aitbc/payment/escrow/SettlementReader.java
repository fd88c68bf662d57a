package org.aitbc.payment.escrow;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aitbc.starter.outbox.OutboxReader;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Settles what is held for jobs as they end. */
@Component
class SettlementReader implements DisposableBean {

    private static final Set<String> ENDS = Set.of("job.completed", "job.failed", "job.canceled", "job.expired");

    private final Settlements settlements;
    private final OutboxReader reader;

    SettlementReader(JdbcClient jdbc, TransactionTemplate transactions, MeterRegistry meters, Settlements settlements) {
        this.settlements = settlements;
        this.reader = new OutboxReader("settlements", jdbc, transactions, meters, this::apply);
    }

    @Override
    public void destroy() {
        reader.close();
    }

    private void apply(List<Event> events) {
        List<UUID> ended = events.stream()
                .filter(event -> ENDS.contains(event.name()))
                .map(Event::subject)
                .toList();
        if (!ended.isEmpty()) {
            settlements.settleEnded(ended);
        }
    }
}
