package org.aitbc.payment.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.domain.identity.Role;
import org.aitbc.payment.PaymentTest;
import org.aitbc.servicetest.LegacyContract;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

/** Clients of the older system find every operation they know, with every name it took and answered with. */
class ContractTests extends PaymentTest {

    @Test
    void nothingOfTheContractIsMissing() {
        assertThat(LegacyContract.of("contract/operations.json")
                        .missingFrom(json(as("nobody", Role.CLIENT, HttpMethod.GET, "/v3/api-docs")
                                .exchange())))
                .isEmpty();
    }
}
