package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.Currency;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;

/** Results that are disputed before they are paid. */
class DisputeTests extends EscrowTest {

    private final String other = someone("operator");
    private String ada = "";
    private String bob = "";

    @Autowired
    EscrowSweep sweep;

    @Autowired
    SettlementReader reader;

    @Autowired
    TransactionTemplate transactions;

    @BeforeEach
    void miners() {
        ada = miner(operator);
        bob = miner(other);
        fund(client, "100");
        fund(operator, "10");
    }

    @ParameterizedTest
    @CsvSource({"10, , released", "10.00000001, , escrowed", "20, 0, released", "1, 60, escrowed"})
    void aDearResultMayBeDisputedForTenMinutesUnlessItsClientSaysOtherwise(
            String price, @Nullable Integer window, String status) {
        UUID job = result(price, window);
        UUID later = result("1", 0);
        awaitStatus(later, "released");

        assertThat(payment(job).path("status").stringValue()).isEqualTo(status);
    }

    @Test
    void aResultInAnotherCurrencyMayBeDisputedWhateverItCosts() {
        fund(client, "1", Currency.BTC);
        UUID job = paidJob("0.001", Currency.BTC);
        end(job, "COMPLETED", ada, "0.001");
        awaitStatus(result("1", 0), "released");

        assertThat(payment(job).path("status").stringValue()).isEqualTo("escrowed");
    }

    @Test
    void whatIsNotDisputedIsPaidWhenTheWindowCloses() {
        UUID job = dearResult();
        assertProblem(decide(client, job, "refund"), 409, "RESULT_DELIVERED");
        sweep.sweep();
        assertThat(payment(job).path("status").stringValue()).isEqualTo("escrowed");

        passTime(job);
        sweep.sweep();

        assertThat(payment(job).path("status").stringValue()).isEqualTo("released");
        assertThat(available(operator)).isEqualByComparingTo("29.5");
        assertProblem(dispute(client, job, ""), 409, "PAYMENT_RELEASED");
    }

    @Test
    void thePayerMayAcceptTheResultBefore() {
        UUID job = dearResult();

        assertThat(decide(client, job, "release")).hasStatus(200);

        assertThat(available(operator)).isEqualByComparingTo("29.5");
    }

    @Test
    void aDisputeThatNobodyDecidesIsLostAtItsDeadline() {
        UUID job = dearResult();
        assertThat(dispute(client, job, "")).hasStatus(200);
        assertThat(balance(escrow)).isEqualByComparingTo("22");
        sweep.sweep();
        assertThat(payment(job).path("status").stringValue()).isEqualTo("disputed");

        passTime(job);
        sweep.sweep();

        assertThat(payment(job).path("status").stringValue()).isEqualTo("released");
        assertThat(available(operator)).as("pay and deposit").isEqualByComparingTo("31.5");
        assertThat(available(client)).isEqualByComparingTo("78");
        assertThat(balance(escrow)).isEqualByComparingTo("0");
    }

    @Test
    void aDisputeFromBeforeThereWereDeadlinesEndsToo() throws IOException {
        UUID job = dearResult();
        jdbc.sql("update core.payment set status = 'disputed' where job_id = ?")
                .param(job)
                .update();
        jdbc.sql(new ClassPathResource("db/migration/payment/V15__date_older_disputes.sql")
                        .getContentAsString(StandardCharsets.UTF_8))
                .update();
        sweep.sweep();
        assertThat(payment(job).path("status").stringValue()).isEqualTo("disputed");

        passTime(job);
        sweep.sweep();

        assertThat(payment(job).path("status").stringValue()).isEqualTo("released");
        assertThat(available(operator)).isEqualByComparingTo("29.5");
    }

    @Test
    void anAdminWhoAgreesWithThePayerReturnsTheDeposit() {
        UUID job = dearResult();
        assertThat(dispute(client, job, "")).hasStatus(200);

        assertThat(post("root", Role.ADMIN, path(job) + "/resolve", "{\"amount\":5}"))
                .hasStatus(200);

        assertThat(available(client)).isEqualByComparingTo("95");
        assertThat(available(operator)).isEqualByComparingTo("14.875");
        assertProblem(post("root", Role.ADMIN, path(job) + "/resolve", "{\"amount\":5}"), 409, "PAYMENT_NOT_DISPUTED");
    }

