package org.aitbc.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoalTests {

    private static final Goal TWICE = Goal.atLeast(2, "x", "jobs beside the peer");
    private static final Goal SMALL = Goal.atMost(150, "MB", "memory");

    @Test
    void theLimitItselfMeetsTheGoal() {
        assertThat(TWICE.isMetBy(2)).isTrue();
        assertThat(TWICE.isMetBy(1.999)).isFalse();
        assertThat(SMALL.isMetBy(150)).isTrue();
        assertThat(SMALL.isMetBy(150.1)).isFalse();
    }

    @Test
    void whatWasNotMeasuredMeetsNothing() {
        assertThat(TWICE.isMetBy(Double.NaN)).isFalse();
        assertThat(SMALL.isMetBy(Double.NaN)).isFalse();
        assertThat(TWICE.amount(Double.NaN)).isEqualTo("not measured");
    }

    @Test
    void whatHasNoLimitHasNoVerdict() {
        Goal none = Goal.none("x", "requests beside the peer");

        assertThat(none.wanted()).isEmpty();
        assertThat(none.verdict(0.5)).isEmpty();
        assertThat(TWICE.verdict(0.5)).isEqualTo("**missed**");
    }

    @Test
    void amountsHaveTheirUnit() {
        assertThat(TWICE.wanted()).isEqualTo(">= 2.00x");
        assertThat(SMALL.amount(1234)).isEqualTo("1,234 MB");
    }
}
