package org.aitbc.starter.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.aitbc.starter.trace.Spans;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The readers of a service's consumers, which run as long as it does. */
public final class OutboxReaders implements SmartLifecycle {

    private final List<OutboxConsumer> consumers;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final Spans spans;
    private List<OutboxReader> readers = List.of();
    private boolean running;

    OutboxReaders(
            List<OutboxConsumer> consumers,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            MeterRegistry meters,
            Spans spans) {
        this.consumers = List.copyOf(consumers);
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.meters = meters;
        this.spans = spans;
    }

    @Override
    public synchronized void start() {
        readers = consumers.stream()
                .map(consumer -> new OutboxReader(
                        consumer.reader(), jdbc, transactions, meters, events -> traced(consumer, events)))
                .toList();
        running = true;
    }

    private void traced(OutboxConsumer consumer, List<Event> events) {
        List<String> names = events.stream()
                .map(event -> consumer.reader() + " " + event.name())
                .toList();
        List<UUID> subjects = events.stream().map(Event::subject).toList();
        spans.during(names, subjects, () -> consumer.apply(events));
    }

    @Override
    public synchronized void stop() {
        readers.forEach(OutboxReader::close);
        readers = List.of();
        running = false;
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
