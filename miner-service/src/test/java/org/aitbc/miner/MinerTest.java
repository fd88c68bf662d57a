package org.aitbc.miner;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.job.JobView;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.servicetest.ServiceHttp;
import org.aitbc.servicetest.ServiceTest;
import org.aitbc.servicetest.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What tests of this service share: the whole service on a real PostgreSQL, and words for what miners do. */
@ServiceTest({"spring.config.name=miner-service", "AITBC_RECEIPT_KEY_FILE=target/test-keys/receipt.key"})
public abstract class MinerTest extends ServiceHttp {

    protected static final String ALICE = "alice";

    @BeforeEach
    void emptyTheQueue() {
        jdbc.sql("delete from core.ready").update();
        jdbc.sql("delete from core.lease").update();
    }

    /** A miner id that no other test uses. */
    protected static String someMiner() {
        return someone("miner");
    }

    /** As a miner. */
    @Override
    protected MvcTestResult post(String subject, String path, String json) {
        return post(subject, Role.MINER, path, json);
    }

    protected MvcTestResult send(String subject, MockMvcRequestBuilder request, String json) {
        return request.header("Authorization", Tokens.bearer("miner-service", subject, Role.MINER))
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    protected void register(String miner, int concurrency, String capabilities) {
        json(post(ALICE, "/v1/miners/register?miner_id=" + miner, """
                {"capabilities":%s,"concurrency":%d}""".formatted(capabilities, concurrency)));
    }

    protected MvcTestResult poll(String miner, int seconds) {
        return postAs(miner, "/v1/miners/poll", "{\"max_wait_seconds\":%d}".formatted(seconds));
    }

    /** A poll that must bring a job at once. */
    protected JsonNode pollJob(String miner) {
        return json(poll(miner, 0));
    }

    /** The ids of the jobs that a poll with {@code max_jobs} brings. */
    protected List<String> pollJobs(String miner, int most) {
        JsonNode answer = json(postAs(miner, "/v1/miners/poll", """
                {"max_wait_seconds":0,"max_jobs":%d}""".formatted(most)));
        return answer.path("jobs").valueStream().map(MinerTest::jobId).toList();
    }

    protected MvcTestResult heartbeat(String miner, String json) {
        return postAs(miner, "/v1/miners/heartbeat", json);
    }

    private MvcTestResult postAs(String miner, String path, String json) {
        return send(ALICE, http.post().uri(path).header("X-Miner-ID", miner), json);
    }

    /** A heartbeat that lists these assigned jobs as running. */
    protected JsonNode beat(String miner, JsonNode... running) {
        return json(heartbeat(
                miner,
                Stream.of(running)
                        .map(job -> "{\"job_id\":\"%s\",\"lease_id\":\"%s\",\"attempt\":%d}"
                                .formatted(
                                        jobId(job),
                                        job.path("lease_id").stringValue(),
                                        job.path("attempt").intValue()))
                        .collect(joining(",", "{\"running\":[", "]}"))));
    }

    protected MvcTestResult result(String subject, JsonNode job, String result) {
        return result(subject, job, result, "\"metrics\":{}");
    }

    /** @param more members of the body beside the result and the lease */
    protected MvcTestResult result(String subject, JsonNode job, String result, String more) {
        return post(subject, "/v1/miners/" + jobId(job) + "/result", """
                {"result":%s,"lease_id":"%s","attempt":%d,%s}""".formatted(
                result, job.path("lease_id").stringValue(), job.path("attempt").intValue(), more));
    }

    protected MvcTestResult fail(JsonNode job, boolean retryable) {
        return post(ALICE, "/v1/miners/" + jobId(job) + "/fail", """
                {"error_code":"GPU_LOST","error_message":"fell off the bus","lease_id":"%s","attempt":%d,"retryable":%b}
                """.formatted(
                        job.path("lease_id").stringValue(), job.path("attempt").intValue(), retryable));
    }

    protected UUID queue(@Nullable String type) {
        return queue(type, Constraints.NONE, 900);
    }

    /** Queues a job as the jobs service does. */
    protected UUID queue(@Nullable String type, Constraints constraints, int ttlSeconds) {
        UUID id = Ids.next();
        jdbc.sql("""
                        with req as (
                          insert into core.requirement (key) values (:key) on conflict (key) do update set key = excluded.key returning class),
                        j as (
                          insert into core.job (id, client, class, type, payload, expires_at, payment_currency)
                          select :id, 'client-1', class, :type, '{"n":1}', now() + make_interval(secs => :ttl), 'AITBC' from req
                          returning id, class, expires_at)
                        insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j""")
                .param("key", new Requirement(type, constraints).key())
                .param("id", id)
                .param("type", type)
                .param("ttl", ttlSeconds)
                .update();
        return id;
    }

    /** Queues a job that money is held for, as the jobs and payment services do. */
    protected UUID queuePaid(@Nullable String type, Requirement.Pay pay, String amount) {
        UUID job = queue(type, Constraints.NONE, 900);
        jdbc.sql("""
                        with q as (insert into core.requirement (key) values (:key)
                                   on conflict (key) do update set key = excluded.key returning class),
                        r as (update core.ready set class = q.class from q where id = :job)
                        update core.job j set class = q.class from q where id = :job""")
                .param("key", new Requirement(type, Constraints.NONE, pay).key())
                .param("job", job)
                .update();
        escrow(job, amount);
        return job;
    }

    /** Fixes the price of a job, as a client may that submits it. */
    protected void fixPrice(UUID job, String amount) {
        jdbc.sql("update core.job set payment_amount = ?::numeric where id = ?")
                .param(amount)
                .param(job)
                .update();
    }

    /** Holds money for a job as the payment service does. */
    protected void escrow(UUID job, String amount) {
        jdbc.sql("""
                        insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at)
                        values (?, ?, 'client-1', ?::numeric, 'AITBC', 'balance', 'escrowed', now() + interval '1 hour')""").params(Ids.next(), job, amount).update();
    }

    /** How a job ended, or null. */
    protected @Nullable String outcome(UUID job) {
        return jdbc.sql("select state || ' ' || coalesce(error_code, '') from core.outcome where job_id = ?")
                .param(job)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** Puts the end of a lease into the past; only a sweep notices. */
    protected void lapse(JsonNode job) {
        jdbc.sql("update core.lease set until = now() - interval '1 second' where job_id = ?")
                .param(Ids.parse(jobId(job)))
                .update();
    }

    /** Cancels a running job as the jobs service does. */
    protected void cancel(UUID job) {
        jdbc.sql("""
                        with gone as (delete from core.lease where job_id = ? returning job_id, miner_id, attempt, started_at)
                        insert into core.outcome (job_id, state, miner_id, attempt, started_at, error_code, error)
                        select job_id, 'CANCELED', miner_id, attempt, started_at, 'CANCELED', 'canceled by its client' from gone
                        """).param(job).update();
    }

    /** What was told of a job to those who read the outbox. */
    protected List<String> events(UUID job) {
        return jdbc.sql("select event from core.outbox where subject = ?")
                .param(job)
                .query(String.class)
                .list();
    }

    /** The state of a job as its client sees it. */
    protected String state(UUID job) {
        return view(job).state().name();
    }

    /** A job as its client sees it. */
    protected JobView view(UUID job) {
        return jdbc.sql(JobView.SELECT + " where id = ?")
                .param(job)
                .query(JobView::of)
                .single();
    }

    /** Who has a job now. */
    protected String holder(UUID job) {
        return jdbc.sql("select miner_id from core.lease where job_id = ?")
                .param(job)
                .query(String.class)
                .single();
    }

    protected static Constraints models(String... models) {
        return new Constraints(null, null, null, List.of(models), null, null, null, null, null);
    }

    protected static String jobId(JsonNode assigned) {
        return assigned.path("job_id").stringValue();
    }

    /** The body of an answer that must be a success. */
    protected static JsonNode json(MvcTestResult answer) {
        assertThat(answer).hasStatus(200);
        return ServiceHttp.json(answer);
    }

    protected static void assertRefused(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(code);
    }

    private static <T> T outcomeOf(Future<T> running) {
        try {
            return running.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Does the same so many times at once; answers in the order of the numbers that each is given. */
    protected static <T> List<T> atOnce(int times, IntFunction<T> action) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = IntStream.range(0, times)
                    .mapToObj(one -> threads.submit(() -> action.apply(one)))
                    .toList();
            return running.stream().map(MinerTest::outcomeOf).toList();
        }
    }
}
