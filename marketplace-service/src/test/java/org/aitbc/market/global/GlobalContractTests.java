package org.aitbc.market.global;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aitbc.market.MarketTest;
import org.aitbc.servicetest.LegacyContract;
import org.junit.jupiter.api.Test;

class GlobalContractTests extends MarketTest {

    /** The configuration answers by the names of its settings: {@code x1} is what one was called when the row was taken. */
    @Test
    void olderClientsFindWhatTheyKnow() {
        List<String> missing = LegacyContract.of("contract/operations.json").missingFrom(read(get("/v3/api-docs")));
        assertThat(missing.stream().filter(line -> line.contains("/global-marketplace") || line.contains("/enhanced/")))
                .containsExactly("GET /v1/global-marketplace/config: response x1");
    }
}
