package org.aitbc.ai.assurance;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.ai.assurance.Assurance.Mode;
import org.aitbc.ai.assurance.Check.Decide;
import org.aitbc.ai.assurance.Check.Odds;
import org.aitbc.ai.assurance.Check.Start;
import org.aitbc.ai.assurance.Check.Wait;
import org.aitbc.ai.assurance.Checks.Open;
import org.aitbc.ai.assurance.Checks.Queued;
import org.aitbc.starter.outbox.OutboxConsumer;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.aitbc.starter.wake.Notifications;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Advances checked jobs as their runs end. One reader at a time, so that the order of the evidence is its numbers'. */
@Component
class CheckReader implements OutboxConsumer {

    private final Checks checks;
    private final Notifications notifications;

    CheckReader(Checks checks, Notifications notifications) {
        this.checks = checks;
        this.notifications = notifications;
    }

    @Override
    public String reader() {
        return "assurance";
    }

    @Override
    public void apply(List<Event> events) {
        List<UUID> ended = events.stream()
                .flatMap(event -> event.name().startsWith("job.")
                        ? Stream.of(event.subject())
                        : event.name().equals("payment.disputed")
                                ? checks.openDisputed(event).stream()
                                : Stream.empty())
                .toList();
        if (!ended.isEmpty()) {
            checks.ofRuns(ended).forEach(this::goOn);
        }
    }

    private void goOn(Open open) {
        Check check = open.check();
        switch (check.next(isDrawn(open))) {
            case Wait _ -> {}
            case Start next -> tellAfterwards(checks.start(check, next));
            case Decide decided -> checks.decide(check, decided);
        }
    }

    /** Once, when the first run has completed. */
    private boolean isDrawn(Open open) {
        Check check = open.check();
        if (open.drawn() != null) {
            return open.drawn();
        }
        if (check.wanted().mode() != Mode.SPOT || !check.runs().getFirst().completed()) {
            return false;
        }
        Odds odds = check.odds(checks::cleanInARow);
        checks.drew(check.jobId(), odds);
        return odds.drawn();
    }

    private void tellAfterwards(Queued queued) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                notifications.tell(Map.of(queued.queue(), queued.run()));
            }
        });
    }
}
