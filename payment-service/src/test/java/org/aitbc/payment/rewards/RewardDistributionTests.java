package org.aitbc.payment.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.rewards.DistributeReward.RewardDistributed;
import org.aitbc.starter.idempotent.IdempotentRequests;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class RewardDistributionTests extends RewardTest {

    @Autowired
    private DistributeReward distributeReward;

    @Autowired
    private IdempotentRequests requests;

    @Autowired
    private TransactionTemplate transactions;

    @Nested
    class CalculateAndDistribute {

        @Test
        void aRewardIsPaidFromThePool() {
            workedTenDays(agent);
            fundPool("30");

            JsonNode answer = distributed(agent, "10");

            assertThat(answer.path("reward_amount").decimalValue()).isEqualByComparingTo("24.133333");
            assertThat(answer.path("tier_multiplier").decimalValue()).isEqualByComparingTo("2");
            assertThat(answer.path("total_bonus").decimalValue()).isEqualByComparingTo("4.133333");
            assertThat(answer.path("reward_type").stringValue()).isEqualTo("performance_bonus");
            assertThat(answer.path("status").stringValue()).isEqualTo("distributed");
            assertThat(answer.path("calculation_id").stringValue()).matches("[0-9a-f]{32}");
            assertThat(answer.path("distribution_id").stringValue()).matches("[0-9a-f]{32}");
            assertThat(available(agent)).isEqualByComparingTo("24.133333");
            assertThat(pool()).isEqualByComparingTo("5.866667");
        }

        @Test
        void whatThePoolDoesNotCoverStaysPendingUntilABatchPaysIt() {
            fundPool("9.99999999");
            JsonNode answer = distributed(agent, "10");
            assertThat(answer.path("status").stringValue()).isEqualTo("pending");
            assertThat(available(agent)).isZero();

            assertThat(batch("").path("processed").intValue()).isZero();
            fundPool("0.00000001");
            assertThat(batch("").path("processed").intValue()).isEqualTo(1);

            assertThat(available(agent)).isEqualByComparingTo("10");
            JsonNode paid = read("/distributions/" + agent).path(0);
            assertThat(paid.path("id")).isEqualTo(answer.path("distribution_id"));
            assertThat(paid.path("status").stringValue()).isEqualTo("distributed");
        }

        @Test
        void metricsOfTheRequestChangeNothing() {
            fundPool("10");
            assertThat(distributed(agent, "10").path("total_bonus").decimalValue())
                    .isZero();
            assertThat(jdbc.sql(
                                    "select metrics ->> 'performance_rating' from payment.reward_calculation where agent = ?")
                            .param(agent)
                            .query(String.class)
                            .single())
                    .isEqualTo("5");
        }

        @Test
        void manyRepetitionsPayOnce() throws InterruptedException {
            fundPool("1000");
            List<MvcTestResult> answers = atOnce(100, () -> distribute(agent, "10", "the same"));
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.getResponse().getStatus()).isIn(200, 409));
            answers.stream()
                    .filter(answer -> answer.getResponse().getStatus() == 409)
                    .forEach(answer -> assertProblem(answer, 409, "REQUEST_IN_PROGRESS"));
            JsonNode again = json(distribute(agent, "10", "the same"));
            assertThat(answers.stream()
                            .filter(answer -> answer.getResponse().getStatus() == 200)
                            .map(answer -> json(answer)))
                    .isNotEmpty()
                    .containsOnly(again);
            assertThat(available(agent)).isEqualByComparingTo("10");
            assertThat(pool()).isEqualByComparingTo("990");
        }

        @Test
        void aKeyIsForOneRewardOnly() {
            fundPool("100");
            assertThat(distribute(agent, "10", "one")).hasStatus(200);
            assertProblem(distribute(agent, "11", "one"), 422, "IDEMPOTENCY_KEY_REUSED");
            assertThat(available(agent)).isEqualByComparingTo("10");
        }

        @Test
        void aRepetitionAfterACrashPaysOnce() {
            fundPool("100");
            List<Long> before = rows();
            Caller caller = new Caller(admin, Role.ADMIN, Caller.DEFAULT_TENANT);
            RewardRequest request = new RewardRequest(
                    agent, RewardType.SPECIAL_BONUS, BigDecimal.TEN, JsonNodeFactory.instance.objectNode(), null);
            transactions.executeWithoutResult(crash -> {
                RewardDistributed lost = pay(caller, request);
                assertThat(lost.status()).isEqualTo(RewardStatus.DISTRIBUTED);
                crash.setRollbackOnly();
            });
            assertThat(rows()).isEqualTo(before);
            assertThat(available(agent)).isZero();

            RewardDistributed first = pay(caller, request);
            assertThat(pay(caller, request)).isEqualTo(first);
            assertThat(available(agent)).isEqualByComparingTo("10");
        }

        private RewardDistributed pay(Caller caller, RewardRequest request) {
            return requests.run(
                    caller,
                    "crash",
                    "reward.distribute",
                    request,
                    RewardDistributed.class,
                    () -> distributeReward.run(request));
        }

        @Test
        void onlyAdminsSpendThePool() {
            fundPool("100");
            for (Role role : List.of(Role.CLIENT, Role.MINER)) {
                assertProblem(
                        post(agent, role, "/v1/rewards/calculate-and-distribute", request(agent, "10")),
                        403,
                        "ROLE_NOT_ALLOWED");
            }
            assertThat(pool()).isEqualByComparingTo("100");
        }

        @Test
        void whoOwnsNoMinerGetsNothing() {
            assertProblem(distribute(client, "10", "none"), 404, "AGENT_NOT_FOUND");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{}",
                    "{'agent_id': 'a', 'reward_type': 'wealth', 'base_amount': 1, 'performance_metrics': {}}",
                    "{'agent_id': 'a', 'reward_type': 'special_bonus', 'base_amount': 0, 'performance_metrics': {}}",
                    "{'agent_id': 'a', 'reward_type': 'special_bonus', 'base_amount': -1, 'performance_metrics': {}}",
                    "{'agent_id': 'a', 'reward_type': 'special_bonus', 'base_amount': 0.000000001, 'performance_metrics': {}}",
                    "{'agent_id': 'a', 'reward_type': 'special_bonus', 'base_amount': 1e30, 'performance_metrics': {}}",
                    "{'agent_id': 'a', 'reward_type': 'special_bonus', 'base_amount': 1, 'performance_metrics': 5}",
                    "{'agent_id': 'a', 'reward_type': 'special_bonus', 'base_amount': 1}",
                    "{'agent_id': '', 'reward_type': 'special_bonus', 'base_amount': 1, 'performance_metrics': {}}"
                })
        void wrongRequestsAreInvalid(String body) {
            String json = body.replace('\'', '"').replace("\"a\"", '"' + agent + '"');
            assertProblem(
                    post(admin, Role.ADMIN, "/v1/rewards/calculate-and-distribute", json), 422, "VALIDATION_ERROR");
            assertProblem(post("/v1/rewards/simulate-reward", json), 422, "VALIDATION_ERROR");
        }

        @Test
        void aReferenceDateIsADate() {
            String json = request(agent, "1").replaceFirst("}$", ", \"reference_date\": \"%s\"}");
            assertProblem(
                    post(admin, Role.ADMIN, "/v1/rewards/calculate-and-distribute", json.formatted("soon")),
                    422,
                    "VALIDATION_ERROR");
            assertProblem(post("/v1/rewards/simulate-reward", json.formatted("soon")), 422, "VALIDATION_ERROR");
            assertThat(post(
                            admin,
                            Role.ADMIN,
                            "/v1/rewards/calculate-and-distribute",
                            json.formatted("2026-01-31T10:00:00")))
                    .hasStatus(200);
        }
    }

    @Nested
    class Distributions {

        @Test
        void theyAreListedNewestFirst() {
            fundPool("1");
            String first = distributed(agent, "1").path("distribution_id").stringValue();
            String second = distributed(agent, "2").path("distribution_id").stringValue();

            JsonNode all = read("/distributions/" + agent);

            assertThat(all.valueStream().map(one -> one.path("id").stringValue()))
                    .containsExactly(second, first);
            JsonNode pending = all.path(0);
            assertThat(pending.path("status").stringValue()).isEqualTo("pending");
            assertThat(pending.path("transaction_id").isNull()).isTrue();
            assertThat(pending.path("transaction_status").stringValue()).isEqualTo("pending");
            assertThat(pending.path("processed_at").isNull()).isTrue();
            assertThat(pending.path("error_message").isString()).isTrue();
            JsonNode paid = all.path(1);
            assertThat(paid.path("reward_amount").decimalValue()).isEqualByComparingTo("1");
            assertThat(paid.path("reward_type").stringValue()).isEqualTo("performance_bonus");
            assertThat(paid.path("distribution_method").stringValue()).isEqualTo("ledger");
            assertThat(paid.path("transaction_id").stringValue()).isEqualTo(first);
            assertThat(paid.path("transaction_status").stringValue()).isEqualTo("confirmed");
            assertThat(paid.path("processed_at").isString()).isTrue();
            assertThat(paid.path("error_message").isNull()).isTrue();
        }

        @Test
        void theyCanBeFilteredAndLimited() {
            fundPool("1");
            distributed(agent, "1");
            distributed(agent, "2");
            distributed(agent, "3");
            assertThat(read("/distributions/" + agent + "?status=pending")).hasSize(2);
            assertThat(read("/distributions/" + agent + "?status=distributed")).hasSize(1);
            assertThat(read("/distributions/" + agent + "?status=expired")).isEmpty();
            assertThat(read("/distributions/" + agent + "?limit=1")).hasSize(1);
        }

        @ParameterizedTest
        @ValueSource(strings = {"status=lost", "limit=0", "limit=many"})
        void wrongQuestionsAreInvalid(String query) {
            assertProblem(get(client, "/v1/rewards/distributions/" + agent + "?" + query), 422, "VALIDATION_ERROR");
        }
    }

    @Nested
    class Simulate {

        @Test
        void aSimulationIsWhatARewardWouldBeAndWritesNothing() {
            workedTenDays(agent);
            List<Long> before = rows();

            JsonNode answer = json(post("/v1/rewards/simulate-reward", request(agent, "10")));

            assertThat(rows()).isEqualTo(before);
            assertThat(answer).isEqualTo(JSON.readTree("""
                    {"agent_id": "%s", "reward_type": "performance_bonus", "base_amount": 10, "tier_multiplier": 2.0,
                     "performance_bonus": 3, "loyalty_bonus": 0.333333, "referral_bonus": 0, "milestone_bonus": 0.8,
                     "effective_multiplier": 2.4133333, "total_reward": 24.133333, "trust_score": 780.000,
                     "simulation": true}""".formatted(agent)));
        }

        @Test
        void anyoneMaySimulateForAnAgent() {
            for (Role role : List.of(Role.CLIENT, Role.MINER, Role.ADMIN)) {
                assertThat(post(client, role, "/v1/rewards/simulate-reward", request(agent, "1")))
                        .hasStatus(200);
            }
            assertProblem(post("/v1/rewards/simulate-reward", request(client, "1")), 404, "AGENT_NOT_FOUND");
        }
    }
}
