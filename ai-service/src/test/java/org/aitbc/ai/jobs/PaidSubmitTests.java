package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.aitbc.ai.AiTest;
import org.aitbc.ai.FakeEscrows.Course;
import org.aitbc.domain.id.Ids;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PaidSubmitTests extends AiTest {

    private static final String PAID = "{\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"},\"payment_amount\":5}";
    private static final String BATCH =
            "{\"jobs\":[{\"payload\":%1$s},{\"payload\":%1$s,\"payment_amount\":2},{\"payload\":%1$s,\"payment_amount\":3}]}"
                    .formatted("{\"type\":\"a\"}");

    @Autowired
    private PlatformTransactionManager transactions;

    private final String key = Ids.text(Ids.next());

    @Test
    void aPaidJobHasItsMoneyAndAnUnpaidOneNeedsNone() {
        MvcTestResult paid = post("/v1/jobs", PAID);

        assertThat(paid)
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("{\"payment_status\":\"escrowed\",\"price\":null}");
        assertThat(json(paid).path("payment_id").stringValue()).isEqualTo(paymentOf(id(paid)));
        assertThat(waiting(id(paid))).isTrue();
        assertThat(escrows.orders(client)).isEqualTo(1);
    }

    @Test
    void whatWasPaidIsAnsweredAgainThoughItsTypeWouldNowBeRefused() {
        jdbc.sql("update core.miner_beat set online = false").update();
        String type = "forgotten-" + client;
        // as if a miner had offered it for a moment that nothing remembers
        String job = "{\"payload\":{\"type\":\"%s\"},\"payment_amount\":5,\"allow_unknown_type\":%s}";
        String jobs = "{\"jobs\":[" + job + "]}";
        MvcTestResult first = postKeyed("/v1/jobs", key, job.formatted(type, true));
        MvcTestResult batch = postKeyed("/v1/jobs/batch", key + "b", jobs.formatted(type, true));

        assertThat(body(postKeyed("/v1/jobs", key, job.formatted(type, false)))).isEqualTo(body(first));
        assertThat(body(postKeyed("/v1/jobs/batch", key + "b", jobs.formatted(type, false))))
                .isEqualTo(body(batch));
        assertProblem(postKeyed("/v1/jobs", key + "c", job.formatted(type, false)), 422, "UNKNOWN_JOB_TYPE");
        assertThat(escrows.orders(client)).isEqualTo(2);
    }

    @Test
    void whoPaysNothingNeverMeetsPaymentService() {
        escrows.set(client, Course.UNREACHABLE);

        submit(SOME_JOB);
        assertThat(post("/v1/jobs/batch", "{\"jobs\":[{\"payload\":{}},{\"payload\":{}}]}"))
                .hasStatus(201);
        for (int i = 0; i < 2; i++) {
            assertThat(postKeyed("/v1/jobs", key, SOME_JOB)).hasStatus(201);
            assertThat(postKeyed("/v1/jobs/batch", key + "b", "{\"jobs\":[{\"payload\":{}},{\"payload\":{}}]}"))
                    .hasStatus(201);
        }

        assertThat(escrows.orders(client)).isZero();
    }

    @Test
    void whatIsHeldIsPartOfWhatDispatchMatches() {
        String unpaid = submit(SOME_JOB);
        String fixed = submit(PAID);
        limit("AITBC", "3");
        String metered = submit(SOME_JOB);

        assertThat(key(unpaid)).doesNotContain("pay");
        assertThat(key(fixed)).contains("\"pay\":{\"fixed\":");
        assertThat(key(metered)).endsWith("\"pay\":{}}");
    }

    private String key(String job) {
        return jdbc.sql("select q.key from core.ready r join core.requirement q using (class) where r.id = ?")
                .param(Ids.parse(job))
                .query(String.class)
                .single();
    }

    @Test
    void withoutMoneyThereIsNoJob() {
        escrows.set(client, Course.REFUSED);

        assertProblem(post("/v1/jobs", PAID), 402, "INSUFFICIENT_BALANCE");
        assertProblem(post("/v1/jobs/batch", BATCH), 402, "INSUFFICIENT_BALANCE");
        assertNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "HELD", mode = EnumSource.Mode.EXCLUDE)
    void aKeyMayBeTriedAgain(Course course) {
        escrows.set(client, course);
        for (int i = 0; i < 2; i++) {
            assertThat(postKeyed("/v1/jobs", key, PAID)).hasStatus(course == Course.REFUSED ? 402 : 503);
        }
        assertProblem(postKeyed("/v1/jobs", key, SOME_JOB), 422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(jobs()).isZero();

        escrows.set(client, Course.HELD);
        MvcTestResult answer = postKeyed("/v1/jobs", key, PAID);

        assertThat(answer).hasStatus(201);
        assertThat(body(postKeyed("/v1/jobs", key, PAID))).isEqualTo(body(answer));
        assertThat(jobs()).isEqualTo(1);
        assertThat(payments()).isEqualTo(1);
    }

    @Test
    void aKeyMayBeTriedAgainAlsoWhenNothingIsToBePaidAnyMore() {
        limit("AITBC", "3");
        escrows.set(client, Course.REFUSED);
        assertProblem(postKeyed("/v1/jobs", key, SOME_JOB), 402, "INSUFFICIENT_BALANCE");
        escrows.set(client, Course.HELD);
        jdbc.sql("update core.spend_limit set per_job = null where owner = ?")
                .param(client)
                .update();

        assertThat(postKeyed("/v1/jobs", key, SOME_JOB))
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("{\"payment_status\":null,\"payment_id\":null}");
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void whenPaymentServiceIsAwayThereIsNoJob() {
        escrows.set(client, Course.UNREACHABLE);

        assertProblem(post("/v1/jobs", PAID), 503, "SERVICE_UNAVAILABLE");
        assertNothing();
    }

    @ParameterizedTest
    @EnumSource(names = {"LAPSED", "FORGOTTEN"})
    void aHoldThatIsNotThereHasNoJob(Course course) {
        escrows.set(client, course);

        assertProblem(post("/v1/jobs", PAID), 503, "PAYMENT_LAPSED");
        assertProblem(post("/v1/jobs/batch", BATCH), 503, "PAYMENT_LAPSED");
        assertNothing();
    }

    @Test
    void aHundredRequestsAtOnceAreOneJobAndOnePayment() throws Exception {
        List<MvcTestResult> answers = atOnce(100, () -> postKeyed("/v1/jobs", key, PAID));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).hasStatus(201));
        assertThat(answers.stream().map(AiTest::body).distinct()).hasSize(1);
        assertThat(jobs()).isEqualTo(1);
        assertThat(payments()).isEqualTo(1);
        assertThat(json(answers.getFirst()).path("payment_id").stringValue())
                .isEqualTo(paymentOf(id(answers.getFirst())));
    }

    @Test
    void anAnswerIsRepeatedWithoutAnotherHold() {
        MvcTestResult first = postKeyed("/v1/jobs", key, PAID);
        lease(json(first).path("job_id").stringValue(), "miner-1");
        jdbc.sql("""
                        update core.payment set status = 'released', released = amount, settled_at = now() where job_id = ?""").param(id(first)).update();
        escrows.set(client, Course.UNREACHABLE);

        assertThat(body(postKeyed("/v1/jobs", key, PAID))).isEqualTo(body(first));
        assertThat(escrows.orders(client)).isEqualTo(1);
    }

    @Test
    void aHoldIsGivenBackOrHasItsJobNeverBoth() {
        escrows.set(client, Course.CRASHED);
        assertThat(postKeyed("/v1/jobs", key, PAID)).hasStatus(503);
        escrows.set(client, Course.HELD);
        UUID job = jdbc.sql("select job_id from core.payment where payer = ?")
                .param(client)
                .query(UUID.class)
                .single();

        CompletableFuture<MvcTestResult> submit = new TransactionTemplate(transactions).execute(_ -> {
            int backend = jdbc.sql("select pg_backend_pid() from core.payment where job_id = ? for update")
                    .param(job)
                    .query(Integer.class)
                    .single();
            CompletableFuture<MvcTestResult> waits =
                    CompletableFuture.supplyAsync(() -> postKeyed("/v1/jobs", key, PAID));
            await().until(() ->
                    CompletableFuture.supplyAsync(() -> isBlockedBy(backend)).join());
            jdbc.sql("delete from core.payment where job_id = ?").param(job).update();
            return waits;
        });

        assertProblem(submit.join(), 503, "PAYMENT_LAPSED");
        assertNothing();
        MvcTestResult again = postKeyed("/v1/jobs", key, PAID);
        assertThat(id(again)).isEqualTo(job);
        escrows.giveBack(job);
        assertThat(paymentOf(job)).isEqualTo(json(again).path("payment_id").stringValue());
    }

    @Test
    void aPaymentThatIsSettledPaysForNoJob() {
        escrows.set(client, Course.CRASHED);
        postKeyed("/v1/jobs", key, PAID);
        jdbc.sql("update core.payment set status = 'refunded', refunded = amount, settled_at = now() where payer = ?")
                .param(client)
                .update();
        escrows.set(client, Course.HELD);

        assertProblem(postKeyed("/v1/jobs", key, PAID), 503, "PAYMENT_LAPSED");
        assertThat(jobs()).isZero();
    }

    @Test
    void aBatchHasTheMoneyOfAllItsJobs() {
        MvcTestResult answer = postKeyed("/v1/jobs/batch", key, BATCH);

        assertThat(answer).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                {"items":[{"payment_status":null,"payment_id":null},{"payment_status":"escrowed","payment_amount":2},
                          {"payment_status":"escrowed","payment_amount":3}]}""");
        assertThat(escrows.orders(client)).isEqualTo(1);
        assertThat(body(postKeyed("/v1/jobs/batch", key, BATCH))).isEqualTo(body(answer));
        assertThat(payments()).isEqualTo(2);
        assertThat(jobs()).isEqualTo(3);
    }

    @Test
    void aHundredPaidBatchesAtOnceAreOne() throws Exception {
        List<MvcTestResult> answers = atOnce(100, () -> postKeyed("/v1/jobs/batch", key, BATCH));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).hasStatus(201));
        assertThat(answers.stream().map(AiTest::body).distinct()).hasSize(1);
        assertThat(jobs()).isEqualTo(3);
        assertThat(payments()).isEqualTo(2);
    }

    @Test
    void ofABatchWithOneLapsedHoldNothingIsWritten() {
        escrows.set(client, Course.CRASHED);
        assertThat(postKeyed("/v1/jobs/batch", key, BATCH)).hasStatus(503);
        jdbc.sql("update core.payment set status = 'disputed' where payer = ? and amount = 3")
                .param(client)
                .update();
        escrows.set(client, Course.HELD);

        assertProblem(postKeyed("/v1/jobs/batch", key, BATCH), 503, "PAYMENT_LAPSED");
        assertThat(jobs()).isZero();
    }

    @Test
    void aLimitOfWhatAJobMayCostIsHeld() {
        limit("AITBC", "3");

        MvcTestResult answer = postKeyed("/v1/jobs", key, SOME_JOB);

        assertThat(answer)
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("{\"payment_status\":\"escrowed\",\"payment_amount\":null}");
        assertThat(jdbc.sql("select amount from core.payment where job_id = ?")
                        .param(id(answer))
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("3");
        assertThat(body(postKeyed("/v1/jobs", key, SOME_JOB))).isEqualTo(body(answer));
        assertThat(body(get("/v1/jobs/" + json(answer).path("job_id").stringValue())))
                .isEqualTo(body(answer).replaceFirst(",\"warnings\":.*", ",\"market_price\":null}"));
        assertThat(escrows.orders(client)).isEqualTo(1);
    }

    @Test
    void whatALimitHoldsIsSaid() {
        limit("AITBC", "3.5");
        String held =
                "payment: %s AITBC held, since your spending limit per_job has a job without payment_amount hold as much as it may"
                        + " cost; what it does not cost is given back";

        assertThat(json(post("/v1/jobs", SOME_JOB)).path("warnings").toString())
                .isEqualTo("[\"" + held.formatted("3.5") + "\"]");
        assertThat(json(post("/v1/jobs/batch", BATCH)).path("warnings").toString())
                .as("of a batch, for the job without a price")
                .isEqualTo("[\"" + held.formatted("3.5") + "\"]");
        assertThat(json(post("/v1/jobs", PAID)).has("warnings")).isFalse();
        postKeyed("/v1/jobs", key, SOME_JOB);
        jdbc.sql("update core.payment set status = 'disputed' where payer = ?")
                .param(client)
                .update();
        assertThat(json(postKeyed("/v1/jobs", key, SOME_JOB)).has("warnings")).isFalse();
    }

    @Test
    void aLimitIsNoMatterForAJobThatWasSubmittedBefore() {
        MvcTestResult first = postKeyed("/v1/jobs", key, SOME_JOB);
        limit("AITBC", "3");
        escrows.set(client, Course.REFUSED);

        assertThat(body(postKeyed("/v1/jobs", key, SOME_JOB))).isEqualTo(body(first));
        assertProblem(post("/v1/jobs", SOME_JOB), 402, "INSUFFICIENT_BALANCE");
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aLimitIsForItsClientAndCurrencyAndForOneJob() {
        limit("ETH", "3");
        jdbc.sql("insert into core.spend_limit (owner, currency, per_day) values (?, 'AITBC', 1)")
                .param(client)
                .update();
        escrows.set(client, Course.REFUSED);

        submit(SOME_JOB);
        assertProblem(post("/v1/jobs", "{\"payload\":{},\"payment_currency\":\"eth\"}"), 402, "INSUFFICIENT_BALANCE");
    }

    @Test
    void aBatchThatIsLimitedInPartIsAllOrNothing() {
        limit("ETH", "3");
        escrows.set(client, Course.REFUSED);
        String batch = "{\"jobs\":[{\"payload\":{}},{\"payload\":{},\"payment_currency\":\"ETH\"},{\"payload\":{}}]}";

        assertProblem(postKeyed("/v1/jobs/batch", key, batch), 402, "INSUFFICIENT_BALANCE");
        assertNothing();

        escrows.set(client, Course.HELD);
        assertThat(postKeyed("/v1/jobs/batch", key, batch))
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("""
                {"items":[{"payment_status":null},{"payment_status":"escrowed"},{"payment_status":null}]}""");
    }

    @Test
    void aLookUpFollowsThePayment() {
        String job = submit(PAID);
        jdbc.sql("""
                        update core.payment set status = 'refunded', refunded = amount, settled_at = now() where job_id = ?""").param(Ids.parse(job)).update();

        assertThat(get("/v1/jobs/" + job)).bodyJson().isLenientlyEqualTo("""
                {"payment_id":"%s","payment_status":"refunded"}""".formatted(paymentOf(Ids.parse(job))));
    }

    private void limit(String currency, String perJob) {
        jdbc.sql("""
                        insert into core.spend_limit (owner, currency, per_job) values (?, ?, ?::numeric)""").params(client, currency, perJob).update();
    }

    private boolean isBlockedBy(int backend) {
        return jdbc.sql("select exists (select from pg_stat_activity where ? = any(pg_blocking_pids(pid)))")
                .param(backend)
                .query(Boolean.class)
                .single();
    }

    private void assertNothing() {
        assertThat(jobs()).isZero();
        assertThat(payments()).isZero();
    }

    private int payments() {
        return jdbc.sql("select count(*) from core.payment where payer = ?")
                .param(client)
                .query(Integer.class)
                .single();
    }

    private String paymentOf(UUID job) {
        return Ids.text(jdbc.sql("select id from core.payment where job_id = ?")
                .param(job)
                .query(UUID.class)
                .single());
    }

    private boolean waiting(UUID job) {
        return jdbc.sql("select exists (select from core.ready where id = ?)")
                .param(job)
                .query(Boolean.class)
                .single();
    }

    private static UUID id(MvcTestResult answer) {
        return Ids.parse(json(answer).path("job_id").stringValue());
    }
}
