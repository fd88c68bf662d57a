package org.aitbc.trading.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.servicetest.simulation.Seeds;
import org.junit.jupiter.api.Test;

/** Two matchers on one market with crashes, pauses, lost commits and outages, in virtual time; see docs/simulation.md. */
class MatcherSimulationTests {

    private static final int SEEDS = Seeds.count(3, 100);

    @Test
    void whatIsAnsweredIsInTheJournalOnceWhateverHappens() {
        Seeds.each(SEEDS, MatcherWorld::new);
    }

    @Test
    void aSeedRepeatsExactly() {
        assertThat(Seeds.run(1, MatcherWorld::new)).isEqualTo(Seeds.run(1, MatcherWorld::new));
    }
}