    @Test
    void whoWorksLosesTheDepositToThePayerForADisputeAboutNothing() {
        UUID job = dearResult();
        assertThat(post(operator, Role.MINER, path(job) + "/dispute", "{\"reason\":\"more\"}"))
                .hasStatus(200);

        passTime(job);
        sweep.sweep();

        assertThat(available(operator)).isEqualByComparingTo("27.5");
        assertThat(available(client)).isEqualByComparingTo("82");
    }

    @Test
    void aDisputeCostsWhatOnesWalletMustHave() {
        String poor = someone("poor");
        fund(poor, "20");
        UUID job = Ids.next();
        assertThat(hold(poor, "20", List.of(job))).hasStatus(200);
        job(poor, job);
        end(job, "COMPLETED", ada, "20");

        String payment = json(get(poor, "/v1/jobs/" + Ids.text(job) + "/payment"))
                .path("payment_id")
                .stringValue();
        assertProblem(
                post(poor, Role.CLIENT, "/v1/payments/" + payment + "/dispute", "{\"reason\":\"x\"}"),
                402,
                "INSUFFICIENT_FUNDS");
        assertThat(decide(poor, job, "release")).hasStatus(200);
    }

    @Test
    void aResultThatTwoOtherOwnersRefuteIsNotPaid() {
        UUID job = dearResult();
        UUID second = rerun(job);
        UUID third = job("aitbc:assurance", Ids.next());
        assertThat(balance(escrow)).as("the job, a run and the deposit").isEqualByComparingTo("42");
        run(job, job, 1);
        run(second, job, 2);
        run(third, job, 3);
        assertProblem(decide(client, job, "release"), 409, "JOB_NOT_ENDED");
        job("aitbc:assurance", second);
        String cleo = miner(someone("operator"));
        end(second, "COMPLETED", bob, "20");
        end(third, "COMPLETED", cleo, "20");

        decide(third, "agreed", null);
        decide(second, "agreed", null);
        decide(job, "disagreed", third);

        awaitStatus(job, "released");
        assertThat(payment(job).path("miner_id").stringValue()).isEqualTo(cleo);
        assertThat(available(operator)).as("nothing").isEqualByComparingTo("10");
        assertThat(available(other)).isEqualByComparingTo("19.5");
        assertThat(available(client))
                .as("two runs that agree; the deposit is back")
                .isEqualByComparingTo("60");
        assertThat(balance(escrow)).isEqualByComparingTo("0");
    }

