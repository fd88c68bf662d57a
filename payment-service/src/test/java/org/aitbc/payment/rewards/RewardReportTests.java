package org.aitbc.payment.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What was paid by other tests lies at the present, so these move what they pay to a time of their own. */
class RewardReportTests extends RewardTest {

    private final String good = someone("good");

    @BeforeEach
    void anotherAgent() {
        miner(good);
        workedTenDays(good);
        fundPool("1000");
    }

    /** A reward of 2.4133333 for each AITBC of base, or of base where it is for the agent without jobs. */
    private void paidAt(String who, String base, String time) {
        String id = distributed(who, base).path("distribution_id").stringValue();
        jdbc.sql("update payment.reward_distribution set processed_at = ?::timestamptz where id = ?::uuid")
                .params(time, id)
                .update();
    }

    @Test
    void tiersGrantNothingButWhatTheyMultiply() {
        JsonNode tiers = read("/tiers");
        assertThat(tiers.valueStream().map(one -> one.path("tier").stringValue()))
                .containsExactly("bronze", "silver", "gold", "platinum", "diamond");
        assertThat(tiers.valueStream().map(one -> one.path("min_trust_score").intValue()))
                .containsExactly(0, 400, 600, 750, 900);
        assertThat(tiers.valueStream().map(one -> one.path("base_multiplier").doubleValue()))
                .containsExactly(1.0, 1.2, 1.5, 2.0, 3.0);
        assertThat(tiers.path(4)).isEqualTo(JSON.readTree("""
                {"tier": "diamond", "min_trust_score": 900, "base_multiplier": 3.0, "performance_bonus_multiplier": 1.5,
                 "max_concurrent_jobs": 2147483647, "priority_boost": 1, "fee_discount": 0, "support_level": "basic",
                 "tier_requirements": {"min_trust_score": 900},
                 "tier_benefits": {"base_multiplier": 3.0, "performance_bonus_multiplier": 1.5}}"""));
    }

    @Nested
    class Analytics {

        @Test
        void theySumUpWhatWasPaidBetweenTwoDays() {
            paidAt(agent, "5", "2001-03-31T23:59:59.999Z");
            paidAt(agent, "1", "2001-04-01T00:00:00Z");
            paidAt(agent, "2", "2001-04-30T23:59:59.999Z");
            paidAt(good, "3", "2001-04-10T00:00:00Z");
            paidAt(agent, "7", "2001-05-01T00:00:00Z");

            JsonNode april = read("/analytics?period_type=monthly&start_date=2001-04-01&end_date=2001-04-30");

            assertThat(april).isEqualTo(JSON.readTree("""
                    {"period_type": "monthly", "start_date": "2001-04-01", "end_date": "2001-04-30",
                     "total_rewards_distributed": 10.2399999, "total_agents_rewarded": 2,
                     "average_reward_per_agent": 5.11999995, "total_distributions": 3,
                     "tier_distribution": {"bronze": 1, "silver": 0, "gold": 0, "platinum": 1, "diamond": 0}}"""));
        }

        @Test
        void withoutAStartTheyAreOfOnePeriod() {
            paidAt(agent, "1", "2002-04-01T00:00:00Z");
            paidAt(agent, "2", "2002-04-07T12:00:00Z");
            assertThat(read("/analytics?end_date=2002-04-07T10:00:00")
                            .path("total_rewards_distributed")
                            .intValue())
                    .isEqualTo(2);
            assertThat(read("/analytics?end_date=2002-04-07&period_type=weekly")
                            .path("total_rewards_distributed")
                            .intValue())
                    .isEqualTo(3);
        }

        @Test
        void withoutDatesTheyAreOfToday() {
            String today = LocalDate.now(ZoneOffset.UTC).toString();
            assertThat(read("/analytics").path("end_date").stringValue()).isEqualTo(today);
            assertThat(read("/analytics").path("start_date").stringValue()).isEqualTo(today);
        }

        @Test
        void aTimeWithoutRewardsHasNone() {
            JsonNode none = read("/analytics?start_date=1999-01-01&end_date=1999-01-31");
            assertThat(none.path("total_rewards_distributed").decimalValue()).isZero();
            assertThat(none.path("average_reward_per_agent").decimalValue()).isZero();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "start_date=yesterday",
                    "end_date=2026-02-30",
                    "start_date=2026-02-02&end_date=2026-02-01",
                    "start_date=3000-01-01",
                    "period_type=hourly"
                })
        void wrongQuestionsAreInvalid(String query) {
            assertProblem(get(client, "/v1/rewards/analytics?" + query), 422, "VALIDATION_ERROR");
        }
    }

    @Nested
    class Ranking {

        private List<String> agents(String query) {
            List<String> mine = List.of(agent, good);
            return read("/leaderboard?limit=100&" + query)
                    .valueStream()
                    .map(one -> one.path("agent_id").stringValue())
                    .filter(mine::contains)
                    .toList();
        }

        @Test
        void whoGotMostIsFirst() {
            distributed(agent, "500");
            distributed(good, "200");
            distributed(good, "0.5");

            List<JsonNode> lines = read("/leaderboard?tier=platinum&limit=100")
                    .valueStream()
                    .filter(one -> one.path("agent_id").stringValue().equals(good))
                    .toList();
            assertThat(lines).singleElement().satisfies(line -> {
                assertThat(line.propertyNames())
                        .containsExactlyInAnyOrder(
                                "rank",
                                "agent_id",
                                "current_tier",
                                "total_earnings",
                                "lifetime_earnings",
                                "rewards_distributed",
                                "current_streak",
                                "performance_score");
                assertThat(line.path("current_tier").stringValue()).isEqualTo("platinum");
                assertThat(line.path("total_earnings").decimalValue()).isEqualByComparingTo("483.87332665");
                assertThat(line.path("lifetime_earnings").decimalValue()).isEqualByComparingTo("483.87332665");
                assertThat(line.path("rewards_distributed").intValue()).isEqualTo(2);
                assertThat(line.path("current_streak").intValue()).isEqualTo(10);
                assertThat(line.path("performance_score").decimalValue()).isEqualByComparingTo("1");
            });
            assertThat(agents("")).containsExactly(agent, good);
            assertThat(agents("tier=bronze")).containsExactly(agent);
            JsonNode first = read("/leaderboard?limit=1");
            assertThat(first).hasSize(1);
            assertThat(first.path(0).path("rank").intValue()).isEqualTo(1);
        }

        @Test
        void onlyRewardsOfThePeriodCount() {
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            paidAt(agent, "400", today.minusDays(29) + "T00:00:00Z");
            paidAt(good, "100", today.minusDays(6) + "T00:00:00Z");
            assertThat(agents("period=monthly")).containsExactly(agent, good);
            assertThat(agents("period=weekly")).containsExactly(good);
            assertThat(agents("")).containsExactly(good);
            assertThat(agents("period=daily")).isEmpty();
            paidAt(agent, "1", today + "T00:00:00Z");
            assertThat(agents("period=daily")).containsExactly(agent);
            assertThat(agents("period=weekly")).containsExactly(good, agent);
        }

        @ParameterizedTest
        @ValueSource(strings = {"tier=wood", "period=yearly", "limit=0"})
        void wrongQuestionsAreInvalid(String query) {
            assertProblem(get(client, "/v1/rewards/leaderboard?" + query), 422, "VALIDATION_ERROR");
        }
    }
}
