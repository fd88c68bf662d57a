package org.aitbc.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.gateway.ManualTicker;
import org.aitbc.gateway.access.RateLimits.Rate;
import org.junit.jupiter.api.Test;

class RateLimitsTests {

    private final ManualTicker time = new ManualTicker();
    private final RateLimits limits = new RateLimits(
            new RateLimits.Settings(
                    Map.of(Role.CLIENT, new Rate(2, 3), Role.MINER, new Rate(100, 100)), new Rate(1, 2)),
            time);

    @Test
    void aBurstPassesThenTheRate() {
        for (int i = 0; i < 3; i++) {
            assertThat(take("caller")).isZero();
        }
        assertThat(take("caller")).isOne();
        assertThat(take("another")).isZero();
        time.advance(Duration.ofMillis(500));
        assertThat(take("caller")).isZero();
        assertThat(take("caller")).isOne();
    }

    private long take(String subject) {
        return limits.take(RateLimits.keyOf(new Caller(subject, Role.CLIENT, Caller.DEFAULT_TENANT)));
    }

    @Test
    void anAddressRunsDryByItself() {
        assertThat(limits.take("anonymous ::1")).isZero();
        assertThat(limits.take("anonymous ::1")).isZero();
        assertThat(limits.take("anonymous ::1")).isPositive();
        assertThat(limits.take("anonymous ::2")).isZero();
    }

    @Test
    void whatIsGuessedIsCountedApart() {
        assertThat(limits.take("guesses ::1")).isZero();
        assertThat(limits.take("guesses ::1")).isZero();
        assertThat(limits.isExhausted("guesses ::1")).isTrue();
        assertThat(limits.take("guesses ::1")).isPositive();
        assertThat(limits.take("anonymous ::1")).isZero();
        assertThat(limits.isExhausted("guesses ::2")).isFalse();
    }
}
