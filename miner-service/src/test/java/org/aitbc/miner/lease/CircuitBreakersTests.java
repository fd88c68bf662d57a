package org.aitbc.miner.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.aitbc.miner.lease.CircuitBreakers.Backoff;
import org.junit.jupiter.api.Test;

class CircuitBreakersTests {

    private static final String MINER = "ada";

    private long now = Long.MAX_VALUE - 1;
    private final CircuitBreakers breakers = new CircuitBreakers(() -> now);

    @Test
    void eachFailureBeyondWhatIsToleratedDoublesThePause() {
        failTimes(4);
        assertThat(breakers.of(MINER)).isEmpty();
        assertThat(breakers.limit(MINER, 8)).isEqualTo(8);
        for (int seconds : new int[] {10, 20, 40, 80, 160, 300, 300}) {
            failTimes(1);
            assertThat(breakers.of(MINER).map(Backoff::pausedSeconds)).contains((long) seconds);
            assertThat(breakers.limit(MINER, 8)).isZero();
            pass(Duration.ofSeconds(seconds));
            assertThat(breakers.limit(MINER, 8)).isEqualTo(1);
        }
        assertThat(breakers.limit("another", 8)).isEqualTo(8);
    }

    @Test
    void whatEndsDuringAPauseDoesNotProlongIt() {
        failTimes(50);
        assertThat(breakers.of(MINER)).contains(new Backoff(5, 10));
    }

    @Test
    void resultsBringItBack() {
        for (int i = 0; i < 10; i++) {
            failTimes(1);
            pass(Duration.ofMinutes(5));
        }
        for (int results = 0; results < 3; results++) {
            assertThat(breakers.limit(MINER, 8)).isEqualTo(1);
            breakers.succeeded(MINER);
        }
        assertThat(breakers.limit(MINER, 8)).isEqualTo(8);
    }

    @Test
    void aMinerThatFailsNowAndThenIsNoBadOne() {
        for (int i = 0; i < 100; i++) {
            failTimes(2);
            breakers.succeeded(MINER);
            assertThat(breakers.limit(MINER, 8)).isEqualTo(8);
        }
    }

    private void failTimes(int times) {
        IntStream.range(0, times).forEach(_ -> breakers.failed(MINER));
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
