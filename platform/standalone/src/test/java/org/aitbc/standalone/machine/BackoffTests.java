package org.aitbc.standalone.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTests {

    private static final Duration AT_ONCE = Duration.ofMillis(10);

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofMinutes(1));

    @Test
    void pausesGrowUpToTheLongest() {
        Duration first = backoff.next(Duration.ZERO, AT_ONCE);
        Duration second = backoff.next(first, AT_ONCE);

        assertThat(first).hasSeconds(1);
        assertThat(second).hasSeconds(2);
        assertThat(backoff.next(second, AT_ONCE)).hasSeconds(3);
    }

    @Test
    void whatRanLongIsStartedAgainSoon() {
        assertThat(backoff.next(Duration.ofSeconds(3), Duration.ofMinutes(2))).hasSeconds(1);
    }
}
