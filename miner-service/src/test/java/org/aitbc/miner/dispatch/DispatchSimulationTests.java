package org.aitbc.miner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import org.aitbc.servicetest.simulation.Seeds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Dispatch with crashes, outages, lost replies, zombies and jumping clocks, in virtual time; see docs/simulation.md. */
class DispatchSimulationTests {

    private static final int SEEDS = Seeds.count(200, 1_000);

    /** Thousands of runs would tell of each fault. */
    @BeforeAll
    static void beQuiet() {
        ((Logger) LoggerFactory.getLogger("org.aitbc.miner")).setLevel(Level.WARN);
    }

    @Test
    void nothingBreaksWhateverHappens() {
        Seeds.each(SEEDS, World::new);
    }

    @Test
    void aMinerThatFailsEverythingIsGivenLittleUntilItWorksAgain() {
        Seeds.each(Seeds.count(20, 200), simulation -> new World(simulation, Duration.ofSeconds(60)));
    }

    @Test
    void aSeedRepeatsExactly() {
        for (long seed = 1; seed <= Seeds.count(5, 20); seed++) {
            assertThat(Seeds.run(seed, World::new)).isEqualTo(Seeds.run(seed, World::new));
        }
        assertThat(Seeds.run(1, World::new)).isNotEqualTo(Seeds.run(2, World::new));
    }
}
