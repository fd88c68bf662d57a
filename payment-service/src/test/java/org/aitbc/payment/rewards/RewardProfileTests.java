package org.aitbc.payment.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class RewardProfileTests extends RewardTest {

    private MvcTestResult create(String subject, Role role, String who) {
        return post(subject, role, "/v1/rewards/profile/" + who, "");
    }

    @Nested
    class Create {

        @Test
        void anAgentJoinsOnce() {
            workedTenDays(agent);
            JsonNode first = json(create(agent, Role.MINER, agent));
            assertThat(first.path("agent_id").stringValue()).isEqualTo(agent);
            assertThat(first.path("current_tier").stringValue()).isEqualTo("platinum");
            assertThat(first.path("tier_progress").decimalValue()).isEqualByComparingTo("0.2");
            assertThat(first.path("message").isString()).isTrue();
            assertThat(json(create(agent, Role.MINER, agent))).isEqualTo(first);
            assertThat(json(create(admin, Role.ADMIN, agent)).path("created_at"))
                    .isEqualTo(first.path("created_at"));
        }

        @Test
        void nobodyElseJoinsForIt() {
            assertProblem(create(someone("other"), Role.MINER, agent), 403, "NOT_YOUR_PROFILE");
            assertProblem(get(client, "/v1/rewards/profile/" + agent), 404, "REWARD_PROFILE_NOT_FOUND");
        }

        @Test
        void whoOwnsNoMinerIsNoAgent() {
            assertProblem(create(client, Role.CLIENT, client), 404, "AGENT_NOT_FOUND");
        }
    }

    @Nested
    class Read {

        @Test
        void aProfileShowsWhatAnAgentDidAndGot() {
            workedTenDays(agent);
            fundPool("24.133333");
            JsonNode paid = distributed(agent, "10");
            JsonNode pending = distributed(agent, "1");

            JsonNode profile = read("/profile/" + agent);

            assertThat(profile.propertyNames())
                    .containsExactlyInAnyOrder(
                            "agent_id",
                            "current_tier",
                            "tier_progress",
                            "base_earnings",
                            "bonus_earnings",
                            "total_earnings",
                            "lifetime_earnings",
                            "rewards_distributed",
                            "current_streak",
                            "longest_streak",
                            "performance_score",
                            "loyalty_score",
                            "referral_count",
                            "community_contributions",
                            "last_reward_date",
                            "recent_calculations",
                            "recent_distributions");
            assertThat(profile.path("base_earnings").decimalValue()).isEqualByComparingTo("10");
            assertThat(profile.path("bonus_earnings").decimalValue()).isEqualByComparingTo("14.133333");
            assertThat(profile.path("total_earnings").decimalValue()).isEqualByComparingTo("24.133333");
            assertThat(profile.path("lifetime_earnings").decimalValue()).isEqualByComparingTo("24.133333");
            assertThat(profile.path("rewards_distributed").intValue()).isEqualTo(1);
            assertThat(profile.path("current_streak").intValue()).isEqualTo(10);
            assertThat(profile.path("performance_score").decimalValue()).isEqualByComparingTo("1");
            assertThat(profile.path("last_reward_date").isString()).isTrue();
            assertThat(profile.path("recent_calculations")
                            .valueStream()
                            .map(one -> one.path("id").stringValue()))
                    .containsExactly(
                            pending.path("calculation_id").stringValue(),
                            paid.path("calculation_id").stringValue());
            assertThat(profile.path("recent_distributions")
                            .valueStream()
                            .map(one -> one.path("status").stringValue()))
                    .containsExactly("pending", "distributed");
        }

        @Test
        void aProfileWithoutJobsIsAtTheBottom() {
            join(agent);
            JsonNode profile = read("/profile/" + agent);
            assertThat(profile.path("current_tier").stringValue()).isEqualTo("bronze");
            assertThat(profile.path("tier_progress").decimalValue()).isZero();
            assertThat(profile.path("longest_streak").intValue()).isZero();
            assertThat(profile.path("last_reward_date").isNull()).isTrue();
            assertThat(profile.path("recent_calculations")).isEmpty();
        }

        @Test
        void aStreakEndsWithADayWithoutACompletedJob() {
            join(agent);
            worked(agent, 1, 1, 0, "0");
            worked(agent, 2, 1, 3, "0");
            worked(agent, 3, 0, 1, "0");
            worked(agent, 4, 1, 0, "0");
            worked(agent, 5, 1, 0, "0");
            worked(agent, 6, 1, 0, "0");
            worked(agent, 8, 1, 0, "0");
            assertThat(read("/profile/" + agent).path("current_streak").intValue())
                    .isEqualTo(2);
            assertThat(read("/profile/" + agent).path("longest_streak").intValue())
                    .isEqualTo(3);
            worked(agent, 0, 0, 1, "0");
            assertThat(read("/profile/" + agent).path("current_streak").intValue())
                    .isEqualTo(2);
        }

        @Test
        void aStreakOfThePastIsNoneToday() {
            join(agent);
            worked(agent, 2, 1, 0, "0");
            worked(agent, 3, 1, 0, "0");
            assertThat(read("/profile/" + agent).path("current_streak").intValue())
                    .isZero();
            assertThat(read("/profile/" + agent).path("longest_streak").intValue())
                    .isEqualTo(2);
        }

        @Test
        void scoresFollowWhatJobsComeTo() {
            join(agent);
            String miner = miner(agent);
            end(job(client, Ids.next()), "COMPLETED", miner, "0");
            end(job(client, Ids.next()), "FAILED", miner, "0");
            await().untilAsserted(() -> assertThat(
                            read("/profile/" + agent).path("performance_score").decimalValue())
                    .isEqualByComparingTo("0.5"));
        }
    }

    @Nested
    class TierProgress {

        @Test
        void itTellsWhatTheNextTierAsks() {
            join(agent);
            workedTenDays(agent);
            JsonNode progress = read("/tier-progress/" + agent);
            assertThat(progress.path("agent_id").stringValue()).isEqualTo(agent);
            assertThat(progress.path("current_tier").stringValue()).isEqualTo("platinum");
            assertThat(progress.path("next_tier").stringValue()).isEqualTo("diamond");
            assertThat(progress.path("tier_progress").decimalValue()).isEqualByComparingTo("0.2");
            assertThat(progress.path("trust_score").decimalValue()).isEqualByComparingTo("780");
            assertThat(progress.at("/requirements_met/min_trust_score").booleanValue())
                    .isFalse();
            assertThat(progress.at("/benefits/base_multiplier").decimalValue()).isEqualByComparingTo("2");
        }

        @Test
        void itNeedsAProfile() {
            assertProblem(get(client, "/v1/rewards/tier-progress/" + agent), 404, "REWARD_PROFILE_NOT_FOUND");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"profile", "milestones", "distributions"})
    void nothingIsKnownOfWhoOwnsNoMiner(String what) {
        assertProblem(get(client, "/v1/rewards/" + what + "/" + client), 404, "AGENT_NOT_FOUND");
    }
}
