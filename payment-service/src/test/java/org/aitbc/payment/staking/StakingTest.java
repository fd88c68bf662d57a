package org.aitbc.payment.staking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.PaymentTest;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Account.Kind;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What tests of staking share. After each of them stakes and ledger agree. */
abstract class StakingTest extends PaymentTest {

    @Autowired
    protected StakeAudit audit;

    /** Owns a miner; no other test uses it. */
    protected final String agent = someone("agent");

    @BeforeEach
    void agentOwnsAMiner() {
        miner(agent);
    }

    @AfterEach
    void booksAgree() {
        assertThat(audit.drift()).isEmpty();
    }

    /** Counts as earned and completed, and lies in its account. */
    protected void earned(String owner, String amount) {
        jdbc.sql("""
                        insert into payment.agent_day as d (agent, day, completed, compute_seconds, earned)
                        values (:agent, (now() at time zone 'utc')::date, 1, 60, :amount)
                        on conflict (agent, day) do update set completed = d.completed + 1, earned = d.earned + excluded.earned""")
                .param("agent", owner)
                .param("amount", new BigDecimal(amount))
                .update();
        fund(owner, amount);
    }

    protected void report(String owner, String accuracy) {
        assertThat(post(
                        "oracle",
                        Role.ADMIN,
                        "/v1/agents/" + owner + "/performance",
                        "{\"agent_wallet\": \"" + owner + "\", \"accuracy\": " + accuracy + "}"))
                .hasStatusOk();
    }

    /** As settlements of paid jobs do it. */
    protected void fillPool(String owner, String amount) {
        ledger.post(Posting.of(
                Ids.next(),
                "deposit",
                "test",
                new Transfer(Account.external(AITBC), StakerShares.pool(owner), new BigDecimal(amount))));
    }

    protected static String order(String agent, String amount, int days, boolean compound) {
        return """
                {"agent_wallet": "%s", "amount": %s, "lock_period": %d, "auto_compound": %b}""".formatted(agent, amount, days, compound);
    }

    /** A stake of somebody who has the money for it. */
    protected String staked(String staker, String amount, int days, boolean compound) {
        fund(staker, amount);
        MvcTestResult answer = post(staker, Role.CLIENT, "/v1/stake", order(agent, amount, days, compound));
        assertThat(answer).hasStatusOk();
        return json(answer).path("stake_id").stringValue();
    }

    protected String staked(String staker, String amount) {
        return staked(staker, amount, 30, false);
    }

    /** Lets days pass for a stake. */
    protected void age(String stake, int days) {
        jdbc.sql("""
                        update payment.stake set started_at = started_at - i, ends_at = ends_at - i,
                          rewarded_at = rewarded_at - i, unbonding_at = unbonding_at - i
                        from (select make_interval(hours => 24 * :days) as i) where id = :id""").param("days", days).param("id", id(stake)).update();
    }

    protected static UUID id(String stake) {
        return Ids.parse(stake);
    }

    protected MvcTestResult ask(String staker, String stake, String what) {
        return post(staker, Role.CLIENT, "/v1/stake/" + stake + "/" + what, "");
    }

    protected MvcTestResult add(String staker, String stake, String amount) {
        return post(staker, Role.CLIENT, "/v1/stake/" + stake + "/add", "{\"additional_amount\": " + amount + "}");
    }

    protected MvcTestResult claim(String staker, String... stakes) {
        return post(staker, Role.CLIENT, "/v1/staking/claim-rewards", JSON.writeValueAsString(List.of(stakes)));
    }

    protected MvcTestResult distribute(String caller, Role role, String amount) {
        return post(
                caller,
                role,
                "/v1/agents/" + agent + "/distribute-earnings",
                "{\"agent_wallet\": \"" + agent + "\", \"total_earnings\": " + amount + "}");
    }

    protected MvcTestResult slash(String stake, String fraction) {
        return post(
                "admin",
                Role.ADMIN,
                "/v1/stake/" + stake + "/slash",
                "{\"fraction\": " + fraction + ", \"reason\": \"wrong results\"}");
    }

    /** With a key; the answer of the one who got through first. */
    protected MvcTestResult postOnce(String caller, String key, String path, String body) {
        return as(caller, Role.CLIENT, HttpMethod.POST, path)
                .header("Idempotency-Key", key)
                .contentType(APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    protected JsonNode seen(String staker, String stake) {
        return json(get(staker, "/v1/stake/" + stake));
    }

    protected JsonNode open(String path) {
        MvcTestResult answer = http.get().uri(path).exchange();
        assertThat(answer).hasStatusOk();
        return json(answer);
    }

    protected BigDecimal stake(String staker) {
        return balance(StakeAccounts.stake(staker));
    }

    protected BigDecimal rewards(String staker) {
        return balance(StakeAccounts.rewards(staker));
    }

    protected BigDecimal pool(String owner) {
        return balance(new Account(owner, AITBC, Kind.POOL));
    }

    protected static void assertNumber(JsonNode node, String expected) {
        assertThat(node.isNumber()).as("%s is a number", node).isTrue();
        assertThat(node.decimalValue()).isEqualByComparingTo(expected);
    }
}