    @Test
    void aResultThatASecondRunConfirmsIsPaidWithTheDeposit() {
        UUID job = dearResult();
        UUID second = rerun(job);
        run(job, job, 1);
        run(second, job, 2);
        job("aitbc:assurance", second);
        end(second, "COMPLETED", bob, "20");

        decide(second, "agreed", null);
        decide(job, "agreed", null);

        awaitStatus(job, "released");
        assertThat(available(operator)).isEqualByComparingTo("31.5");
        assertThat(available(other)).isEqualByComparingTo("19.5");
        assertThat(available(client)).isEqualByComparingTo("58");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"miner\":\"m-1\"", "\"booking_id\":\"00000000-0000-0000-0000-000000000001\""})
    void whatNoOtherMinerMayRunIsNotRunAgain(String constraint) {
        UUID job = dearResult();
        jdbc.sql("""
                        with q as (insert into core.requirement (key) values (?)
                                   on conflict (key) do update set key = excluded.key returning class)
                        update core.job set class = q.class from q where id = ?""").params("{\"constraints\":{" + constraint + "}}", job).update();

        assertProblem(dispute(client, job, ",\"rerun\":true"), 409, "NO_OTHER_MINER");
        assertThat(balance(escrow)).isEqualByComparingTo("20");
        assertThat(dispute(client, job, "")).hasStatus(200);
    }

    @Test
    void theMoneyOfARunIsNeitherDisputedNorTakenBack() {
        UUID job = dearResult();
        UUID second = rerun(job);

        assertProblem(dispute(client, second, ",\"rerun\":true"), 409, "RUN_OF_DISPUTE");
        assertProblem(decide(client, second, "refund"), 409, "RUN_OF_DISPUTE");

        assertThat(payment(second).path("status").stringValue()).isEqualTo("escrowed");
    }

    @Test
    void theMoneyOfARunIsNoOrphanBeforeTheRun() {
        UUID job = dearResult();
        UUID second = rerun(job);
        jdbc.sql("update core.payment set created_at = now() - interval '1 hour' where payer = ?")
                .param(client)
                .update();

        sweep.sweep();

        assertThat(payment(second).path("status").stringValue()).isEqualTo("escrowed");
    }

    @Test
    void aDecisionLocksTheMoneyOfTheRunBeforeTheLedger() {
        UUID job = dearResult();
        UUID second = rerun(job);
        passTime(job);

        lockedMeanwhile(second, sweep::sweep);

        assertThat(payment(job).path("status").stringValue()).isEqualTo("released");
        assertThat(payment(second).path("status").stringValue()).isEqualTo("refunded");
    }

    @Test
    void theReaderLocksDisputedMoneyBeforeTheLedger() {
        UUID ended = paidJob("1");
        jdbc.sql("insert into core.outcome (job_id, state, attempt) values (?, 'FAILED', 1)")
                .param(ended)
                .update();
        UUID job = dearResult();
        UUID second = rerun(job);
        run(job, job, 1);
        run(second, job, 2);
        jdbc.sql("update core.assurance_run set verdict = 'agreed', judged_at = now() where job_id = ?")
                .param(job)
                .update();

        lockedMeanwhile(
                job,
                () -> transactions.executeWithoutResult(
                        _ -> reader.apply(List.of(event("job.failed", ended), event("assurance.decided", job)))));

        assertThat(payment(ended).path("status").stringValue()).isEqualTo("refunded");
        assertThat(payment(job).path("status").stringValue()).isEqualTo("released");
    }

    private static Event event(String name, UUID job) {
        return new Event(name, job, Instant.now(), null);
    }

    /** Locks the payment of a job, and the ledger as soon as the work waits for that payment. */
    private void lockedMeanwhile(UUID job, Runnable work) {
        try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> done = Objects.requireNonNull(transactions.execute(_ -> {
                jdbc.sql("select id from core.payment where job_id = ? for update")
                        .param(job)
                        .query(UUID.class)
                        .single();
                Future<?> working = thread.submit(work);
                await().pollInSameThread()
                        .until(() -> jdbc.sql(
                                        "select exists (select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid)))")
                                .query(Boolean.class)
                                .single());
                jdbc.sql("select seq from payment.head for update")
                        .query(Long.class)
                        .single();
                return working;
            }));
            assertThat(done).succeedsWithin(Duration.ofSeconds(20));
        }
    }

    /** One whose window is open. */
    private UUID dearResult() {
        UUID job = result("20", null);
        await().until(() -> jdbc.sql(
                        "select expires_at < now() + interval '10 minutes' from core.payment where job_id = ?")
                .param(job)
                .query(Boolean.class)
                .single());
        return job;
    }

    /** A job that has its result, of which the reader may not have heard. */
    private UUID result(String price, @Nullable Integer window) {
        UUID job = paidJob(price);
        jdbc.sql("update core.job set dispute_window = :window where id = :job")
                .param("window", window)
                .param("job", job)
                .update();
        end(job, "COMPLETED", ada, price);
        return job;
    }

    /** Disputes it and has it run again; the id of that run. */
    private UUID rerun(UUID job) {
        assertThat(dispute(client, job, ",\"rerun\":true")).hasStatus(200);
        return jdbc.sql("""
                        select (data ->> 'run_id')::uuid from core.outbox o join core.payment p on p.id = o.subject
                        where event = 'payment.disputed' and p.job_id = ? and (data ->> 'job_id')::uuid = p.job_id""").param(job).query(UUID.class).single();
    }

    private MvcTestResult dispute(String who, UUID job, String more) {
        return post(who, Role.CLIENT, path(job) + "/dispute", "{\"reason\":\"wrong\"" + more + "}");
    }

    private MvcTestResult decide(String who, UUID job, String what) {
        String payment = json(get(who, "/v1/jobs/" + Ids.text(job) + "/payment"))
                .path("payment_id")
                .stringValue();
        return post(
                who,
                Role.CLIENT,
                "/v1/payments/" + payment + "/" + what,
                "{\"job_id\":\"%s\",\"payment_id\":\"%s\",\"reason\":\"because\"}".formatted(Ids.text(job), payment));
    }

    private String path(UUID job) {
        return "/v1/payments/" + payment(job).path("payment_id").stringValue();
    }

    /** Moves all that has happened to a job two days into the past. */
    private void passTime(UUID job) {
        jdbc.sql("""
                        with o as (update core.outcome set ended_at = ended_at - interval '2 days' where job_id = :job),
                        p as (update core.payment set expires_at = expires_at - interval '2 days' where job_id = :job returning id)
                        update payment.dispute d set opened_at = opened_at - interval '2 days' from p where d.payment = p.id""").param("job", job).update();
    }
}
