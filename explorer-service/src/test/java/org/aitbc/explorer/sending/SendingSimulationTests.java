package org.aitbc.explorer.sending;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.servicetest.simulation.Seeds;
import org.junit.jupiter.api.Test;

/** The outbox with crashes, lost answers, reorganisations and a forgetful pool, in virtual time; see docs/simulation.md. */
class SendingSimulationTests {

    private static final int SEEDS = Seeds.count(2, 50);

    @Test
    void eachThingIsSentOnceWhateverHappens() {
        Seeds.each(SEEDS, SendingWorld::new);
    }

    @Test
    void aSeedRepeatsExactly() {
        for (long seed = 1; seed <= Seeds.count(1, 3); seed++) {
            assertThat(Seeds.run(seed, SendingWorld::new)).isEqualTo(Seeds.run(seed, SendingWorld::new));
        }
    }
}
