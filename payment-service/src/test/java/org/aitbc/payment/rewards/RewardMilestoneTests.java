package org.aitbc.payment.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RewardMilestoneTests extends RewardTest {

    private JsonNode milestone(String type) {
        return read("/milestones/" + agent)
                .valueStream()
                .filter(one -> one.path("milestone_type").stringValue().equals(type))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void progressIsThatOfTheTrackRecord() {
        worked(agent, 2, 4, 1, "25");
        worked(agent, 1, 5, 0, "0.5");

        assertThat(read("/milestones/" + agent)).hasSize(8);
        JsonNode jobs = milestone("jobs_10");
        assertThat(jobs.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "agent_id",
                        "milestone_type",
                        "milestone_name",
                        "target_value",
                        "current_value",
                        "progress_percentage",
                        "reward_amount",
                        "is_completed",
                        "is_claimed",
                        "completed_at",
                        "claimed_at");
        assertThat(jobs.path("id").stringValue()).matches("[0-9a-f]{32}");
        assertThat(jobs.path("agent_id").stringValue()).isEqualTo(agent);
        assertThat(jobs.path("target_value").intValue()).isEqualTo(10);
        assertThat(jobs.path("current_value").intValue()).isEqualTo(9);
        assertThat(jobs.path("progress_percentage").intValue()).isEqualTo(90);
        assertThat(jobs.path("is_completed").booleanValue()).isFalse();
        assertThat(jobs.path("completed_at").isNull()).isTrue();
        assertThat(milestone("earned_100").path("current_value").decimalValue()).isEqualByComparingTo("25.5");
        assertThat(milestone("streak_7").path("current_value").intValue()).isEqualTo(2);
    }

    @Test
    void aMilestoneIsCompletedOnTheDayItWasReached() {
        worked(agent, 3, 6, 0, "0");
        worked(agent, 2, 4, 0, "0");
        worked(agent, 1, 4, 0, "0");
        JsonNode jobs = milestone("jobs_10");
        assertThat(jobs.path("is_completed").booleanValue()).isTrue();
        assertThat(jobs.path("progress_percentage").intValue()).isEqualTo(100);
        assertThat(jobs.path("completed_at").stringValue())
                .isEqualTo(LocalDate.now(ZoneOffset.UTC).minusDays(2).toString());
        assertThat(read("/milestones/" + agent + "?include_completed=false")
                        .valueStream()
                        .map(one -> one.path("milestone_type").stringValue()))
                .hasSize(6)
                .doesNotContain("first_job", "jobs_10");
    }

    @Test
    void aBatchRewardsAMilestoneOnce() {
        join(agent);
        worked(agent, 1, 1, 0, "0");
        hasManyCustomers(agent);

        batch("");
        assertThat(milestone("first_job").path("is_claimed").booleanValue()).isFalse();
        fundPool("100");
        batch("");
        batch("");

        assertThat(available(agent)).isEqualByComparingTo("1");
        JsonNode first = milestone("first_job");
        assertThat(first.path("is_claimed").booleanValue()).isTrue();
        assertThat(first.path("claimed_at").isString()).isTrue();
        JsonNode paid = read("/distributions/" + agent);
        assertThat(paid).hasSize(1);
        assertThat(paid.path(0).path("id")).isEqualTo(first.path("id"));
        assertThat(paid.path(0).path("reward_type").stringValue()).isEqualTo("milestone_bonus");
    }

    @Test
    void whoDidNotJoinIsNotRewardedForMilestones() {
        worked(agent, 1, 1, 0, "0");
        hasManyCustomers(agent);
        fundPool("100");
        batch("");
        assertThat(available(agent)).isZero();
        join(agent);
        batch("");
        assertThat(available(agent)).isEqualByComparingTo("1");
    }

    @Test
    void aStreakThatWasReachedStaysReached() {
        for (int day = 10; day < 17; day++) {
            worked(agent, day, 1, 0, "0");
        }
        worked(agent, 1, 1, 0, "0");
        assertThat(milestone("streak_7").path("is_completed").booleanValue()).isTrue();
        assertThat(milestone("streak_30").path("current_value").intValue()).isEqualTo(7);
    }

    /** Two principals of one person: whatever they pay each other, the network takes more than it rewards. */
    @ParameterizedTest
    @CsvSource({
        // fees of one payer -> what all of its payee's milestones are rewarded with
        "0, 0",
        "1, 0",
        "2.49999998, 0",
        "2.5, 1",
        "15, 6",
        "20, 6",
        "100000, 6",
    })
    void whoPaysHimselfIsRewardedWithLessThanItCostsHim(String fees, BigDecimal rewarded) {
        join(agent);
        worked(agent, 1, 1000, 0, "1000000");
        broughtFees(agent, client, fees);
        broughtFees(agent, agent, "1000");
        fundPool("1000");

        batch("");
        batch("");

        assertThat(available(agent)).isEqualByComparingTo(rewarded);
        assertThat(milestone("jobs_1000").path("is_completed").booleanValue()).isTrue();
        assertThat(milestone("jobs_1000").path("is_claimed").booleanValue()).isFalse();
    }

    @Test
    void aMilestoneWaitsForTheFeesOfMorePayers() {
        join(agent);
        worked(agent, 1, 100, 0, "0");
        fundPool("1000");
        broughtFees(agent, client, "1000");
        batch("");
        assertThat(available(agent)).isEqualByComparingTo("6");

        for (int i = 0; i < 3; i++) {
            broughtFees(agent, someone("payer"), "20");
        }
        batch("");
        assertThat(milestone("jobs_100").path("is_claimed").booleanValue()).isTrue();
        assertThat(available(agent)).isEqualByComparingTo("31");
    }
}
