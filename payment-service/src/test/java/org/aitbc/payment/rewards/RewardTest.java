package org.aitbc.payment.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.PaymentTest;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.aitbc.starter.request.IdempotencyHeader;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** Tests of rewards: each begins with an empty pool, nothing pending and no profiles. */
abstract class RewardTest extends PaymentTest {

    private static final Account POOL = Account.rewardsPool(AITBC);
    private static final Account OUTSIDE = Account.external(AITBC);

    protected final String admin = someone("admin");
    protected final String agent = someone("agent");

    @BeforeEach
    void aFreshStart() {
        jdbc.sql("delete from payment.reward_distribution where status = 'pending'")
                .update();
        jdbc.sql("delete from payment.reward_profile").update();
        if (balance(POOL).signum() > 0) {
            move(POOL, OUTSIDE, balance(POOL));
        }
        miner(agent);
    }

    protected void fundPool(String amount) {
        move(OUTSIDE, POOL, new BigDecimal(amount));
    }

    protected BigDecimal pool() {
        return balance(POOL);
    }

    private void move(Account from, Account to, BigDecimal amount) {
        ledger.post(Posting.of(Ids.next(), "deposit", "test", new Transfer(from, to, amount)));
    }

    /** A day of an agent, all of whose results are countersigned. */
    protected void worked(String who, int daysAgo, int completed, int failed, String earned) {
        jdbc.sql("""
                        insert into payment.agent_day (agent, day, completed, failed, countersigned, paid, earned)
                        values (?, (now() at time zone 'utc')::date - ?, ?, ?, ?, ?, ?::numeric)""")
                .params(who, daysAgo, completed, failed, completed, completed, earned)
                .update();
    }

    /** Ten days of two jobs and 40 AITBC: 350 + 250 + 100 + 80 = 780 points, platinum; four milestones. */
    protected void workedTenDays(String who) {
        for (int day = 0; day < 10; day++) {
            worked(who, day, 2, 0, "40");
        }
    }

    /** What the network has taken of jobs that a payer paid an agent for. */
    protected void broughtFees(String who, String payer, String fee) {
        jdbc.sql("""
                        insert into core.payment (id, job_id, payer, payee, amount, currency, method, status, expires_at, released, fee, settled_at)
                        values (:id, :job, :payer, :payee, 1 + :fee * 40, 'AITBC', 'escrow', 'released', now(), 1 + :fee * 40, :fee, now())""")
                .param("id", Ids.next())
                .param("job", Ids.next())
                .param("payer", payer)
                .param("payee", who)
                .param("fee", new BigDecimal(fee))
                .update();
    }

    /** Far more than the milestones come to. */
    protected void hasManyCustomers(String who) {
        for (int i = 0; i < 30; i++) {
            broughtFees(who, someone("payer"), "20");
        }
    }

    protected static String request(String who, String base) {
        return """
                {"agent_id": "%s", "reward_type": "performance_bonus", "base_amount": %s,
                 "performance_metrics": {"performance_rating": 5}}""".formatted(who, base);
    }

    protected MvcTestResult distribute(String who, String base, String key) {
        return as(admin, Role.ADMIN, HttpMethod.POST, "/v1/rewards/calculate-and-distribute")
                .header(IdempotencyHeader.NAME, key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(request(who, base))
                .exchange();
    }

    protected JsonNode distributed(String who, String base) {
        MvcTestResult answer = distribute(who, base, someone("key"));
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    protected JsonNode batch(String query) {
        MvcTestResult answer = post(admin, Role.ADMIN, "/v1/rewards/batch-process" + query, "");
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    protected void join(String who) {
        assertThat(post(who, Role.MINER, "/v1/rewards/profile/" + who, "")).hasStatus(200);
    }

    protected JsonNode read(String path) {
        MvcTestResult answer = get(client, "/v1/rewards" + path);
        assertThat(answer).hasStatus(200);
        return json(answer);
    }

    /** How many rows there are that a reward writes. */
    protected List<Long> rows() {
        return List.of(
                count("payment.reward_profile"),
                count("payment.reward_calculation"),
                count("payment.reward_distribution"),
                count("payment.posting where kind not like 'escrow.%'"),
                count("payment.account"));
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
