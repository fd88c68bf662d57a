package org.aitbc.payment.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.ledger.Account;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class StakeTests extends StakingTest {

    private final String other = someone("client");

    private BigDecimal treasury() {
        return balance(Account.treasury(AITBC));
    }

    @Nested
    class Create {

        @Test
        void moneyGoesIntoTheStake() {
            fund(client, "1000");
            JsonNode stake = json(post("/v1/stake", order(agent, "250.5", 90, true)));
            assertThat(stake.path("stake_id").stringValue()).matches("[0-9a-f]{32}");
            assertThat(stake.path("staker_address").stringValue()).isEqualTo(client);
            assertThat(stake.path("agent_wallet").stringValue()).isEqualTo(agent);
            assertNumber(stake.path("amount"), "250.5");
            assertNumber(stake.path("lock_period"), "90");
            assertThat(stake.path("status").stringValue()).isEqualTo("active");
            assertNumber(stake.path("accumulated_rewards"), "0");
            assertNumber(stake.path("current_apy"), "6.25");
            assertThat(stake.path("agent_tier").stringValue()).isEqualTo("bronze");
            assertNumber(stake.path("performance_multiplier"), "1");
            assertNumber(stake.path("lock_bonus_multiplier"), "1.25");
            assertThat(stake.path("auto_compound").booleanValue()).isTrue();
            assertThat(stake.path("unbonding_time").isNull()).isTrue();
            assertNumber(stake.path("early_unbond_penalty"), "0");
            assertThat(stake.path("stake_data").isObject()).isTrue();
            assertThat(stake.path("end_time").stringValue())
                    .isGreaterThan(stake.path("start_time").stringValue());
            assertThat(stake.path("last_reward_time").stringValue()).isNotEmpty();
            assertThat(available(client)).isEqualByComparingTo("749.5");
            assertThat(stake(client)).isEqualByComparingTo("250.5");
        }

        @Test
        void thirtyDaysAreLockedWhereNothingIsSaid() {
            fund(client, "100");
            JsonNode stake = json(post("/v1/stake", """
                    {"agent_wallet": "%s", "amount": 100}""".formatted(agent)));
            assertNumber(stake.path("lock_period"), "30");
            assertThat(stake.path("auto_compound").booleanValue()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"99.99999999", "100000.00000001", "0", "-1", "100.000000001", "1e999999", "\"much\""})
        void amountsAreLimited(String amount) {
            fund(client, "200000");
            assertProblem(post("/v1/stake", order(agent, amount, 30, false)), 422, "VALIDATION_ERROR");
            assertThat(available(client)).isEqualByComparingTo("200000");
        }

        @ParameterizedTest
        @ValueSource(strings = {"100", "100000"})
        void theLimitsThemselvesAreFine(String amount) {
            staked(client, amount);
            assertThat(stake(client)).isEqualByComparingTo(amount);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 366, -1})
        void locksAreLimited(int days) {
            fund(client, "100");
            assertProblem(post("/v1/stake", order(agent, "100", days, false)), 422, "VALIDATION_ERROR");
        }

        @Test
        void oneStakesOnOwnersOfMinersOnly() {
            fund(client, "100");
            assertProblem(
                    post("/v1/stake", order(someone("nobody"), "100", 30, false)),
                    404,
                    "AGENT_NOT_SUPPORTED_FOR_STAKING");
        }

        @Test
        void whoHasNotEnoughStakesNothing() {
            fund(client, "99");
            assertProblem(post("/v1/stake", order(agent, "100", 30, false)), 402, "INSUFFICIENT_FUNDS");
            assertThat(json(get(client, "/v1/stakes"))).isEmpty();
        }

        @Test
        void oneKeyMakesOneStake() throws InterruptedException {
            fund(client, "1000");
            String body = order(agent, "100", 30, false);
            List<Integer> statuses = atOnce(
                    100,
                    () -> postOnce(client, "key", "/v1/stake", body)
                            .getResponse()
                            .getStatus());
            assertThat(statuses).contains(200).allMatch(status -> status == 200 || status == 409);
            MvcTestResult again = postOnce(client, "key", "/v1/stake", body);
            JsonNode all = json(get(client, "/v1/stakes"));
            assertThat(all).hasSize(1);
            assertThat(json(again)).isEqualTo(all.get(0));
            assertThat(available(client)).isEqualByComparingTo("900");
            assertProblem(
                    postOnce(client, "key", "/v1/stake", order(agent, "101", 30, false)),
                    422,
                    "IDEMPOTENCY_KEY_REUSED");
        }

        @Test
        void aKeyIsNeeded() {
            assertThat(http.post().uri("/v1/stake").exchange()).hasStatus(401);
        }
    }

    @Nested
    class Read {

        @Test
        void ownersAndAdminsSeeAStake() {
            String stake = staked(client, "100");
            assertThat(seen(client, stake).path("stake_id").stringValue()).isEqualTo(stake);
            assertThat(seen(client, "stake_" + stake).path("stake_id").stringValue())
                    .isEqualTo(stake);
            assertThat(as("admin", Role.ADMIN, HttpMethod.GET, "/v1/stake/" + stake)
                            .exchange())
                    .hasStatusOk();
            assertProblem(get(other, "/v1/stake/" + stake), 403, "NOT_YOUR_STAKE");
            assertProblem(get(other, "/v1/stake/" + stake + "/rewards"), 403, "NOT_YOUR_STAKE");
            assertProblem(get(client, "/v1/stake/019f0000000070008000000000000000"), 404, "STAKE_NOT_FOUND");
            assertProblem(get(client, "/v1/stake/none"), 404, "NOT_FOUND");
        }

        @Test
        void stakesAreFilteredAndPaged() {
            String small = staked(client, "100");
            String large = staked(client, "300", 365, true);
            staked(other, "100");
            assertThat(ids("")).containsExactly(large, small);
            assertThat(ids("?limit=1")).containsExactly(large);
            assertThat(ids("?limit=1&page=2")).containsExactly(small);
            assertThat(ids("?page=2147483647&limit=100")).isEmpty();
            assertThat(ids("?agent_wallet=" + agent)).hasSize(2);
            assertThat(ids("?agent_wallet=somebody")).isEmpty();
            assertThat(ids("?min_amount=200")).containsExactly(large);
            assertThat(ids("?max_amount=200")).containsExactly(small);
            assertThat(ids("?auto_compound=true")).containsExactly(large);
            assertThat(ids("?auto_compound=false")).containsExactly(small);
            assertThat(ids("?status=active")).hasSize(2);
            assertThat(ids("?status=unbonding")).isEmpty();
            assertThat(ids("?agent_tier=bronze")).hasSize(2);
            assertThat(ids("?agent_tier=gold")).isEmpty();
            for (String bad : List.of(
                    "status=gone",
                    "page=0",
                    "limit=0",
                    "min_amount=-1",
                    "min_amount=1e-999999999",
                    "max_amount=1e999999999",
                    "agent_tier=wood")) {
                assertProblem(get(client, "/v1/stakes?" + bad), 422, "VALIDATION_ERROR");
            }
        }

        @Test
        void theTierIsTheAgentsOfToday() {
            String stake = staked(client, "100");
            earned(agent, "1");
            report(agent, "95");
            assertThat(seen(client, stake).path("agent_tier").stringValue()).isEqualTo("diamond");
            assertNumber(seen(client, stake).path("current_apy"), "16.5");
            assertThat(ids("?agent_tier=diamond")).containsExactly(stake);
        }

        private List<String> ids(String query) {
            List<String> found = idsAt("/v1/stakes" + query);
            assertThat(idsAt("/v1/staking/my-positions" + query)).isEqualTo(found);
            return found;
        }

        private List<String> idsAt(String path) {
            MvcTestResult answer = get(client, path);
            assertThat(answer).hasStatusOk();
            return json(answer)
                    .valueStream()
                    .map(stake -> Objects.requireNonNull(stake.path("stake_id").stringValue()))
                    .toList();
        }
    }

    @Nested
    class Add {

        @Test
        void moreIsStaked() {
            String stake = staked(client, "100");
            fund(client, "50");
            MvcTestResult answer = add(client, stake, "49.99999999");
            assertThat(answer).hasStatusOk();
            assertNumber(json(answer).path("amount"), "149.99999999");
            assertThat(json(answer)).isEqualTo(seen(client, stake));
            assertThat(stake(client)).isEqualByComparingTo("149.99999999");
            assertThat(available(client)).isEqualByComparingTo("0.00000001");
        }

        @Test
        void whatWasEarnedBeforeIsEarnedOnWhatWasStakedBefore() {
            String stake = staked(client, "100");
            fillPool(agent, "1.1");
            age(stake, 73);
            fund(client, "900");
            assertNumber(json(add(client, stake, "900")).path("accumulated_rewards"), "1.1");
            assertThat(rewards(client)).isEqualByComparingTo("1.1");
            assertNumber(json(get(client, "/v1/stake/" + stake + "/rewards")).path("total_rewards"), "1.1");
        }

        @Test
        void someoneElseMayNot() {
            fund(other, "50");
            assertProblem(add(other, staked(client, "100"), "50"), 403, "NOT_YOUR_STAKE");
        }

        @Test
        void aStakeHasALimit() {
            String stake = staked(client, "99999");
            fund(client, "10");
            assertProblem(add(client, stake, "1.00000001"), 422, "STAKE_TOO_LARGE");
            assertThat(add(client, stake, "1")).hasStatusOk();
            assertProblem(add(client, stake, "0"), 422, "VALIDATION_ERROR");
        }

        @Test
        void notOnceItLeaves() {
            String stake = staked(client, "100", 1, false);
            age(stake, 1);
            assertThat(ask(client, stake, "unbond")).hasStatusOk();
            fund(client, "50");
            assertProblem(add(client, stake, "50"), 409, "STAKE_NOT_ACTIVE");
        }

        @Test
        void notWithoutTheMoney() {
            String stake = staked(client, "100");
            assertProblem(add(client, stake, "50"), 402, "INSUFFICIENT_FUNDS");
            assertNumber(seen(client, stake).path("amount"), "100");
        }
    }

    @Nested
    class Leave {

        @Test
        void notBeforeTheLockEnds() {
            String stake = staked(client, "100", 30, false);
            age(stake, 29);
            assertProblem(ask(client, stake, "unbond"), 425, "LOCK_PERIOD_NOT_ENDED");
            age(stake, 1);
            assertThat(ask(client, stake, "unbond")).hasStatusOk();
            JsonNode leaving = seen(client, stake);
            assertThat(leaving.path("status").stringValue()).isEqualTo("unbonding");
            assertThat(leaving.path("unbonding_time").isNull()).isFalse();
            assertProblem(ask(client, stake, "unbond"), 409, "STAKE_NOT_ACTIVE");
            assertThat(stake(client)).isEqualByComparingTo("100");
        }

        @Test
        void unbondingEarnsNothing() {
            String stake = staked(client, "1000");
            fillPool(agent, "11");
            age(stake, 73);
            ask(client, stake, "unbond");
            assertThat(rewards(client)).isEqualByComparingTo("11");
            age(stake, 73);
            JsonNode earned = json(get(client, "/v1/stake/" + stake + "/rewards"));
            assertNumber(earned.path("accumulated_rewards"), "11");
            assertNumber(earned.path("current_rewards"), "0");
        }

        @Test
        void afterThirtyDaysAllIsPaidOut() {
            String stake = staked(client, "1000");
            fillPool(agent, "11");
            age(stake, 73);
            ask(client, stake, "unbond");
            age(stake, 30);
            JsonNode paid = json(ask(client, stake, "complete"));
            assertNumber(paid.path("total_amount"), "1000");
            assertNumber(paid.path("total_rewards"), "11");
            assertNumber(paid.path("penalty"), "0");
            assertThat(paid.path("message").stringValue()).isNotEmpty();
            assertThat(available(client)).isEqualByComparingTo("1011");
            assertThat(stake(client)).isEqualByComparingTo("0");
            assertThat(rewards(client)).isEqualByComparingTo("0");
            assertThat(seen(client, stake).path("status").stringValue()).isEqualTo("completed");
            assertProblem(ask(client, stake, "complete"), 409, "STAKE_NOT_UNBONDING");
        }

        @Test
        void leavingEarlyCostsATenth() {
            String stake = staked(client, "1000");
            age(stake, 30);
            ask(client, stake, "unbond");
            age(stake, 29);
            BigDecimal before = treasury();
            JsonNode paid = json(ask(client, stake, "complete"));
            assertNumber(paid.path("total_amount"), "900");
            assertNumber(paid.path("penalty"), "100");
            assertThat(available(client)).isEqualByComparingTo("900");
            assertThat(treasury().subtract(before)).isEqualByComparingTo("100");
            assertNumber(seen(client, stake).path("early_unbond_penalty"), "100");
            assertNumber(seen(client, stake).path("amount"), "1000");
        }

        @Test
        void onlyWhatIsUnbondingIsCompleted() {
            assertProblem(ask(client, staked(client, "100"), "complete"), 409, "STAKE_NOT_UNBONDING");
        }

        @Test
        void someoneElseMayNot() {
            String stake = staked(client, "100", 1, false);
            age(stake, 1);
            assertProblem(ask(other, stake, "unbond"), 403, "NOT_YOUR_STAKE");
            ask(client, stake, "unbond");
            assertProblem(ask(other, stake, "complete"), 403, "NOT_YOUR_STAKE");
            assertProblem(ask(client, "019f0000000070008000000000000000", "unbond"), 404, "STAKE_NOT_FOUND");
        }

        @Test
        void aStakeIsPaidOutOnce() throws InterruptedException {
            String stake = staked(client, "1000");
            age(stake, 30);
            ask(client, stake, "unbond");
            age(stake, 30);
            assertThat(atOnce(
                            20,
                            () -> ask(client, stake, "complete").getResponse().getStatus()))
                    .containsOnlyOnce(200);
            assertThat(available(client)).isEqualByComparingTo("1000");
        }
    }

    @Nested
    class Slash {

        @Test
        void aPartGoesToTheTreasury() {
            String stake = staked(client, "1000");
            BigDecimal before = treasury();
            JsonNode left = json(slash(stake, "0.25"));
            assertNumber(left.path("amount"), "750");
            assertThat(left.path("status").stringValue()).isEqualTo("active");
            assertThat(stake(client)).isEqualByComparingTo("750");
            assertThat(treasury().subtract(before)).isEqualByComparingTo("250");
        }

        @Test
        void withNothingLeftItIsSlashed() {
            String stake = staked(client, "1000");
            fillPool(agent, "11");
            age(stake, 73);
            assertThat(json(slash(stake, "1")).path("status").stringValue()).isEqualTo("slashed");
            assertThat(stake(client)).isEqualByComparingTo("0");
            assertProblem(slash(stake, "1"), 409, "STAKE_ENDED");
            assertProblem(ask(client, stake, "unbond"), 409, "STAKE_NOT_ACTIVE");
            assertThat(claim(client, stake)).hasStatusOk();
            assertThat(available(client)).isEqualByComparingTo("11");
        }

        @Test
        void adminsOnlyAndFractionsOnly() {
            String stake = staked(client, "100");
            assertProblem(
                    post("/v1/stake/" + stake + "/slash", "{\"fraction\": 1, \"reason\": \"x\"}"),
                    403,
                    "ROLE_NOT_ALLOWED");
            assertProblem(slash(stake, "0"), 422, "VALIDATION_ERROR");
            assertProblem(slash(stake, "1.1"), 422, "VALIDATION_ERROR");
            assertThat(stake(client)).isEqualByComparingTo("100");
        }
    }
}
