package org.aitbc.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CapacityTests {

    private static final long MANY = 1_000_000;

    @Test
    void halfOfTheHeapHoldsCallers() {
        assertThat(new Capacity(64 << 20, MANY, 50_000).callers()).isEqualTo(4096);
    }

    @Test
    void eachCallerTakesTwoFiles() {
        assertThat(new Capacity(8L << 30, 20_000, 50_000).callers()).isEqualTo(9_000);
    }

    @Test
    void noMoreThanIsSaid() {
        assertThat(new Capacity(8L << 30, Long.MAX_VALUE, 50_000).callers()).isEqualTo(50_000);
    }
}
