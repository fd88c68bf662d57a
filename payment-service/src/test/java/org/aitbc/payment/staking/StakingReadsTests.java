package org.aitbc.payment.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class StakingReadsTests extends StakingTest {

    private final String other = someone("client");

    private static JsonNode of(JsonNode list, String agent) {
        return list.valueStream()
                .filter(one -> agent.equals(one.path("agent_wallet").stringValue()))
                .findFirst()
                .orElseThrow();
    }

    private MvcTestResult reported(Role role, String path, String body) {
        return post("oracle", role, "/v1/agents/" + path + "/performance", body.formatted(agent));
    }

    private void day(int ago, int completed, int failed) {
        jdbc.sql("""
                        insert into payment.agent_day (agent, day, completed, failed, compute_seconds, earned)
                        values (?, (now() at time zone 'utc')::date - ?, ?, ?, 30, 1)""").params(agent, ago, completed, failed).update();
    }

    @Nested
    class Performance {

        @Test
        void theMeanOfTheReportsCounts() {
            earned(agent, "1");
            assertThat(reported(Role.ADMIN, agent, """
                    {"agent_wallet": "%s", "accuracy": 100, "successful": true, "response_time": 2, "compute_power": 5,
                     "energy_efficiency": 70}""")).hasStatusOk();
            assertThat(reported(Role.ADMIN, agent, """
                    {"agent_wallet": "%s", "accuracy": 50.5, "response_time": 3, "successful": false}""")).hasStatusOk();
            JsonNode metrics = open("/v1/agents/" + agent + "/metrics");
            assertNumber(metrics.path("average_accuracy"), "75.25");
            assertNumber(metrics.path("average_response_time"), "2.5");
            assertNumber(metrics.path("energy_efficiency_score"), "70");
            assertNumber(metrics.path("success_rate"), "100");
            assertNumber(metrics.path("tier_score"), "85.15");
            assertThat(metrics.path("current_tier").stringValue()).isEqualTo("gold");
            assertThat(metrics.path("weekly_accuracy")).hasSize(1);
        }

        @Test
        void adminsReportAndOnlyOfAgents() {
            String body = "{\"agent_wallet\": \"%s\", \"accuracy\": 90}";
            assertProblem(reported(Role.CLIENT, agent, body), 403, "ROLE_NOT_ALLOWED");
            assertProblem(reported(Role.MINER, agent, body), 403, "ROLE_NOT_ALLOWED");
            assertProblem(reported(Role.ADMIN, "another", body), 422, "VALIDATION_ERROR");
            assertProblem(reported(Role.ADMIN, "nobody", """
                    {"agent_wallet": "nobody", "accuracy": 90}"""), 404, "AGENT_NOT_FOUND");
            assertProblem(reported(Role.ADMIN, agent, """
                    {"agent_wallet": "%s", "accuracy": 100.1}"""), 422, "VALIDATION_ERROR");
        }
    }

    @Nested
    class Metrics {

        @Test
        void allFieldsOfTheContractAreThere() {
            staked(client, "100");
            staked(other, "200");
            staked(other, "300");
            earned(agent, "10");
            distribute(agent, Role.MINER, "10");
            JsonNode metrics = open("/v1/agents/" + agent + "/metrics");
            assertThat(metrics.path("agent_wallet").stringValue()).isEqualTo(agent);
            assertNumber(metrics.path("total_staked"), "600");
            assertNumber(metrics.path("staker_count"), "2");
            assertNumber(metrics.path("total_rewards_distributed"), "9.9");
            assertNumber(metrics.path("total_submissions"), "1");
            assertNumber(metrics.path("successful_submissions"), "1");
            assertNumber(metrics.path("total_compute_time"), "60");
            assertNumber(metrics.path("average_accuracy"), "0");
            assertNumber(metrics.path("reputation_score"), "0");
            assertThat(metrics.path("last_update_time").isString()).isTrue();
            assertThat(metrics.path("first_submission_time").isString()).isTrue();
            assertThat(metrics.path("average_response_time").isNull()).isTrue();
            assertThat(metrics.path("energy_efficiency_score").isNull()).isTrue();
            assertThat(metrics.path("weekly_accuracy")).isEmpty();
            assertThat(metrics.path("monthly_earnings")).hasSize(1);
            assertNumber(metrics.path("monthly_earnings").get(0), "10");
            assertNumber(metrics.path("agent_metadata").path("distributed"), "10");
        }

        @Test
        void aNewAgentHasDoneNothing() {
            JsonNode metrics = open("/v1/agents/" + agent + "/metrics");
            assertNumber(metrics.path("total_submissions"), "0");
            assertThat(metrics.path("first_submission_time").isNull()).isTrue();
            assertThat(metrics.path("total_compute_time").isNull()).isTrue();
            assertThat(metrics.path("current_tier").stringValue()).isEqualTo("bronze");
        }

        @Test
        void whoOwnsNoMinerIsNoAgent() {
            assertProblem(http.get().uri("/v1/agents/nobody/metrics").exchange(), 404, "AGENT_NOT_FOUND");
        }
    }

    @Nested
    class Pool {

        @Test
        void whatIsStakedOnAnAgent() {
            String first = staked(client, "100");
            staked(other, "300");
            earned(agent, "10");
            distribute(agent, Role.MINER, "10");
            fillPool(agent, "5");
            JsonNode pool = open("/v1/agents/" + agent + "/staking-pool");
            assertNumber(pool.path("total_staked"), "400");
            assertNumber(pool.path("total_rewards"), "9.9");
            assertNumber(pool.path("pool_apy"), "5.5");
            assertNumber(pool.path("staker_count"), "2");
            assertThat(pool.path("active_stakers")).hasSize(2);
            assertNumber(pool.path("min_stake_amount"), "100");
            assertNumber(pool.path("max_stake_amount"), "100000");
            assertNumber(pool.path("distribution_frequency"), "0");
            assertThat(pool.path("auto_compound_enabled").booleanValue()).isTrue();
            assertNumber(pool.path("pool_performance_score"), "40");
            assertNumber(pool.path("volatility_score"), "0");
            assertNumber(pool.path("pool_metadata").path("balance"), "5");
            assertNumber(pool.path("pool_metadata").path("distributions"), "1");
            assertThat(pool.path("last_distribution_time").stringValue())
                    .isGreaterThan(seen(client, first).path("start_time").stringValue());
            assertThat(of(open("/v1/staking/pools?limit=100"), agent)).isEqualTo(pool);
        }

        @Test
        void thereIsNoneBeforeTheFirstStake() {
            assertProblem(
                    http.get().uri("/v1/agents/" + agent + "/staking-pool").exchange(), 404, "STAKING_POOL_NOT_FOUND");
        }

        @Test
        void daysBetweenDistributions() {
            staked(client, "100");
            earned(agent, "10");
            distribute(agent, Role.MINER, "1");
            jdbc.sql("update payment.stake_distribution set at = at - interval '14 days' where agent = ?")
                    .param(agent)
                    .update();
            distribute(agent, Role.MINER, "1");
            assertNumber(open("/v1/agents/" + agent + "/staking-pool").path("distribution_frequency"), "14");
        }
    }

    @Nested
    class Apy {

        @Test
        void byTierAndLock() {
            earned(agent, "1");
            report(agent, "85");
            JsonNode apy = open("/v1/agents/" + agent + "/apy?lock_period=90");
            assertNumber(apy.path("lock_period"), "90");
            assertNumber(apy.path("base_apy"), "5");
            assertNumber(apy.path("tier_multiplier"), "2");
            assertNumber(apy.path("current_apy"), "12.5");
            assertNumber(open("/v1/agents/" + agent + "/apy").path("current_apy"), "11");
            assertProblem(
                    http.get()
                            .uri("/v1/agents/" + agent + "/apy?lock_period=366")
                            .exchange(),
                    422,
                    "VALIDATION_ERROR");
        }

        @Test
        void fiveForWhoIsNoAgent() {
            assertNumber(open("/v1/agents/nobody/apy?lock_period=365").path("current_apy"), "5");
        }
    }

    @Nested
    class Supported {

        @Test
        void allWhoOwnMinersByTier() {
            earned(agent, "1");
            report(agent, "99");
            staked(client, "100000");
            JsonNode answer = open("/v1/agents/supported?tier=diamond&limit=100");
            JsonNode entry = of(answer.path("agents"), agent);
            assertNumber(entry.path("total_staked"), "100000");
            assertNumber(entry.path("staker_count"), "1");
            assertThat(entry.path("current_tier").stringValue()).isEqualTo("diamond");
            assertNumber(entry.path("average_accuracy"), "99");
            assertNumber(entry.path("success_rate"), "100");
            assertNumber(entry.path("current_apy"), "16.5");
            assertNumber(answer.path("page"), "1");
            assertNumber(answer.path("limit"), "100");
            assertThat(answer.path("total_count").intValue()).isPositive();
            assertNumber(open("/v1/staking/agents/supported?page=2").path("limit"), "50");
            assertThat(open("/v1/agents/supported?tier=silver&limit=100").toString())
                    .doesNotContain(agent);
            assertProblem(http.get().uri("/v1/agents/supported?tier=wood").exchange(), 422, "VALIDATION_ERROR");
        }
    }

    @Nested
    class Statistics {

        @Test
        void theWholeOfStaking() {
            staked(client, "100", 77, false);
            earned(agent, "10");
            distribute(agent, Role.MINER, "10");
            JsonNode stats = open("/v1/staking/stats");
            assertThat(stats.path("total_staked").decimalValue())
                    .isEqualByComparingTo(jdbc.sql("select sum(amount) from payment.stake where status = 'active'")
                            .query(BigDecimal.class)
                            .single());
            assertNumber(stats.path("lock_period_distribution").path("77"), "1");
            assertThat(stats.path("tier_distribution").path("bronze").intValue())
                    .isPositive();
            assertThat(stats.path("total_stakers").intValue()).isPositive();
            assertThat(stats.path("active_stakes").intValue()).isPositive();
            assertThat(stats.path("average_apy").decimalValue()).isPositive();
            assertThat(stats.path("total_rewards_distributed").decimalValue())
                    .isGreaterThanOrEqualTo(new BigDecimal("9.9"));
            assertThat(stats.path("top_agents")).isNotEmpty();
            open("/v1/staking/stats?period=hourly");
            assertProblem(http.get().uri("/v1/staking/stats?period=yearly").exchange(), 422, "VALIDATION_ERROR");
        }

        @Test
        void ranksByEachMetric() {
            staked(client, "100000");
            staked(other, "100000");
            for (String metric : List.of("total_staked", "total_rewards", "apy")) {
                JsonNode board = open("/v1/staking/leaderboard?limit=100&metric=" + metric);
                String field = metric.equals("apy") ? "current_apy" : metric;
                List<BigDecimal> values = board.valueStream()
                        .map(place -> Objects.requireNonNull(place.path(field).decimalValue()))
                        .toList();
                assertThat(values).isSortedAccordingTo(Comparator.<BigDecimal>reverseOrder());
                assertThat(board.valueStream().map(place -> place.path("rank").intValue()))
                        .containsExactlyElementsOf(
                                IntStream.rangeClosed(1, board.size()).boxed().toList());
            }
            assertNumber(of(open("/v1/staking/leaderboard?limit=100"), agent).path("total_staked"), "200000");
            assertProblem(http.get().uri("/v1/staking/leaderboard?metric=luck").exchange(), 422, "VALIDATION_ERROR");
            assertProblem(http.get().uri("/v1/staking/leaderboard?limit=0").exchange(), 422, "VALIDATION_ERROR");
        }

        @Test
        void rewardsCountInTheirPeriod() {
            staked(client, "100");
            earned(agent, "10");
            distribute(agent, Role.MINER, "10");
            jdbc.sql("update payment.stake_reward set at = at - interval '2 days' where agent = ?")
                    .param(agent)
                    .update();
            String path = "/v1/staking/leaderboard?limit=100&metric=total_staked&period=";
            assertNumber(of(open(path + "daily"), agent).path("total_rewards"), "0");
            assertNumber(of(open(path + "weekly"), agent).path("total_rewards"), "9.9");
        }
    }

    @Nested
    class Risk {

        @Test
        void theMeanOfFourFactors() {
            day(0, 10, 10);
            day(1, 20, 0);
            staked(client, "100");
            staked(other, "300");
            report(agent, "80");
            JsonNode risk = open("/v1/staking/risk-assessment/" + agent);
            assertThat(risk.path("agent_wallet").stringValue()).isEqualTo(agent);
            JsonNode factors = risk.path("risk_factors");
            assertNumber(factors.path("performance_risk"), "0.22");
            assertNumber(factors.path("volatility_risk"), "0.5");
            assertNumber(factors.path("concentration_risk"), "0.625");
            assertNumber(factors.path("new_agent_risk"), "0.6");
            assertNumber(risk.path("risk_score"), "0.48625");
            assertThat(risk.path("risk_level").stringValue()).isEqualTo("medium");
            assertThat(risk.path("recommendations")).hasSize(3);
        }

        @Test
        void unknownAgentsAreNotFound() {
            assertProblem(http.get().uri("/v1/staking/risk-assessment/nobody").exchange(), 404, "AGENT_NOT_FOUND");
        }
    }

    @Test
    void everyOperationIsDescribed() {
        JsonNode paths = json(as("x", Role.CLIENT, HttpMethod.GET, "/v3/api-docs")
                        .exchange())
                .path("paths");
        List<String> names = paths.path("/v1/stakes")
                .path("get")
                .path("parameters")
                .valueStream()
                .map(parameter -> Objects.requireNonNull(parameter.path("name").stringValue()))
                .toList();
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "agent_wallet",
                        "status",
                        "min_amount",
                        "max_amount",
                        "agent_tier",
                        "auto_compound",
                        "page",
                        "limit");
        assertThat(paths.propertyStream()
                        .filter(path -> path.getKey().matches("/v1/(stakes?|staking|agents)\\b.*"))
                        .flatMap(path -> path.getValue().valueStream())
                        .map(operation -> operation.path("summary").asString("")))
                .hasSize(22)
                .doesNotContain("");
    }
}
