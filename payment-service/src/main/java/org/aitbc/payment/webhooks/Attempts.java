package org.aitbc.payment.webhooks;

import io.micrometer.core.instrument.Counter;
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
    private final Counter delivered;
    private final Counter retried;
    private final Counter dead;

    Attempts(Sender sender, Claims claims, EndpointHealth health, WebhookSettings settings, MeterRegistry meters) {
        this.sender = sender;
        this.claims = claims;
        this.health = health;
        this.settings = settings;
        delivered = attempts(meters, "delivered");
        retried = attempts(meters, "retried");
        dead = attempts(meters, "dead");
    }

    void make(Claim claim) throws InterruptedException {
        Answer answer = sender.send(claim);
        Optional<Duration> wait = settings.waitAfter(claim.attempts());
        if (answer.isTaken()) {
            claims.delivered(claim, answer);
            delivered.increment();
        } else if (answer.isGone() || wait.isEmpty()) {
            claims.dead(claim, answer);
            dead.increment();
        } else {
            claims.retry(claim, answer, wait.get());
            retried.increment();
        }
        health.note(claim.webhook(), answer);
    }

    private static Counter attempts(MeterRegistry meters, String outcome) {
        return Counter.builder("aitbc.webhooks.attempts")
                .description("Attempts to deliver to webhooks; a dead delivery is given up")
                .tag("outcome", outcome)
                .register(meters);
    }
}
