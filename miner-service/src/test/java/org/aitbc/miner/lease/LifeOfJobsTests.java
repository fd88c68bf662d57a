package org.aitbc.miner.lease;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.JobView;
import org.aitbc.miner.CrowdedTest;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/**
 * Whatever clients, miners and the clock do in whatever order: no job has two holders or gets lost, one result is taken
 * for each, attempts have an end, and the tables agree with a small model after each step.
 */
class LifeOfJobsTests extends CrowdedTest {

    private static final int MINERS = 3;
    private static final int JOBS = 8;
    private static final int CONCURRENCY = 2;
    private static final int MAX_ATTEMPTS = 3;

    @Autowired
    private LeaseSweep leaseSweep;

    @Autowired
    private LeaseEnds leaseEnds;

    @Autowired
    private Leases leases;

    @Autowired
    private CircuitBreakers breakers;

    enum Verb {
        SUBMIT,
        POLL,
        HEARTBEAT,
        RESULT,
        OTHER_RESULT,
        FAIL,
        HAND_BACK,
        TAKE_BACK,
        CANCEL,
        LAPSE,
        EXHAUST,
        SWEEP
    }

    /**
     * @param lease which of all leases that were ever granted; late words come from its holder
     * @param job which of the jobs
     */
    record Step(Verb verb, int miner, int lease, int job) {}

    /** A lease as its miner remembers it. */
    record Granted(Job job, int miner, String leaseId, int attempt) {}

    private static final class Job {

        final UUID id = Ids.next();
        String state = "QUEUED";
        int attempts;
        int excused;
        boolean lapsed;
        boolean exhausted;

        @Nullable
        Granted saver;

        @Nullable
        Granted holder;

        @Nullable
        String accepted;

        @Nullable
        Granted acceptedFrom;

        int counting() {
            return attempts - excused;
        }

        void queueAgain() {
            holder = null;
            lapsed = false;
            state = counting() < MAX_ATTEMPTS && !exhausted ? "QUEUED" : "FAILED";
        }

        void end(String as) {
            state = as;
            holder = null;
            lapsed = false;
        }
    }

    private final Map<UUID, Job> jobs = new LinkedHashMap<>();
    private final List<Granted> granted = new ArrayList<>();
    private final Map<UUID, String> receipts = new LinkedHashMap<>();
    private String[] miners = {};

    @BeforeProperty
    void start() throws Exception {
        new TestContextManager(getClass()).prepareTestInstance(this);
    }

    @Tag("soak")
    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void jobsLiveAsTheModelSaysForLong(@ForAll("lives") List<Step> steps) {
        jobsLiveAsTheModelSays(steps);
    }

    @Property(tries = 25, shrinking = ShrinkingMode.OFF)
    void jobsLiveAsTheModelSays(@ForAll("lives") List<Step> steps) {
        jobs.clear();
        granted.clear();
        receipts.clear();
        jdbc.sql("truncate core.ready, core.lease, core.outcome, core.job, core.outbox, core.checkpoint")
                .update();
        leases.reconcile();
        miners = new String[MINERS];
        for (int i = 0; i < MINERS; i++) {
            miners[i] = "m" + Ids.text(Ids.next());
            call(
                    "/v1/miners/register?miner_id=" + miners[i],
                    "{\"capabilities\":{},\"concurrency\":%d}".formatted(CONCURRENCY),
                    200);
        }
        for (Step step : steps) {
            take(step);
            check();
        }
    }

