package org.aitbc.gateway.edge;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** How long callers may take. */
@Component
final class Patience {

    /** For an answer to be read that ends a connection on which more was sent. */
    static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final long idleNanos;
    private final long bodyNanos;

    Patience(@Value("${aitbc.idle-timeout}") Duration idle, @Value("${aitbc.body-timeout}") Duration body) {
        idleNanos = idle.toNanos();
        bodyNanos = body.toNanos();
    }

    /** Between requests. */
    long idleNanos() {
        return idleNanos;
    }

    /** For a body, or each {@link Intake#PACE} of it. */
    long bodyNanos() {
        return bodyNanos;
    }
}
