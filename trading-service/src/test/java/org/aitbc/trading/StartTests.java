package org.aitbc.trading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StartTests extends TradingTest {

    @Test
    void theServiceIsReady() {
        assertThat(get("/actuator/health/readiness")).hasStatusOk();
    }
}
