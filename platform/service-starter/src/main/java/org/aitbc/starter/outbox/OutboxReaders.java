package org.aitbc.starter.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The readers of a service's consumers, which run as long as it does. */
public final class OutboxReaders implements SmartLifecycle {

    private final List<OutboxConsumer> consumers;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private List<OutboxReader> readers = List.of();
    private boolean running;

    OutboxReaders(
            List<OutboxConsumer> consumers, JdbcClient jdbc, TransactionTemplate transactions, MeterRegistry meters) {
        this.consumers = List.copyOf(consumers);
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.meters = meters;
    }

    @Override
    public synchronized void start() {
        readers = consumers.stream()
                .map(consumer -> new OutboxReader(consumer.reader(), jdbc, transactions, meters, consumer))
                .toList();
        running = true;
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
