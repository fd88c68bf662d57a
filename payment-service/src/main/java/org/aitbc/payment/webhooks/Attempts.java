package org.aitbc.payment.webhooks;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** An attempt and what follows from it. */
@Component
class Attempts {

    private final Sender sender;
    private final Claims claims;
    private final EndpointHealth health;
    private final WebhookSettings settings;
    private final MeterRegistry meters;

    Attempts(Sender sender, Claims claims, EndpointHealth health, WebhookSettings settings, MeterRegistry meters) {
        this.sender = sender;
        this.claims = claims;
        this.health = health;
        this.settings = settings;
        this.meters = meters;
    }

    void make(Claim claim) throws InterruptedException {
        Answer answer = sender.send(claim);
        Optional<Duration> wait = settings.waitAfter(claim.attempts());
        if (answer.isTaken()) {
            claims.delivered(claim, answer);
            count("delivered");
        } else if (answer.isGone() || wait.isEmpty()) {
            claims.dead(claim, answer);
            count("dead");
        } else {
            claims.retry(claim, answer, wait.get());
            count("retried");
        }
        health.note(claim.webhook(), answer);
    }

    private void count(String outcome) {
        meters.counter("aitbc.webhooks.attempts", "outcome", outcome).increment();
    }
}
