package org.aitbc.payment.escrow;

import java.util.List;
import java.util.UUID;
import org.aitbc.starter.outbox.OutboxConsumer;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.springframework.stereotype.Component;

/** Settles what is held for jobs as they end, or as their check does. */
@Component
class SettlementReader implements OutboxConsumer {

    private static final String[] ENDS = {
        "job.completed", "job.failed", "job.canceled", "job.expired", "assurance.decided"
    };

    private final Settlements settlements;

    SettlementReader(Settlements settlements) {
        this.settlements = settlements;
    }

    @Override
    public String reader() {
        return "settlements";
    }

    @Override
    public void apply(List<Event> events) {
        List<UUID> ended = Event.subjects(events, ENDS);
        List<UUID> judged = Event.subjects(events, "assurance.decided");
        if (!judged.isEmpty()) {
            settlements.lock(ended);
        }
        if (!ended.isEmpty()) {
            settlements.settleEnded(ended);
        }
        if (!judged.isEmpty()) {
            settlements.settleDisputed(judged);
        }
    }
}
