package org.aitbc.payment.webhooks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.webhooks}.
 *
 * @param most how many endpoints a principal may have
 * @param allowPrivate whether deliveries may go to addresses that are not public
 * @param allowHosts hosts that may have such addresses though others may not
 * @param timeout of an attempt in all
 * @param backoff how long to wait after each failed attempt; when they are used up a delivery is dead
 * @param disableAfter how long an endpoint may take nothing before it is disabled
 * @param secretOverlap how long the secret before a rotation still signs
 * @param concurrency attempts at once for one endpoint
 * @param mostInFlight attempts at once in all
 * @param lease how long a delivery is its claimant's; longer than the timeout
 * @param keep how long delivered deliveries are kept
 * @param keepDead how long dead ones are kept, and pending ones of disabled endpoints
 */
@ConfigurationProperties("aitbc.webhooks")
record WebhookSettings(
        int most,
        boolean allowPrivate,
        @DefaultValue List<String> allowHosts,
        Duration timeout,
        List<Duration> backoff,
        Duration disableAfter,
        Duration secretOverlap,
        int concurrency,
        int mostInFlight,
        Duration lease,
        Duration poll,
        Duration keep,
        Duration keepDead) {

    private static final double JITTER = 0.25;

    WebhookSettings {
        allowHosts = List.copyOf(allowHosts);
        backoff = List.copyOf(backoff);
        if (lease.compareTo(timeout) <= 0) {
            throw new IllegalArgumentException("aitbc.webhooks.lease must be longer than the timeout");
        }
    }

    /** The wait after this many failed attempts; empty when there are to be no more. */
    Optional<Duration> waitAfter(int attempts) {
        if (attempts > backoff.size()) {
            return Optional.empty();
        }
        Duration wait = backoff.get(attempts - 1);
        return Optional.of(wait.plusMillis(
                (long) (wait.toMillis() * JITTER * ThreadLocalRandom.current().nextDouble())));
    }
}
