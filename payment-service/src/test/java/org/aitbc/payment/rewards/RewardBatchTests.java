package org.aitbc.payment.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.rewards.PayPending.Processed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpMethod;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class RewardBatchTests extends RewardTest {

    @Autowired
    private PayPending payPending;

    @Autowired
    private RewardAudit audit;

    @Autowired
    private TransactionTemplate transactions;

    private static void assertCounts(JsonNode answer, int processed, int failed) {
        assertThat(answer)
                .isEqualTo(JSON.readTree("{\"processed\": %d, \"failed\": %d, \"total\": %d}"
                        .formatted(processed, failed, processed + failed)));
    }

    @Test
    void theLongestPrefixThatThePoolCoversIsPaid() {
        distributed(agent, "3");
        distributed(agent, "5");
        distributed(agent, "1");
        fundPool("7");

        assertCounts(batch(""), 1, 2);
        assertThat(available(agent)).isEqualByComparingTo("3");
        assertThat(pool()).isEqualByComparingTo("4");

        fundPool("2");
        assertCounts(batch(""), 2, 0);
        assertThat(available(agent)).isEqualByComparingTo("9");
        assertCounts(batch(""), 0, 0);
        assertThat(pool()).isZero();
        assertThat(audit.drift()).isEmpty();
    }

    @Test
    void theLimitBoundsOneRun() {
        distributed(agent, "1");
        distributed(agent, "2");
        distributed(agent, "4");
        fundPool("100");
        assertCounts(batch("?limit=2"), 2, 0);
        assertThat(available(agent)).isEqualByComparingTo("3");
        assertCounts(batch("?limit=2"), 1, 0);
    }

    @Test
    void aRepetitionWithItsKeyHasTheSameAnswer() {
        distributed(agent, "1");
        fundPool("100");
        String key = someone("key");
        JsonNode first = keyed(key);
        assertCounts(first, 1, 0);
        distributed(agent, "1");
        assertThat(keyed(key)).isEqualTo(first);
    }

    @Test
    void runsAtOncePayEachDistributionOnce() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            distributed(agent, "1");
        }
        fundPool("35");

        List<JsonNode> answers = new ArrayList<>(atOnce(16, () -> batch("?limit=7")));
        do {
            answers.add(batch("?limit=7"));
        } while (answers.getLast().path("processed").intValue() > 0);

        assertThat(answers.stream()
                        .mapToInt(answer -> answer.path("processed").intValue())
                        .sum())
                .isEqualTo(35);
        assertThat(available(agent)).isEqualByComparingTo("35");
        assertThat(pool()).isZero();
        assertThat(read("/distributions/" + agent + "?status=pending")).hasSize(5);
        assertThat(audit.drift()).isEmpty();
    }

    @Test
    void runsAtOnceRewardAMilestoneOnce() throws InterruptedException {
        join(agent);
        workedTenDays(agent);
        hasManyCustomers(agent);
        fundPool("100");
        atOnce(16, () -> batch(""));
        batch("");
        assertThat(available(agent)).isEqualByComparingTo("21");
        assertThat(audit.drift()).isEmpty();
    }

    @Test
    void aRunThatCrashedIsRepeated() {
        distributed(agent, "1");
        fundPool("100");
        transactions.executeWithoutResult(crash -> {
            assertThat(payPending.run(10)).isEqualTo(new Processed(1, 0, 1));
            crash.setRollbackOnly();
        });
        assertThat(available(agent)).isZero();
        assertThat(payPending.run(10)).isEqualTo(new Processed(1, 0, 1));
        assertThat(payPending.run(10)).isEqualTo(new Processed(0, 0, 0));
        assertThat(available(agent)).isEqualByComparingTo("1");
    }

    /** Even where its row says that it was not. */
    @Test
    void theLedgerPaysADistributionOnce() {
        fundPool("100");
        distributed(agent, "1");
        jdbc.sql("""
                        update payment.reward_distribution set status = 'pending', processed_at = null where agent = ?""").param(agent).update();
        assertThat(audit.drift()).singleElement().asString().contains("for no distributed reward");
        assertCounts(batch(""), 1, 0);
        assertThat(available(agent)).isEqualByComparingTo("1");
        assertThat(audit.drift()).isEmpty();
    }

    @Test
    void theAuditSeesARewardThatWasNotPaid() {
        distributed(agent, "1");
        jdbc.sql("update payment.reward_distribution set status = 'distributed', processed_at = now() where agent = ?")
                .param(agent)
                .update();
        assertThat(audit.drift()).singleElement().asString().contains("0 postings");
        jdbc.sql("delete from payment.reward_distribution where agent = ?")
                .param(agent)
                .update();
    }

    @Test
    void theAuditSeesAnotherAmount() {
        fundPool("100");
        distributed(agent, "1");
        assertThat(audit.drift()).isEmpty();
        alter("2");
        assertThat(audit.drift()).singleElement().asString().contains("1 postings of 1");
        alter("1");
        assertThat(audit.drift()).isEmpty();
    }

    @Test
    void theDatabaseRefusesACalculationThatDoesNotAddUp() {
        distributed(agent, "1");
        assertThatThrownBy(() -> jdbc.sql("update payment.reward_calculation set total = total + 1 where agent = ?")
                        .param(agent)
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=all"})
    void wrongLimitsAreInvalid(String query) {
        assertProblem(post(admin, Role.ADMIN, "/v1/rewards/batch-process?" + query, ""), 422, "VALIDATION_ERROR");
    }

    @Test
    void onlyAdminsRunIt() {
        for (Role role : List.of(Role.CLIENT, Role.MINER)) {
            assertProblem(post(agent, role, "/v1/rewards/batch-process", ""), 403, "ROLE_NOT_ALLOWED");
        }
    }

    private JsonNode keyed(String key) {
        return json(as(admin, Role.ADMIN, HttpMethod.POST, "/v1/rewards/batch-process")
                .header("Idempotency-Key", key)
                .exchange());
    }

    private void alter(String amount) {
        jdbc.sql("update payment.reward_distribution set amount = ?::numeric where agent = ?")
                .params(amount, agent)
                .update();
    }
}
