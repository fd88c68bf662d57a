package org.aitbc.payment.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What governance-service reads and moves. */
class GovernedMoneyTests extends StakingTest {

    private final String staker = someone("staker");
    private final String council = "@council." + Ids.text(Ids.next());

    private MvcTestResult ask(HttpMethod method, String path, Object body) {
        return as("governance-service", Role.SERVICE, method, path)
                .contentType(APPLICATION_JSON)
                .content(JSON.writeValueAsString(body))
                .exchange();
    }

    private BigDecimal powerAt(long seq) {
        JsonNode powers = read(ask(
                HttpMethod.GET, "/internal/stakes/powers?seq=" + seq + "&after=" + staker + "!&limit=1", List.of()));
        JsonNode mine = read(ask(
                HttpMethod.GET,
                "/internal/stakes/powers?seq=" + seq + "&after=" + staker.substring(0, staker.length() - 1)
                        + "&limit=10000",
                List.of()));
        assertThat(powers.size()).isLessThan(2);
        return mine.valueStream()
                .filter(one -> one.path("owner").stringValue().equals(staker))
                .map(one -> one.path("power").decimalValue())
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    private long head() {
        return read(ask(HttpMethod.GET, "/internal/stakes/head", List.of()))
                .path("seq")
                .longValue();
    }

    @Test
    void powerAtAPlaceInTheLedgerDoesNotDependOnLaterStakes() {
        long before = head();
        staked(staker, "100");
        long first = head();
        staked(staker, "250.5");
        long second = head();
        assertThat(powerAt(before)).isZero();
        assertThat(powerAt(first)).isEqualByComparingTo("100");
        assertThat(powerAt(second)).isEqualByComparingTo("350.5");
        staked(staker, "1000");
        assertThat(powerAt(first)).isEqualByComparingTo("100");
        assertThat(read(ask(HttpMethod.POST, "/internal/stakes/powers", Map.of("owners", List.of(staker, "nobody"))))
                        .at("/0/power")
                        .decimalValue())
                .isEqualByComparingTo("1350.5");
    }

    @Test
    void treasuryMoneyGoesThroughACouncilToItsRecipientAndNoFurtherThanThereIs() {
        ledger.post(Posting.of(
                Ids.next(),
                "deposit",
                "test",
                new Transfer(Account.external(AITBC), Account.treasury(AITBC), new BigDecimal("500"))));
        Instant from = jdbc.sql("select clock_timestamp()").query(Instant.class).single();
        BigDecimal treasury = balance(Account.treasury(AITBC));
        assertThat(move("@network", council, "200", "200")).hasStatusOk();
        fund(staker, "1");
        assertThat(move(council, staker, "150", "120")).hasStatusOk();
        assertThat(balance(new Account(council, AITBC, Account.Kind.TREASURY))).isEqualByComparingTo("80");
        assertThat(available(staker)).isEqualByComparingTo("121");
        assertThat(balance(Account.treasury(AITBC))).isEqualByComparingTo(treasury.subtract(new BigDecimal("200")));
        assertProblem(hold(Ids.text(Ids.next()), council, "80.00000001"), 402, "TREASURY_TOO_SMALL");
        JsonNode flows = read(ask(
                HttpMethod.POST,
                "/internal/treasury/flows?from=" + from + "&to=2100-01-01T00:00:00Z",
                List.of(council)));
        assertThat(flows.path("inflow").decimalValue()).isEqualByComparingTo("200");
        assertThat(flows.path("outflow").decimalValue()).isEqualByComparingTo("120");
        JsonNode lines = read(ask(HttpMethod.POST, "/internal/treasury/lines?limit=10&offset=0", List.of(council)));
        assertThat(lines.valueStream()
                        .map(one -> one.path("amount").decimalValue().stripTrailingZeros()))
                .containsExactly(new BigDecimal("3E+1"), new BigDecimal("-1.5E+2"), new BigDecimal("2E+2"));
        assertThat(lines.at("/1/recipient").stringValue()).isEqualTo(staker);
        assertThat(lines.at("/2/recipient").stringValue()).isEqualTo("@network");
    }

    private MvcTestResult hold(String id, String payer, String amount) {
        return ask(
                HttpMethod.POST,
                "/internal/holds",
                Map.of(
                        "id",
                        id,
                        "kind",
                        "governance.fund",
                        "reference",
                        "r",
                        "payer",
                        payer,
                        "amount",
                        new BigDecimal(amount),
                        "currency",
                        "AITBC"));
    }

    private MvcTestResult move(String from, String to, String held, String paid) {
        String id = Ids.text(Ids.next());
        assertThat(hold(id, from, held)).hasStatusOk();
        return ask(
                HttpMethod.POST,
                "/internal/holds/settle",
                Map.of(
                        "hold",
                        id,
                        "kind",
                        "governance.fund",
                        "shares",
                        List.of(Map.of("owner", to, "amount", new BigDecimal(paid), "less_fee", false))));
    }

    @Test
    void aPoolPaysAllItsStakesAtOnceAndThenOwesNothing() {
        miner(agent);
        String stake = staked(staker, "1000");
        fillPool(agent, "3");
        age(stake, 10);
        JsonNode pool = read(ask(HttpMethod.POST, "/internal/staking/pools", List.of(agent)));
        assertThat(pool.at("/0/staked").decimalValue()).isEqualByComparingTo("1000");
        JsonNode quote =
                read(ask(HttpMethod.GET, "/internal/staking/quote?agent=" + agent + "&amount=1000&days=30", List.of()));
        assertThat(quote.path("estimated_rewards").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(quote.path("ceiling_rewards").decimalValue()).isGreaterThan(new BigDecimal("4"));
        JsonNode paid = read(ask(HttpMethod.POST, "/internal/staking/settle?agent=" + agent, List.of()));
        assertThat(paid.path("total").decimalValue()).isEqualByComparingTo(rewards(staker));
        assertThat(paid.path("stakers").intValue()).isEqualTo(1);
        jdbc.sql("update payment.stake set rewarded_at = now() + interval '1 day' where staker = ?")
                .param(staker)
                .update();
        assertProblem(ask(HttpMethod.POST, "/internal/staking/settle?agent=" + agent, List.of()), 409, "NOTHING_OWED");
    }

    @Test
    void nobodyButServicesReadsPowersOrTreasuries() {
        for (String path :
                List.of("/internal/stakes/head", "/internal/treasury/balances", "/internal/staking/totals")) {
            assertThat(get("admin", Role.ADMIN, path)).hasStatus(403);
        }
    }
}
