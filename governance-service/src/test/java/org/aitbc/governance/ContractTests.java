package org.aitbc.governance;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.servicetest.LegacyContract;
import org.junit.jupiter.api.Test;

/** Clients of the older system find every operation they know, with every name it took and answered with. */
class ContractTests extends GovernanceTest {

    @Test
    void nothingOfTheContractIsMissing() {
        assertThat(LegacyContract.of("contract/operations.json").missingFrom(read(get(client, "/v3/api-docs"))))
                .isEmpty();
    }
}
