package org.aitbc.governance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.aitbc.domain.identity.Role;
import org.aitbc.governance.GovernanceTest;
import org.aitbc.servicetest.Tokens;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Figures, pools and profiles. */
class ReportTests extends GovernanceTest {

    private static final String BASE = "/v1/governance-enhanced/";

    private JsonNode report(String period) {
        return read(post("/v1/governance/analytics/reports?period=" + period, "{}"));
    }

    @Nested
    class Reports {

        @Test
        void aReportOfAPeriodThatIsOverStaysWhatItIs() {
            JsonNode first = report("2020-Q1");
            assertThat(first.path("total_proposals").intValue()).isZero();
            assertThat(first.at("/metrics/pass_rate").isNull()).isTrue();
            String voter = staker("1000");
            vote(voter, active(voter, ""));
            assertThat(report("2020-Q1")).isEqualTo(first);
            JsonNode now = report(now().toString().substring(0, 4));
            assertThat(now.path("total_proposals").intValue()).isPositive();
            assertThat(now.path("active_voters").intValue()).isPositive();
        }

        @Test
        void periodsAreWrittenInOneOfFourWaysAndHaveBegun() {
            for (String wrong : List.of("2020-Q5", "2020-13", "2020-02-30", "last week", "9999")) {
                assertProblem(
                        http.post()
                                .uri("/v1/governance/analytics/reports?period={period}", wrong)
                                .header("Authorization", Tokens.bearer("governance-service", client, Role.CLIENT))
                                .exchange(),
                        422,
                        "VALIDATION_ERROR");
            }
            report("2020");
            report("2020-02");
            report("2020-02-29");
        }

        @Test
        void analyticsHaveNoFigureWithoutABase() {
            JsonNode analytics = read(get(BASE + "analytics/governance?time_period_days=365"));
            assertThat(number(analytics.at("/treasury/utilization_rate"))).isEqualTo(number("0.05"));
            assertThat(number(analytics.at("/staking/average_apy"))).isEqualTo(number("1"));
            assertThat(get(BASE + "analytics/governance?time_period_days=366")).hasStatus(422);
            assertProblem(get(BASE + "analytics/regional-health/nowhere"), 404, "REGION_NOT_FOUND");
            jdbc.sql("""
                insert into core.miner (id, owner, capabilities, region, concurrency) values (?, ?, '{}', 'moon', 1)""").params(someone("miner"), client).update();
            JsonNode moon = read(get(BASE + "analytics/regional-health/moon"));
            assertThat(moon.path("overall_health").stringValue()).isEqualTo("inactive");
            assertThat(moon.path("participation").isNull()).isTrue();
        }

        @Test
        void healthAndStatusSayWhenPaymentsAreAway() {
            assertThat(read(get(BASE + "health")).path("status").stringValue()).isEqualTo("healthy");
            assertThat(read(get(BASE + "status"))
                            .at("/performance/treasury_utilization")
                            .stringValue())
                    .isEqualTo("5.0%");
            stakes.away(true);
            JsonNode health = read(get(BASE + "health"));
            assertThat(health.path("status").stringValue()).isEqualTo("degraded");
            assertThat(health.at("/metrics/treasury_balance").isNull()).isTrue();
            JsonNode status = read(get(BASE + "status"));
            assertThat(status.at("/performance/staking_apy").isNull()).isTrue();
            assertThat(status.path("treasury").isNull()).isTrue();
            assertProblem(get(BASE + "analytics/governance"), 503, "SERVICE_UNAVAILABLE");
        }
    }

    @Nested
    class Pools {

        private MvcTestResult create(String developer, String apy) {
            return post(
                    developer,
                    BASE + "staking/pools?pool_name=p&developer_address=" + developer + "&base_apy=" + apy
                            + "&reputation_multiplier=9",
                    "{}");
        }

