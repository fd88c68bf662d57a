package org.aitbc.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConcurrencyLimiterTests {

    private static final long MANY = 1_000_000;

    @Test
    void halfOfTheHeapHoldsRequests() {
        assertThat(new ConcurrencyLimiter(64 << 20, MANY, 50_000).most()).isEqualTo(2048);
    }

    @Test
    void eachRequestTakesTwoFiles() {
        assertThat(new ConcurrencyLimiter(8L << 30, 20_000, 50_000).most()).isEqualTo(9_000);
    }

    @Test
    void noMoreThanIsSaid() {
        assertThat(new ConcurrencyLimiter(8L << 30, Long.MAX_VALUE, 50_000).most()).isEqualTo(50_000);
    }
}
