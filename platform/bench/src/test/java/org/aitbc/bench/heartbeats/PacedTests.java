package org.aitbc.bench.heartbeats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.aitbc.bench.jobs.Crew;
import org.junit.jupiter.api.Test;

class PacedTests {

    /** Does so many jobs at once. */
    private record Quick(int jobs) implements Crew.Member {

        @Override
        public int run() {
            return jobs;
        }

        @Override
        public void close() {}
    }

    private static Duration timeOf(int rounds, Paced paced) throws IOException {
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            paced.run();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void aMemberDoesNoMoreThanItsShare() throws IOException {
        // ten jobs each 50 ms: the sixth ten is not due before 250 ms
        assertThat(timeOf(6, new Paced(new Quick(10), 200))).isGreaterThan(Duration.ofMillis(240));
    }

    @Test
    void whoIsLateDoesNotWait() throws IOException {
        assertThat(timeOf(100, new Paced(new Quick(1), 1e9))).isLessThan(Duration.ofSeconds(5));
    }
}
