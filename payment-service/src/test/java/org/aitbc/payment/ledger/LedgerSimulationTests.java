package org.aitbc.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.servicetest.simulation.Seeds;
import org.junit.jupiter.api.Test;

/** The ledger with crashes, outages, lost commits and repeated postings, in virtual time; see docs/simulation.md. */
class LedgerSimulationTests {

    private static final int SEEDS = Seeds.count(200, 1_000);

    @Test
    void moneyIsKeptWhateverHappens() {
        Seeds.each(SEEDS, LedgerWorld::new);
    }

    @Test
    void aSeedRepeatsExactly() {
        for (long seed = 1; seed <= Seeds.count(5, 20); seed++) {
            assertThat(Seeds.run(seed, LedgerWorld::new)).isEqualTo(Seeds.run(seed, LedgerWorld::new));
        }
        assertThat(Seeds.run(1, LedgerWorld::new)).isNotEqualTo(Seeds.run(2, LedgerWorld::new));
    }
}
