package org.aitbc.payment.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.aitbc.starter.outbox.OutboxReader;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes a delivery of each event for each endpoint that wants it, in the transaction that moves the reader on. */
@Component
class EventReader implements SmartLifecycle {

    static final String NAME = "webhooks";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final Notices notices;
    private final NewDeliveries deliveries;
    private volatile @Nullable OutboxReader reader;

    EventReader(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            MeterRegistry meters,
            Notices notices,
            NewDeliveries deliveries) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.meters = meters;
        this.notices = notices;
        this.deliveries = deliveries;
    }

    void apply(List<Event> events) {
        deliveries.add(notices.of(events));
    }

    @Override
    public void start() {
        reader = new OutboxReader(NAME, jdbc, transactions, meters, this::apply);
    }

    @Override
    public void stop() {
        OutboxReader running = reader;
        if (running != null) {
            running.close();
        }
        reader = null;
    }

    @Override
    public boolean isRunning() {
        return reader != null;
    }
}
