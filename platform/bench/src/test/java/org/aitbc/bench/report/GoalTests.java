package org.aitbc.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GoalTests {

    private static final Goal TWICE = Goal.atLeast(2, "x", "jobs beside the peer");
    private static final Goal SMALL = Goal.atMost(150, "MB", "memory");

    @TempDir
    Path folder;

    @Test
    void theLimitItselfMeetsTheGoal() {
        assertThat(TWICE.judge(2, "").met()).isTrue();
        assertThat(TWICE.judge(1.999, "").met()).isFalse();
        assertThat(SMALL.judge(150, "").met()).isTrue();
        assertThat(SMALL.judge(150.1, "").met()).isFalse();
    }

    @Test
    void whatWasNotMeasuredMeetsNothing() {
        assertThat(TWICE.judge(Double.NaN, "").met()).isFalse();
        assertThat(SMALL.judge(Double.NaN, "").met()).isFalse();
    }

    @Test
    void aMarginGrowsWithWhatIsBetter() {
        assertThat(TWICE.margin(6)).isEqualTo(3);
        assertThat(SMALL.margin(75)).isEqualTo(2);
    }

    @Test
    void aVerdictSaysFigureGoalAndOutcome() {
        assertThat(TWICE.judge(2.5, "5,000 and 2,000 jobs/s"))
                .hasToString("met     jobs beside the peer: 2.50x, goal >= 2.00x (5,000 and 2,000 jobs/s)");
        assertThat(SMALL.judge(1234, "idle")).hasToString("MISSED  memory: 1,234 MB, goal <= 150 MB (idle)");
    }

    @Test
    void theFileHasFiguresAndGoals() {
        Report report = new Report();
        report.add("batched", Map.of("jobs_per_s", 7));
        report.add(TWICE.judge(3, "3 and 1"));
        Path file = folder.resolve("report.json");
        report.write(file);
        JsonNode json = new JsonMapper().readTree(file.toFile());
        assertThat(json.at("/figures/0/jobs_per_s").intValue()).isEqualTo(7);
        assertThat(json.at("/goals/0/goal").stringValue()).isEqualTo("jobs beside the peer");
        assertThat(json.at("/goals/0/met").booleanValue()).isTrue();
        assertThat(json.at("/goals/0/margin").doubleValue()).isEqualTo(1.5);
        assertThat(json.at("/goals/0/load").isNumber()).isTrue();
    }
}
