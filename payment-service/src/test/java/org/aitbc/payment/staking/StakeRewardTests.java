package org.aitbc.payment.staking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.payment.ledger.Account;
import org.aitbc.servicetest.Decision;
import org.aitbc.starter.parameter.Parameters;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class StakeRewardTests extends StakingTest {

    private final String other = someone("client");
    private final String third = someone("client");

    @Autowired
    private StakerShares shares;

    @Autowired
    private Parameters parameters;

    private JsonNode earnedBy(String staker, String stake) {
        return json(get(staker, "/v1/stake/" + stake + "/rewards"));
    }

    @Nested
    class Distribute {

        @Test
        void sharesAreExactAndDustStaysWithTheAgent() {
            String stake = staked(client, "100");
            staked(other, "100");
            staked(third, "100");
            earned(agent, "10");
            BigDecimal fees = balance(Account.fees(AITBC));
            JsonNode answer = json(distribute(agent, Role.MINER, "1"));
            assertNumber(answer.path("total_distributed"), "0.99");
            assertNumber(answer.path("platform_fee"), "0.01");
            assertNumber(answer.path("staker_count"), "3");
            assertThat(answer.path("message").stringValue()).isNotEmpty();
            JsonNode odd = json(distribute(agent, Role.MINER, "1.00000001"));
            assertNumber(odd.path("platform_fee"), "0.01");
            assertNumber(odd.path("total_distributed"), "0.99");
            assertThat(rewards(client)).isEqualByComparingTo("0.66");
            assertThat(available(agent)).isEqualByComparingTo("8");
            assertThat(balance(Account.fees(AITBC)).subtract(fees)).isEqualByComparingTo("0.02");
            assertNumber(earnedBy(client, stake).path("accumulated_rewards"), "0.66");
            assertNumber(seen(client, stake).path("accumulated_rewards"), "0.66");
        }

        @Test
        void sharesGoByAmount() {
            staked(client, "100");
            staked(other, "250.5");
            earned(agent, "10");
            assertThat(distribute("admin", Role.ADMIN, "10")).hasStatusOk();
            assertThat(rewards(client)).isEqualByComparingTo("2.82453637");
            assertThat(rewards(other)).isEqualByComparingTo("7.07546362");
            assertThat(available(agent)).isEqualByComparingTo("0.00000001");
        }

        @Test
        void notMoreThanWasEarned() {
            staked(client, "100");
            earned(agent, "10");
            fund(agent, "1000");
            assertProblem(distribute(agent, Role.MINER, "10.00000001"), 409, "MORE_THAN_EARNED");
            assertThat(distribute(agent, Role.MINER, "4")).hasStatusOk();
            assertProblem(distribute(agent, Role.MINER, "6.00000001"), 409, "MORE_THAN_EARNED");
            assertThat(distribute(agent, Role.MINER, "6")).hasStatusOk();
            assertProblem(distribute(agent, Role.MINER, "0.00000001"), 409, "MORE_THAN_EARNED");
            assertThat(rewards(client)).isEqualByComparingTo("9.9");
        }

        @Test
        void noEarningAloneIsSharedTwice() throws InterruptedException {
            staked(client, "100");
            earned(agent, "10");
            fund(agent, "1000");
            assertThat(atOnce(
                            20,
                            () -> distribute(agent, Role.MINER, "10")
                                    .getResponse()
                                    .getStatus()))
                    .containsOnlyOnce(200);
            assertThat(rewards(client)).isEqualByComparingTo("9.9");
        }

        @Test
        void notWhatIsSpentAlready() {
            staked(client, "100");
            earned(agent, "10");
            jdbc.sql("update payment.agent_day set earned = 50 where agent = ?")
                    .param(agent)
                    .update();
            assertProblem(distribute(agent, Role.MINER, "50"), 402, "INSUFFICIENT_FUNDS");
            assertThat(rewards(client)).isEqualByComparingTo("0");
        }

        @Test
        void someoneElseMayNot() {
            staked(client, "100");
            earned(agent, "10");
            assertProblem(distribute(client, Role.CLIENT, "1"), 403, "NOT_YOUR_EARNINGS");
        }

        @Test
        void thereMustBeSomebodyToShareWith() {
            earned(agent, "10");
            assertProblem(distribute(agent, Role.MINER, "1"), 409, "NOBODY_TO_SHARE_WITH");
            assertProblem(
                    post(client, Role.CLIENT, "/v1/agents/" + client + "/distribute-earnings", """
                            {"agent_wallet": "%s", "total_earnings": 1}""".formatted(client)),
                    404,
                    "AGENT_NOT_FOUND");
            assertProblem(
                    post(agent, Role.MINER, "/v1/agents/" + agent + "/distribute-earnings", """
                            {"agent_wallet": "another", "total_earnings": 1}"""),
                    422,
                    "VALIDATION_ERROR");
        }

        @Test
        void compoundedSharesBecomePrincipal() {
            String stake = staked(client, "100", 30, true);
            String full = staked(other, "100000", 30, true);
            fillPool(agent, "1101.1");
            age(stake, 73);
            earned(agent, "2000");
            assertThat(distribute(agent, Role.MINER, "1010")).hasStatusOk();
            assertThat(stake(client)).isEqualByComparingTo("100.99890109");
            assertThat(rewards(client)).isEqualByComparingTo("1.1");
            assertThat(stake(other)).isEqualByComparingTo("100000");
            assertThat(rewards(other)).isEqualByComparingTo("998.90109890");
            assertNumber(earnedBy(client, stake).path("current_rewards"), "0");
            assertNumber(seen(other, full).path("amount"), "100000");
        }

        @Test
        void aRepetitionSharesNothing() {
            staked(client, "100");
            earned(agent, "10");
            String body = """
                    {"agent_wallet": "%s", "total_earnings": 1, "distribution_data": {"jobs": [1, 2.5]}}""".formatted(agent);
            String path = "/v1/agents/" + agent + "/distribute-earnings";
            JsonNode first = json(postOnce(agent, "key", path, body));
            assertThat(json(postOnce(agent, "key", path, body))).isEqualTo(first);
            assertThat(rewards(client)).isEqualByComparingTo("0.99");
        }
    }

    @Nested
    class Accrue {

        /** Rounded up. */
        private Duration sinceItWasStaked(String stake) {
            return Duration.ofSeconds(
                    jdbc.sql("""
                            select ceil(extract(epoch from clock_timestamp() - started_at))::bigint from payment.stake where id = ?""").param(id(stake)).query(Long.class).single());
        }

        @Test
        void linearOutOfThePool() {
            String stake = staked(client, "1000");
            fillPool(agent, "1000");
            age(stake, 73);
            JsonNode earned = earnedBy(client, stake);
            assertThat(earned.path("stake_id").stringValue()).isEqualTo(stake);
            // 5.5 % a year, for the seconds that this took too
            BigDecimal atMost =
                    StakePolicy.accrual(new BigDecimal("1000"), new BigDecimal("5.5"), sinceItWasStaked(stake));
            assertThat(earned.path("current_rewards").decimalValue()).isBetween(new BigDecimal("11"), atMost);
            assertNumber(earned.path("accumulated_rewards"), "0");
            assertThat(earned.path("total_rewards")).isEqualTo(earned.path("current_rewards"));
            assertNumber(earned.path("current_apy"), "5.5");
        }

        @Test
        void aDecidedRateCountsFromItsMomentOnAndChangesNothingThatIsOwed() {
            String stake = staked(client, "1000", 365, false);
            fillPool(agent, "1000");
            age(stake, 73);
            try (Decision _ = decided(Parameter.BASE_APY, "7", Duration.ofDays(36))) {
                // 37 days at 10 %, 36 at 14
                BigDecimal least = new BigDecimal("10.1369863").add(new BigDecimal("13.80821917"));
                assertEarned(stake, least, "14");
                try (Decision _ = decided(Parameter.APY_CEILING, "12", Duration.ZERO)) {
                    assertEarned(stake, least, "12");
                }
            }
            assertEarned(stake, new BigDecimal("20"), "10");
        }

        private Decision decided(Parameter parameter, String value, Duration ago) {
            return new Decision(jdbc, parameters, parameter, value, ago);
        }

        private void assertEarned(String stake, BigDecimal least, String apy) {
            JsonNode earned = earnedBy(client, stake);
            // for the seconds that this took too
            assertThat(earned.path("current_rewards").decimalValue())
                    .isBetween(least.subtract(new BigDecimal("0.00002")), least.add(new BigDecimal("0.01")));
            assertNumber(earned.path("current_apy"), apy);
        }

        @Test
        void atMostTheShareOfThePool() {
            String stake = staked(client, "1000");
            staked(other, "3000");
            assertNumber(earnedBy(client, stake).path("current_rewards"), "0");
            fillPool(agent, "10");
            age(stake, 365);
            assertNumber(earnedBy(client, stake).path("current_rewards"), "2.5");
        }
    }

    @Nested
    class Claim {

        @Test
        void bothKindsArePaidInOnePosting() {
            String stake = staked(client, "1000");
            fillPool(agent, "11");
            age(stake, 73);
            earned(agent, "10");
            distribute(agent, Role.MINER, "10");
            JsonNode claimed = json(claim(client, stake, stake));
            assertNumber(claimed.path("total_rewards"), "20.9");
            assertNumber(claimed.path("claimed_stakes"), "1");
            assertThat(claimed.path("message").stringValue()).isNotEmpty();
            assertThat(available(client)).isEqualByComparingTo("20.9");
            assertThat(rewards(client)).isEqualByComparingTo("0");
            assertThat(pool(agent)).isEqualByComparingTo("0");
            UUID posting = Ids.parse(claimed.path("transaction_hash").stringValue());
            assertThat(jdbc.sql("select kind from payment.posting where id = ?")
                            .param(posting)
                            .query(String.class)
                            .single())
                    .isEqualTo("stake.claim");
        }

        @Test
        void twicePaysOnce() throws InterruptedException {
            String stake = staked(client, "1000");
            fillPool(agent, "1000");
            age(stake, 73);
            List<Integer> statuses =
                    atOnce(20, () -> claim(client, stake).getResponse().getStatus());
            assertThat(statuses).contains(200).allMatch(status -> status == 200 || status == 409);
            assertThat(available(client)).isBetween(new BigDecimal("11"), new BigDecimal("11.001"));
        }

        @Test
        void aRepetitionGetsTheFirstAnswer() {
            String stake = staked(client, "1000");
            fillPool(agent, "11");
            age(stake, 73);
            String body = "[\"" + stake + "\"]";
            JsonNode first = json(postOnce(client, "key", "/v1/staking/claim-rewards", body));
            assertThat(json(postOnce(client, "key", "/v1/staking/claim-rewards", body)))
                    .isEqualTo(first);
            assertThat(available(client)).isEqualByComparingTo("11");
        }

        @Test
        void onlyOnesOwn() {
            String stake = staked(client, "1000");
            String theirs = staked(other, "1000");
            fillPool(agent, "1000");
            age(stake, 73);
            age(theirs, 73);
            assertProblem(claim(client, stake, theirs), 403, "NOT_YOUR_STAKE");
            assertProblem(claim(client, stake, "019f0000000070008000000000000000"), 404, "STAKE_NOT_FOUND");
            assertThat(available(client)).isEqualByComparingTo("0");
        }

        @Test
        void nothingIsNoClaim() {
            assertProblem(claim(client, staked(client, "100")), 409, "NO_REWARDS_TO_CLAIM");
            assertProblem(claim(client), 409, "NO_REWARDS_TO_CLAIM");
            assertProblem(post("/v1/staking/claim-rewards", "{}"), 422, "VALIDATION_ERROR");
        }

        @Test
        void stakesOnTheSameAgentShareThePool() {
            String stake = staked(client, "1000");
            String more = staked(client, "1000");
            fillPool(agent, "1");
            age(stake, 365);
            age(more, 365);
            assertNumber(json(claim(client, stake, more)).path("total_rewards"), "1");
            assertThat(pool(agent)).isEqualByComparingTo("0");
        }
    }

    @Nested
    class MyRewards {

        @Test
        void whatWasGivenInThePeriod() {
            String stake = staked(client, "1000");
            staked(client, "500", 365, false);
            fillPool(agent, "16.5");
            age(stake, 73);
            claim(client, stake);
            jdbc.sql("update payment.stake_reward set at = at - interval '3 days' where staker = ?")
                    .param(client)
                    .update();
            earned(agent, "15");
            distribute(agent, Role.MINER, "15");
            JsonNode monthly = json(get(client, "/v1/staking/my-rewards"));
            assertThat(monthly.path("user_address").stringValue()).isEqualTo(client);
            assertThat(monthly.path("period").stringValue()).isEqualTo("monthly");
            assertNumber(monthly.path("total_rewards"), "25.85");
            assertNumber(monthly.path("total_staked"), "1500");
            assertNumber(monthly.path("active_stakes"), "2");
            assertNumber(monthly.path("average_apy"), "7.75");
            assertNumber(
                    json(get(client, "/v1/staking/my-rewards?period=daily")).path("total_rewards"), "14.85");
            assertProblem(get(client, "/v1/staking/my-rewards?period=hourly"), 422, "VALIDATION_ERROR");
        }
    }

    @Nested
    class Fees {

        @Test
        void aPartOfTheNetworkFeeIsForStakers() {
            staked(client, "100");
            String unstaked = someone("agent");
            assertThat(shares.of(agent, new BigDecimal("0.33333333"))).isEqualByComparingTo("0.06666666");
            assertThat(shares.of(unstaked, BigDecimal.ONE)).isEqualByComparingTo("0");
            StakerShares.Staked staked = shares.among(List.of(agent, unstaked, agent));
            assertThat(staked.agents()).isEqualTo(Set.of(agent));
            assertThat(staked.of(agent, BigDecimal.ONE)).isEqualByComparingTo("0.2");
            assertThat(staked.of(unstaked, BigDecimal.ONE)).isEqualByComparingTo("0");
        }

        @Test
        void onlyWhileSomebodyStakes() {
            String stake = staked(client, "100", 1, false);
            age(stake, 1);
            assertThat(ask(client, stake, "unbond")).hasStatusOk();
            assertThat(shares.of(agent, BigDecimal.ONE)).isEqualByComparingTo("0");
        }
    }

    @Test
    void whateverComesAtOnceNobodyWaitsInACircle() throws InterruptedException {
        List<String> stakes = List.of(staked(client, "1000"), staked(client, "1000", 30, true), staked(client, "500"));
        stakes.forEach(stake -> age(stake, 20));
        fund(client, "1000");
        fillPool(agent, "1000");
        earned(agent, "1000");
        List<MvcTestResult> answers = atOnce(60, () -> {
            int turn = Math.floorMod(UUID.randomUUID().hashCode(), 4);
            return switch (turn) {
                case 0 -> claim(client, stakes.get(2), stakes.get(0), stakes.get(1));
                case 1 -> add(client, stakes.get(1), "1");
                case 2 -> distribute(agent, Role.MINER, "3");
                default -> slash(stakes.get(0), "0.001");
            };
        });
        assertThat(answers)
                .allMatch(answer -> answer.getResponse().getStatus() == 200
                        || answer.getResponse().getStatus() == 409);
    }
}
