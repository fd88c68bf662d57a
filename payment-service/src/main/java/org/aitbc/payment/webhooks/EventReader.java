package org.aitbc.payment.webhooks;

import java.util.List;
import org.aitbc.starter.outbox.OutboxConsumer;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.springframework.stereotype.Component;

/** Makes a delivery of each event for each endpoint that wants it, in the transaction that moves the reader on. */
@Component
class EventReader implements OutboxConsumer {

    static final String NAME = "webhooks";

    private final Notices notices;
    private final NewDeliveries deliveries;

    EventReader(Notices notices, NewDeliveries deliveries) {
        this.notices = notices;
        this.deliveries = deliveries;
    }

    @Override
    public String reader() {
        return NAME;
    }

    @Override
    public void apply(List<Event> events) {
        deliveries.add(notices.of(events));
    }
}
