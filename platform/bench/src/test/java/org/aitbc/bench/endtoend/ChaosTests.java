package org.aitbc.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.aitbc.bench.chaos.Run;
import org.aitbc.bench.chaos.Verdict;
import org.junit.jupiter.api.Test;

/** One round of faults in the packaged suite. Each build makes the same choices; {@code -Daitbc.chaos.seed} makes others. */
class ChaosTests {

    private static final int LEAST_FAULTS = 40;
    private static final long BUILD = 381081;

    @Test
    void nothingIsLostOrDoneTwiceWhateverBreaks() throws Exception {
        long seed = Long.getLong("aitbc.chaos.seed", BUILD);

        Verdict verdict = new Run(Path.of(System.getProperty("aitbc.suite.jar")), 0, seed, System.out::println).call();

        System.out.println(verdict);
        assertThat(verdict.violations()).as(verdict.toString()).isEmpty();
        assertThat(verdict.faults()).isGreaterThanOrEqualTo(LEAST_FAULTS);
        assertThat(verdict.jobs()).isGreaterThanOrEqualTo(Run.LEAST_JOBS);
    }
}
