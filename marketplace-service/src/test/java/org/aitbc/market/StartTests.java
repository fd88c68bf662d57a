package org.aitbc.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartTests extends MarketTest {

    @Test
    void theServiceIsReady() {
        assertThat(get("/actuator/health/readiness")).hasStatusOk();
    }
}
