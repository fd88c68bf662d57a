package org.aitbc.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.aitbc.bench.chaos.Run;
import org.aitbc.bench.chaos.Verdict;
import org.aitbc.bench.chaos.fault.Fault;
import org.junit.jupiter.api.Test;

/**
 * A short round of faults in the packaged suite; {@code ./aitbc chaos} has the long ones. Each build makes the same choices;
 * {@code -Daitbc.chaos.seed} makes others.
 */
class ChaosTests {

    private static final int LEAST_JOBS = 3_000;
    private static final long SEED = 47273;

    @Test
    void nothingIsLostOrDoneTwiceWhateverBreaks() throws Exception {
        Path jar = Path.of(System.getProperty("aitbc.suite.jar"));
        long seed = Long.getLong("aitbc.chaos.seed", SEED);

        Verdict verdict = new Run(jar, Fault.smoke(), Duration.ZERO, LEAST_JOBS, seed).call();

        System.out.println(verdict);
        assertThat(verdict.violations()).as(verdict.toString()).isEmpty();
        assertThat(verdict.jobs()).isGreaterThanOrEqualTo(LEAST_JOBS);
    }
}