    @Provide
    Arbitrary<List<Step>> lives() {
        Arbitrary<Verb> verbs = Arbitraries.frequency(
                Tuple.of(14, Verb.SUBMIT),
                Tuple.of(30, Verb.POLL),
                Tuple.of(3, Verb.HEARTBEAT),
                Tuple.of(14, Verb.RESULT),
                Tuple.of(5, Verb.OTHER_RESULT),
                Tuple.of(5, Verb.FAIL),
                Tuple.of(8, Verb.HAND_BACK),
                Tuple.of(8, Verb.TAKE_BACK),
                Tuple.of(5, Verb.CANCEL),
                Tuple.of(12, Verb.LAPSE),
                Tuple.of(3, Verb.EXHAUST),
                Tuple.of(8, Verb.SWEEP));
        return Combinators.combine(
                        verbs,
                        Arbitraries.integers().between(0, MINERS - 1),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, JOBS - 1))
                .as(Step::new)
                .list()
                .ofSize(40);
    }

    private void take(Step step) {
        switch (step.verb()) {
            case SUBMIT -> submit();
            case POLL -> poll(step.miner());
            case HEARTBEAT -> heartbeat(step.miner());
            case RESULT -> recent(step).ifPresent(lease -> result(lease, "{\"of\":\"%s\"}".formatted(lease.leaseId())));
            case OTHER_RESULT -> recent(step).ifPresent(lease -> result(lease, "{\"of\":\"another\"}"));
            case FAIL -> recent(step).ifPresent(lease -> fail(lease, false));
            case HAND_BACK -> recent(step).ifPresent(lease -> fail(lease, true));
            case TAKE_BACK -> recent(step).ifPresent(this::takeBack);
            case CANCEL -> chosen(step).ifPresent(this::cancel);
            case LAPSE -> chosen(step).ifPresent(this::lapse);
            case EXHAUST -> chosen(step).ifPresent(this::exhaust);
            case SWEEP -> sweep();
        }
    }

    private Optional<Granted> recent(Step step) {
        int index = granted.size() - 1 - step.lease();
        return index < 0 ? Optional.empty() : Optional.of(granted.get(index));
    }

    private Optional<Job> chosen(Step step) {
        return jobs.values().stream().skip(step.job()).findFirst();
    }

    private void submit() {
        if (jobs.size() < JOBS) {
            Job job = new Job();
            jobs.put(job.id, job);
            jdbc.sql("""
                            with req as (
                              insert into core.requirement (key) values ('{"constraints":{}}')
                              on conflict (key) do update set key = excluded.key returning class),
                            j as (
                              insert into core.job (id, client, class, payload, expires_at, payment_currency)
                              select ?, 'client-1', class, '{}', now() + interval '1 hour', 'AITBC' from req
                              returning id, class, expires_at)
                            insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j""").param(job.id).update();
        }
    }

    private void poll(int miner) {
        Optional<Job> oldest = jobs.values().stream()
                .filter(job -> job.state.equals("QUEUED"))
                .min(Comparator.comparing(job -> job.id));
        // this is not about miners that get less because they fail
        IntStream.range(0, 5).forEach(_ -> breakers.succeeded(miners[miner]));
        long busy = held(miner).filter(job -> !job.lapsed).count();
        long busyOrLapsed = held(miner).count();
        MvcTestResult answer = post(ALICE, "/v1/miners/poll?miner_id=" + miners[miner], "{\"max_wait_seconds\":0}");
        if (answer.getResponse().getStatus() == 200) {
            JsonNode got = JSON.readTree(body(answer));
            Job job = oldest.orElseThrow();
            assertThat(got.path("job_id").stringValue()).isEqualTo(Ids.text(job.id));
            assertThat(busy).isLessThan(CONCURRENCY);
            assertThat(got.path("attempt").intValue()).isEqualTo(++job.attempts);
            assertThat(job.counting()).isLessThanOrEqualTo(MAX_ATTEMPTS);
            assertThat(got.path("checkpoint").toString()).isEqualTo(checkpoint(job.saver));
            Granted lease = new Granted(job, miner, got.path("lease_id").stringValue(), job.attempts);
            granted.add(lease);
            job.holder = lease;
            job.state = "RUNNING";
        } else {
            assertThat(answer.getResponse().getStatus()).isEqualTo(204);
            assertThat(oldest.isEmpty() || busyOrLapsed >= CONCURRENCY)
                    .as("there was a job and room for it")
                    .isTrue();
        }
    }

    private Stream<Job> held(int miner) {
        return jobs.values().stream().filter(job -> job.holder != null && job.holder.miner() == miner);
    }

    /** Lists all that the miner ever got, with checkpoints: what it still holds is renewed, the rest is to be canceled. */
    private void heartbeat(int miner) {
        List<Granted> listed =
                granted.stream().filter(lease -> lease.miner() == miner).toList();
        String running = String.join(
                ",",
                listed.stream()
                        .map(lease -> "{\"job_id\":\"%s\",\"lease_id\":\"%s\",\"attempt\":%d,\"checkpoint\":%s}"
                                .formatted(
                                        Ids.text(lease.job().id), lease.leaseId(), lease.attempt(), checkpoint(lease)))
                        .toList());
        JsonNode answer =
                call("/v1/miners/heartbeat?miner_id=" + miners[miner], "{\"running\":[" + running + "]}", 200);
        listed.stream()
                .filter(lease -> lease.equals(lease.job().holder) && !lease.job().lapsed)
                .forEach(lease -> lease.job().saver = lease);
        List<String> canceled = answer.path("commands")
                .valueStream()
                .map(command -> command.path("job_id").stringValue())
                .distinct()
                .toList();
        assertThat(canceled)
                .containsExactlyInAnyOrderElementsOf(listed.stream()
                        .map(Granted::job)
                        .filter(job -> !(job.holder != null && job.holder.miner() == miner && !job.lapsed))
                        .map(job -> Ids.text(job.id))
                        .distinct()
                        .toList());
    }

    private void result(Granted lease, String result) {
        Job job = lease.job();
        MvcTestResult answer = post(
                ALICE,
                "/v1/miners/" + Ids.text(job.id) + "/result",
                "{\"result\":%s,\"lease_id\":\"%s\",\"attempt\":%d}"
                        .formatted(result, lease.leaseId(), lease.attempt()));
        if (lease.equals(job.holder) && !job.lapsed) {
            assertThat(answer.getResponse().getStatus()).isEqualTo(200);
            job.end("COMPLETED");
            job.accepted = result;
            job.acceptedFrom = lease;
            receipts.put(job.id, body(answer));
        } else if (lease.equals(job.acceptedFrom) && result.equals(job.accepted)) {
            assertThat(answer.getResponse().getStatus()).isEqualTo(200);
            assertThat(body(answer)).isEqualTo(receipts.get(job.id));
        } else {
            assertThat(answer.getResponse().getStatus()).isEqualTo(409);
        }
    }

    private void fail(Granted lease, boolean retryable) {
        Job job = lease.job();
        MvcTestResult answer = post(
                ALICE,
                "/v1/miners/" + Ids.text(job.id) + "/fail",
                "{\"error_code\":\"E\",\"error_message\":\"e\",\"lease_id\":\"%s\",\"attempt\":%d,\"retryable\":%b}"
                        .formatted(lease.leaseId(), lease.attempt(), retryable));
        if (lease.equals(job.holder) && !job.lapsed) {
            assertThat(answer.getResponse().getStatus()).isEqualTo(200);
            if (retryable) {
                job.queueAgain();
            } else {
                job.end("FAILED");
            }
            if (job.state.equals("FAILED")) {
                job.accepted = "failure";
                job.acceptedFrom = lease;
            }
        } else {
            assertThat(answer.getResponse().getStatus())
                    .isEqualTo(lease.equals(job.acceptedFrom) && "failure".equals(job.accepted) ? 200 : 409);
        }
    }

    /** For no fault of the job. */
    private void takeBack(Granted lease) {
        leaseEnds.giveBack(List.of(Ids.parse(lease.leaseId())), "its booking is paused");
        Job job = lease.job();
        if (lease.equals(job.holder) && !job.lapsed) {
            job.excused++;
            job.queueAgain();
        }
    }

    /** As the jobs service does. */
    private void cancel(Job job) {
        jdbc.sql("""
                        with waiting as (delete from core.ready where id = :id returning id),
                        running as (delete from core.lease where job_id = :id returning job_id)
                        insert into core.outcome (job_id, state, attempt)
                        select :id, 'CANCELED', 0 where exists (select from waiting) or exists (select from running)""").param("id", job.id).update();
        if (job.state.equals("QUEUED") || job.state.equals("RUNNING")) {
            job.end("CANCELED");
            leases.reconcile();
        }
    }

    private void lapse(Job job) {
        if (job.holder != null) {
            jdbc.sql("update core.lease set until = now() - interval '1 s' where job_id = ?")
                    .param(job.id)
                    .update();
            job.lapsed = true;
        }
    }

    private void exhaust(Job job) {
        if (job.holder != null) {
            lapse(job);
            jdbc.sql("update core.lease set funded_until = until where job_id = ?")
                    .param(job.id)
                    .update();
            job.exhausted = true;
        }
    }

    private void sweep() {
        leaseSweep.sweep();
        jobs.values().stream().filter(job -> job.lapsed).forEach(Job::queueAgain);
    }

    private void check() {
        Map<UUID, String> states = jdbc
                .sql(JobView.SELECT)
                .query((row, _) -> Map.entry(row.getObject("id", UUID.class), row.getString("state")))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(states).isEqualTo(jobs.values().stream().collect(toMap(job -> job.id, job -> job.state)));
        assertThat(jdbc.sql("""
                                select count(*) from (
                                  select id from core.ready union all select job_id from core.lease
                                  union all select job_id from core.outcome) places
                                group by id having count(*) <> 1""").query(Integer.class).list())
                .as("jobs in two places")
                .isEmpty();
        assertThat(saved())
                .isEqualTo(jobs.values().stream()
                        .filter(job -> job.saver != null)
                        .collect(toMap(job -> job.id, job -> checkpoint(job.saver))));
        Map<UUID, String> holders = jdbc
                .sql("select job_id, miner_id || ' ' || attempt from core.lease")
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
        Map<UUID, String> expected = new LinkedHashMap<>();
        jobs.values().forEach(job -> {
            if (job.holder != null) {
                expected.put(job.id, miners[job.holder.miner()] + " " + job.attempts);
            }
        });
        assertThat(holders).isEqualTo(expected);
    }

    /** What a holder says it has saved. */
    private static String checkpoint(@Nullable Granted saver) {
        return saver == null ? "null" : "{\"share\":0.5,\"data\":{\"by\":\"%s\"}}".formatted(saver.leaseId());
    }

    private Map<UUID, String> saved() {
        return jdbc
                .sql("""
                        select distinct on (job_id) job_id, format('{"share":%s,"data":%s}', share, data) from core.checkpoint
                        order by job_id, attempt desc""")
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private JsonNode call(String path, String json, int status) {
        MvcTestResult answer = post(ALICE, path, json);
        assertThat(answer.getResponse().getStatus()).as(body(answer)).isEqualTo(status);
        return JSON.readTree(body(answer));
    }
}
