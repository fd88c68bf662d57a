package org.aitbc.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Verdict;
import org.junit.jupiter.api.Test;

class OutcomeTests {

    private final Outcome outcome = new Outcome(Map.of("suite", rounds(10, 40, 90), "peer", rounds(10, 20, 30)));

    @Test
    void eachRoundIsComparedWithItsNeighbour() {
        assertThat(outcome.median("suite", "jobs/s")).isEqualTo(40);
        assertThat(outcome.ratio("suite", "peer", "jobs/s")).isEqualTo(2);
        assertThat(outcome.ratio("peer", "suite", "jobs/s")).isEqualTo(0.5);
    }

    @Test
    void aGoalIsJudgedByTheRatioAndToldWithBothMedians() {
        Verdict verdict = outcome.judge(Goal.atLeast(1.5, "x", "jobs"), "suite", "peer", "jobs/s");
        assertThat(verdict.met()).isTrue();
        assertThat(verdict.figures()).isEqualTo("40.0 and 20.0 jobs/s");
    }

    @Test
    void whatWasNotMeasuredIsNoNumber() {
        assertThat(outcome.ratio("suite", "peer", "p99 ms")).isNaN();
    }

    private static List<Map<String, Double>> rounds(double... figures) {
        return Arrays.stream(figures).mapToObj(one -> Map.of("jobs/s", one)).toList();
    }
}