        @Test
        void anAgentNamesItsPoolWhoseFiguresAreMeasured() {
            String developer = someone("developer");
            assertProblem(create(developer, "5"), 404, "AGENT_NOT_FOUND");
            jdbc.sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, '{}', 1)")
                    .params(someone("miner"), developer)
                    .update();
            assertProblem(create(developer, "20.1"), 422, "ABOVE_CEILING");
            stakes.away(true);
            assertProblem(create(developer, "5"), 503, "SERVICE_UNAVAILABLE");
            stakes.away(false);
            JsonNode pool = read(create(developer, "5")).path("pool");
            assertThat(number(pool.path("reputation_multiplier"))).isEqualTo(number("1.5"));
            assertThat(number(pool.path("declared_base_apy"))).isEqualTo(number("5"));
            // 5 of 1000 in 30 days
            assertThat(number(pool.path("paid_apy_30d"))).isEqualTo(number("6.0833"));
            assertProblem(create(developer, "5"), 409, "POOL_EXISTS");
            String id = pool.path("pool_id").stringValue();
            String distribute = BASE + "staking/distribute-rewards/" + id;
            assertProblem(post(client, distribute, "{}"), 403, "NOT_YOUR_POOL");
            assertThat(read(post(developer, distribute, "{}"))
                            .at("/distribution/stakers_rewarded")
                            .intValue())
                    .isEqualTo(1);
            assertProblem(post(developer, distribute, "{}"), 409, "NOTHING_OWED");
            String quote =
                    BASE + "staking/calculate-rewards?pool_id=" + id + "&staker_address=x&duration_days=30&amount=";
            assertThat(number(read(get(quote + "1000")).path("estimated_rewards")))
                    .isEqualTo(number("1"));
            assertThat(get(quote + "99")).hasStatus(422);
            assertThat(read(get(BASE + "staking/pools?developer_address=" + developer))
                            .size())
                    .isEqualTo(1);
            assertProblem(
                    post(developer, BASE + "staking/distribute-rewards/" + "0".repeat(32), "{}"),
                    404,
                    "POOL_NOT_FOUND");
        }
    }

    @Nested
    class Profiles {

        @Test
        void powerIsWhatIsStakedAndNotWhatIsSaid() {
            String one = staker("300");
            JsonNode profile = read(post(
                    one,
                    "/v1/governance/profiles",
                    "{\"user_id\": \"" + one + "\", \"initial_voting_power\": 1000000}"));
            assertThat(number(profile.path("voting_power"))).isEqualTo(number("300"));
            assertThat(profile.path("role").stringValue()).isEqualTo("member");
            assertProblem(
                    post(client, "/v1/governance/profiles", "{\"user_id\": \"" + one + "\"}"), 403, "NOT_YOURSELF");
            assertProblem(get(BASE + "profiles/nobody"), 404, "PROFILE_NOT_FOUND");
            assertThat(read(get(BASE + "profiles/" + one))).isEqualTo(profile);
            stakes.away(true);
            assertProblem(get(BASE + "profiles/" + one), 503, "SERVICE_UNAVAILABLE");
        }

        @Test
        void whatIsLentIsNoLongerTheOwnersUntilItIsTakenBack() {
            String one = staker("300");
            String other = staker("50");
            for (String each : List.of(one, other)) {
                read(post(each, BASE + "profiles/create?user_id=" + each, "{}"));
            }
            stakes.away(true);
            assertProblem(
                    post(one, BASE + "profiles/delegate?delegator_id=" + one + "&delegatee_id=" + other, "{}"),
                    503,
                    "SERVICE_UNAVAILABLE");
            stakes.away(false);
            JsonNode lent =
                    read(post(one, BASE + "profiles/delegate?delegator_id=" + one + "&delegatee_id=" + other, "{}"));
            assertThat(number(lent.path("delegated_power"))).isEqualTo(number("300"));
            assertThat(number(read(get(BASE + "profiles/" + one)).path("voting_power")))
                    .isZero();
            JsonNode delegate = read(get(BASE + "profiles/" + other));
            assertThat(number(delegate.path("delegated_power"))).isEqualTo(number("300"));
            assertThat(delegate.path("role").stringValue()).isEqualTo("delegate");
            assertProblem(
                    post(client, BASE + "profiles/delegate?delegator_id=" + one + "&delegatee_id=" + other, "{}"),
                    403,
                    "NOT_YOURSELF");
            assertProblem(
                    post(one, BASE + "profiles/delegate?delegator_id=" + one + "&delegatee_id=nobody", "{}"),
                    404,
                    "PROFILE_NOT_FOUND");
            JsonNode back =
                    read(post(one, BASE + "profiles/delegate?delegator_id=" + one + "&delegatee_id=" + one, "{}"));
            assertThat(back.path("delegate_to").isNull()).isTrue();
            assertThat(number(read(get(BASE + "profiles/" + one)).path("voting_power")))
                    .isEqualTo(number("300"));
        }

        @Test
        void aDelegationEndsByItselfAndSharesAreNoMoreThanTheWhole() {
            String one = staker("300");
            String other = staker("50");
            String profile = read(post(one, "/v1/governance/profiles", "{\"user_id\": \"" + one + "\"}"))
                    .path("profile_id")
                    .stringValue();
            String path = "/v1/governance/profiles/" + profile + "/delegations";
            String lent = "[{\"delegate\": \"%s\", \"share\": 0.5}]";
            assertProblem(put(one, Role.CLIENT, path, lent.formatted(other)), 404, "PROFILE_NOT_FOUND");
            String others = read(post(other, "/v1/governance/profiles", "{\"user_id\": \"" + other + "\"}"))
                    .path("profile_id")
                    .stringValue();
            assertThat(read(put(one, Role.CLIENT, path, lent.formatted(others)))
                            .at("/0/delegate")
                            .stringValue())
                    .isEqualTo(other);
            assertThat(put(one, Role.CLIENT, path, """
                    [{"delegate": "%s", "share": 0.5, "until": "%s"}]""".formatted(other, now().plus(Duration.ofDays(1)))))
                    .hasStatusOk();
            assertThat(number(read(get(BASE + "profiles/" + one)).path("voting_power")))
                    .isEqualTo(number("150"));
            clock.forward(Duration.ofDays(2));
            assertThat(number(read(get(BASE + "profiles/" + one)).path("voting_power")))
                    .isEqualTo(number("300"));
            for (String wrong : List.of(
                    "[{\"delegate\": \"%1$s\", \"share\": 0.6}, {\"delegate\": \"%1$s\", \"share\": 0.5}]"
                            .formatted(other),
                    "[{\"delegate\": \"" + one + "\", \"share\": 0.6}]")) {
                assertProblem(put(one, Role.CLIENT, path, wrong), 422, "VALIDATION_ERROR");
            }
            assertProblem(put(client, Role.CLIENT, path, "[]"), 403, "NOT_YOURSELF");
        }
    }
}
