package org.aitbc.market.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.job.JobSubmission.Order;
import org.aitbc.market.MarketTest;
import org.aitbc.market.fake.MeterClock;
import org.aitbc.servicetest.LegacyContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class OperationsTests extends MarketTest {

    private static final String PATH = "/v1/marketplace/performance/";
    private static final long GIB = 1L << 30;

    @Autowired
    private MeterClock meterClock;

    private String gpu(String miner, int slot, int memoryGb) {
        String id = read(post(operator, "/v1/marketplace/gpu/register", """
                        {"gpu": {"model": "T4", "memory_gb": %d, "price_per_hour": 1, "miner_id": "%s"}}""".formatted(memoryGb, miner)))
                .path("gpu_id")
                .stringValue();
        jdbc.sql("update marketplace.gpu set slot = ? where id = ?")
                .params(slot, Ids.parse(id))
                .update();
        return id;
    }

    private String gpu(int memoryGb) {
        return gpu(miner(operator, gpus("T4")), 0, memoryGb);
    }

    private void says(String miner, String details) {
        jdbc.sql("update core.miner_beat set details = ?::json where miner_id = ?")
                .params(details, miner)
                .update();
    }

    private UUID job(String owner) {
        UUID job = Ids.next();
        jdbc.sql("""
                        insert into core.job (id, client, class, payload, requested_at, expires_at, payment_currency)
                        values (?, ?, 1, '{}', now() - interval '2 s', now() + interval '1 h', 'AITBC')""").params(job, owner).update();
        return job;
    }

    private void lease(UUID job, String miner) {
        jdbc.sql("""
                        insert into core.lease (job_id, id, miner_id, class, attempt, started_at, until, expires_at)
                        values (?, ?, ?, 1, 0, now(), now() + interval '1 h', now() + interval '1 h')""").params(job, Ids.next(), miner).update();
    }

    private void ended(UUID job, String miner, int seconds) {
        jdbc.sql("delete from core.lease where job_id = ?").param(job).update();
        jdbc.sql("""
                        insert into core.outcome (job_id, state, miner_id, attempt, started_at, ended_at, receipt_id, receipt)
                        values (?, 'COMPLETED', ?, 0, now() - make_interval(secs => ?), now(), ?, '{}')""").params(job, miner, seconds, Ids.next()).update();
    }

    /** Workers of earlier tests would fall silent while one of these counts. */
    @BeforeEach
    void allOtherWorkersAreSilent() {
        jdbc.sql("update core.miner_beat set online = false").update();
    }

    @AfterEach
    void noJobRuns() {
        jdbc.sql("delete from core.lease").update();
    }

    /** What is asked for next is read again. */
    private void fresh() {
        for (String namespace : List.of("devices", "cluster", "outcomes", "trading")) {
            read(post("root", Role.ADMIN, PATH + "cache/invalidate/" + namespace, ""));
        }
    }

    private JsonNode now(String path) {
        fresh();
        return read(get(PATH + path));
    }

    private JsonNode device(String id) {
        return now("gpu/status?limit=1000").path("devices").values().stream()
                .filter(one -> one.path("id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void olderClientsFindAllTheyKnow() {
        assertThat(LegacyContract.of("contract/operations.json").missingFrom(read(get("/v3/api-docs"))))
                .noneMatch(line -> line.contains(PATH));
    }

    @Nested
    class Allocating {

        private MvcTestResult allocate(String who, String job, long gib) {
            return post(who, PATH + "gpu/allocate", """
                    {"job_id": "%s", "memory_bytes": %d, "priority": 3}""".formatted(job, gib * GIB));
        }

        private String allocated(long gib) {
            String job = someone("job");
            assertThat(read(allocate(operator, job, gib)).path("gpu_id").stringValue())
                    .isNotEmpty();
            return job;
        }

        private MvcTestResult release(String who, Role role, String job) {
            return post(who, role, PATH + "gpu/release", "{\"job_id\": \"%s\"}".formatted(job));
        }

        @Test
        void theLowestFreeBlockOfTheOwnGpuIsTaken() {
            String id = gpu(16);
            String first = allocated(4);
            allocated(4);
            String third = allocated(4);
            read(release(operator, Role.CLIENT, first));
            read(release(operator, Role.CLIENT, third));

            assertThat(device(id).path("fragmentation").doubleValue()).isEqualTo(0.3333);
            assertThat(device(id).path("memory_reserved_gb").doubleValue()).isEqualTo(4);
            JsonNode answer = read(allocate(operator, "low-" + first, 3));
            assertThat(answer.path("gpu_id").stringValue()).isEqualTo(id);
            assertThat(answer.path("allocation_plan").toString()).isEqualTo("""
                    {"memory_blocks":[{"job_id":"low-%s","start":0,"size":3221225472}],"dynamic_batching":false,\
                    "power_state_enforced":false}""".formatted(first));
            assertThat(read(allocate(operator, "high-" + first, 8))
                            .at("/allocation_plan/memory_blocks/0/start")
                            .longValue())
                    .isEqualTo(8 * GIB);
        }

        @Test
        void aRepetitionIsAnsweredAlikeAndOthersCannotHaveTheId() {
            String miner = miner(operator, gpus("T4"));
            gpu(miner, 0, 16);
            ended(job(client), miner, 4);
            ended(job(client), miner, 6);
            String job = someone("job");
            JsonNode first = read(allocate(operator, job, 2));
            assertThat(first.path("estimated_completion_ms").longValue()).isEqualTo(5000);
            assertThat(read(allocate(operator, job, 2))).isEqualTo(first);
            assertProblem(allocate(operator, job, 3), 409, "JOB_ID_TAKEN");
            assertProblem(allocate(client, job, 2), 409, "JOB_ID_TAKEN");
        }

        @Test
        void whoeverComesAtOnceNobodyGetsTheSameMemory() throws InterruptedException {
            gpu(8);
            gpu(8);
            List<JsonNode> answers = atOnce(12, () -> read(allocate(operator, someone("job"), 1)));
            List<String> own = answers.stream()
                    .map(one -> one.path("gpu_id").stringValue()
                            + one.at("/allocation_plan/memory_blocks/0/start").longValue())
                    .toList();
            assertThat(own).doesNotHaveDuplicates();
            assertThat(answers)
                    .filteredOn(
                            one -> one.path("gpu_id").equals(answers.getFirst().path("gpu_id")))
                    .hasSizeLessThanOrEqualTo(8);
        }

        @Test
        void whatFitsNowhereIsRefused() {
            gpu(8);
            assertProblem(allocate(client, someone("job"), 1 << 19), 503, "MEMORY_EXHAUSTED");
            assertProblem(allocate(client, someone("job"), -1), 422, "VALIDATION_ERROR");
        }

        @Test
        void onlyWhoTookItGivesItBackOrAnAdmin() {
            gpu(8);
            String job = allocated(2);
            assertProblem(release(client, Role.CLIENT, job), 404, "JOB_ID_NOT_FOUND");
            read(release("root", Role.ADMIN, job));
            assertProblem(release(operator, Role.CLIENT, job), 404, "JOB_ID_NOT_FOUND");
        }

        @Test
        void whatNobodyReleasesEnds() {
            String id = gpu(8);
            String job = allocated(8);
            jdbc.sql("update marketplace.memory_allocation set expires_at = now() where job_id = ?")
                    .param(job)
                    .update();
            assertThat(device(id).path("memory_reserved_gb").doubleValue()).isZero();
            assertProblem(release(operator, Role.CLIENT, job), 404, "JOB_ID_NOT_FOUND");
            assertThat(read(allocate(operator, job, 6)).path("gpu_id").stringValue())
                    .isEqualTo(id);
        }
    }

    @Nested
    class Gpus {

        @Test
        void devicesAreAsTheirWorkersSay() {
            String miner = miner(operator, gpus("T4", "T4"));
            String first = gpu(miner, 0, 16);
            String second = gpu(miner, 1, 16);
            says(miner, """
                    {"gpus": [{"uuid": "a", "utilization": 40, "memory_used_mb": 4096},
                              {"uuid": "b", "utilization": -1, "memory_used_mb": 8192, "temperature_c": 61, "power_draw_w": 70.5}],
                     "gpu_utilization": 40, "memory_used": 4096}""");
            assertThat(device(first).toString()).isEqualTo("""
                    {"id":"%s","name":"T4","utilization":40.0,"memory_used_gb":4.0,"memory_total_gb":16,"memory_reserved_gb":0.0,\
                    "temperature_c":null,"power_draw_w":null,"status":"available","fragmentation":0.0}""".formatted(first));
            JsonNode other = device(second);
            assertThat(other.path("utilization").isNull()).isTrue();
            assertThat(other.path("memory_used_gb").doubleValue()).isEqualTo(8);
            assertThat(other.path("temperature_c").doubleValue()).isEqualTo(61);
            assertThat(other.path("power_draw_w").doubleValue()).isEqualTo(70.5);
        }

        @Test
        void ofASilentWorkerAndOfOneThatTalksNonsenseNothingIsKnown() {
            String miner = miner(operator, gpus("T4"));
            String id = gpu(miner, 0, 16);
            says(miner, "{\"gpus\": \"many\", \"gpu_utilization\": \"much\", \"memory_used\": 1e999}");
            assertThat(device(id).path("utilization").isNull()).isTrue();
            assertThat(device(id).path("memory_used_gb").isNull()).isTrue();
            says(miner, "{\"gpu_utilization\": 140}");
            assertThat(device(id).path("utilization").doubleValue()).isEqualTo(100);
            jdbc.sql("update core.miner_beat set last_seen = now() - interval '1 h' where miner_id = ?")
                    .param(miner)
                    .update();
            assertThat(device(id).path("utilization").isNull()).isTrue();
            assertThat(device(id).path("status").stringValue()).isEqualTo("unknown");
        }

        @Test
        void jobsAreCounted() {
            JsonNode before = now("gpu/status");
            String miner = miner(operator);
            lease(job(client), miner);
            ended(job(client), miner, 1);
            JsonNode after = now("gpu/status");
            assertThat(after.path("active_jobs").longValue())
                    .isEqualTo(before.path("active_jobs").longValue() + 1);
            assertThat(after.at("/metrics/jobs_processed_total").longValue())
                    .isEqualTo(before.at("/metrics/jobs_processed_total").longValue() + 1);
        }
    }

    @Nested
    class Distributed {

        private String task(String agent) {
            return """
                    {"agent_id": "%s", "payload": {"type": "echo"}, "requires_gpu": true, "timeout_ms": 1500}""".formatted(agent);
        }

        @Test
        void aTaskIsAJob() {
            JsonNode task = read(post(client, PATH + "distributed/task", task(client)));
            assertThat(task.path("status").stringValue()).isEqualTo("pending");
            Order order = jobs.order(Ids.parse(task.path("task_id").stringValue()));
            assertThat(order.client()).isEqualTo(client);
            assertThat(order.ttlSeconds()).isEqualTo(2);
            assertThat(order.constraints().minVramGb()).isEqualTo(1);
            assertProblem(post(client, PATH + "distributed/task", task(operator)), 403, "NOT_YOURSELF");
            assertProblem(
                    post(client, PATH + "distributed/task", "{\"agent_id\": \"%s\"}".formatted(client)),
                    422,
                    "VALIDATION_ERROR");
        }

        @Test
        void theSameKeyIsTheSameTask() {
            assertThat(keyed("one")).isEqualTo(keyed("one")).isNotEqualTo(keyed("two"));
        }

        private String keyed(String key) {
            return read(as(client, Role.CLIENT, HttpMethod.POST, PATH + "distributed/task")
                            .header("Idempotency-Key", key)
                            .contentType(MediaType.APPLICATION_JSON)
                            .content(task(client))
                            .exchange())
                    .path("task_id")
                    .stringValue();
        }

        @Test
        void itsStateIsTheJobs() {
            UUID job = job(client);
            String path = PATH + "distributed/task/" + Ids.text(job);
            assertThat(read(get(client, path)).path("status").stringValue()).isEqualTo("pending");
            String miner = miner(operator);
            lease(job, miner);
            assertThat(read(get(client, path)).path("status").stringValue()).isEqualTo("processing");
            ended(job, miner, 1);
            assertThat(read(get(client, path)).path("status").stringValue()).isEqualTo("completed");
            assertProblem(get(operator, path), 404, "TASK_NOT_FOUND");
            assertThat(get(path)).hasStatus(401);
        }

        @Test
        void aNodeIsAWorkerOfTheCallers() {
            String miner = miner(operator);
            JsonNode before = now("distributed/status").path("nodes");
            read(register(operator, miner));
            JsonNode after = now("distributed/status").path("nodes");
            assertThat(after.path("registered").intValue())
                    .isEqualTo(before.path("registered").intValue() + 1);
            assertThat(after.path("with_gpu").intValue())
                    .isEqualTo(before.path("with_gpu").intValue() + 1);
            read(register(operator, miner));
            assertThat(now("distributed/status").path("nodes")).isEqualTo(after);
            assertProblem(register(client, miner), 403, "NOT_YOUR_WORKER");
            assertProblem(register(operator, "nobody"), 404, "WORKER_NOT_FOUND");
        }

        private MvcTestResult register(String who, String miner) {
            return post(who, PATH + "distributed/worker/register", """
                    {"worker_id": "%s", "capabilities": ["echo"], "has_gpu": true}""".formatted(miner));
        }

        @Test
        void workersAndJobsAreCounted() {
            JsonNode before = now("distributed/status");
            String miner = miner(operator);
            String silent = miner(operator);
            jdbc.sql("update core.miner_beat set online = false where miner_id = ?")
                    .param(silent)
                    .update();
            lease(job(client), miner);
            JsonNode after = now("distributed/status");
            assertThat(after.at("/nodes/total").intValue())
                    .isEqualTo(before.at("/nodes/total").intValue() + 2);
            assertThat(after.at("/nodes/active").intValue())
                    .isEqualTo(before.at("/nodes/active").intValue() + 1);
            assertThat(after.path("cluster_health").stringValue()).isEqualTo("degraded");
            assertThat(after.at("/tasks/processing").longValue())
                    .isEqualTo(before.at("/tasks/processing").longValue() + 1);
            assertThat(after.at("/performance/utilization_percent").doubleValue())
                    .isPositive();
        }
    }

    @Nested
    class Monitoring {

        @Test
        void whatIsKeptIsCountedAndCanBeDropped() {
            fresh();
            read(get(PATH + "distributed/status"));
            JsonNode stats = read(get(PATH + "cache/stats"));
            assertThat(stats.path("namespaces_tracked").intValue()).isEqualTo(4);
            assertThat(stats.path("l1_cache_size").intValue()).isBetween(1, 4);
            assertProblem(post("root", Role.ADMIN, PATH + "cache/invalidate/other", ""), 404, "NAMESPACE_NOT_FOUND");
            assertThat(post(client, PATH + "cache/invalidate/devices", "")).hasStatus(403);
        }

        @Test
        void theDashboardMeasures() {
            // other tests have jobs that began before they were requested
            jdbc.sql("""
                            update core.job j set requested_at = o.started_at - interval '1 s'
                            from core.outcome o where o.job_id = j.id and o.started_at < j.requested_at""").update();
            JsonNode before = now("monitor/dashboard").path("current_metrics");
            gpu(8);
            lease(job(client), miner(operator));
            money.fund(client, "1000");
            read(post(client, "/v1/bounties", """
                    {"title": "Faster kernels", "description": "Make it fast, please", "reward_amount": 200,
                     "deadline": "%s"}""".formatted(
                            java.time.Instant.now().plusSeconds(9000))));
            JsonNode after = now("monitor/dashboard").path("current_metrics");
            assertThat(after.at("/trading/tps").doubleValue()).isPositive();
            assertThat(after.at("/trading/matching_time_ms").doubleValue()).isPositive();
            assertThat(after.at("/network/active_providers").intValue())
                    .isEqualTo(before.at("/network/active_providers").intValue() + 1);
            assertThat(after.at("/network/bandwidth_mbps").isNull()).isTrue();
        }

        @Test
        void aFigureAboveItsThresholdIsAnAlert() {
            UUID job = job(client);
            jdbc.sql("update core.job set requested_at = now() - interval '1 d'")
                    .update();
            lease(job, miner(operator));
            JsonNode dashboard = now("monitor/dashboard");
            assertThat(dashboard.path("status").stringValue()).isEqualTo("warning");
            assertThat(dashboard.path("alerts").values())
                    .extracting(one -> one.path("name").stringValue())
                    .contains("matching_time_ms");
            jdbc.sql("update core.job set requested_at = now()").update();
        }

        @Test
        void ownRequestsAreMeasured() {
            // again, since the step that follows may be over as well before it is looked at
            await().untilAsserted(() -> {
                read(get(PATH + "monitor/dashboard"));
                meterClock.forward(Duration.ofSeconds(10));
                JsonNode api = read(get(PATH + "monitor/dashboard")).at("/current_metrics/api");
                assertThat(api.path("rps").doubleValue()).isPositive();
                assertThat(api.path("latency_p50_ms").doubleValue()).isPositive();
                assertThat(api.path("latency_p95_ms").doubleValue())
                        .isGreaterThanOrEqualTo(api.path("latency_p50_ms").doubleValue());
            });
        }
    }

    @Nested
    class Scaler {

        private MvcTestResult change(String policy) {
            return post("root", Role.ADMIN, PATH + "scaler/policy", policy);
        }

        @Test
        void thePolicyIsKeptAndWhatIsNotSaidStays() {
            read(change("{\"min_nodes\": 2, \"max_nodes\": 50, \"target_utilization\": 0.6}"));
            read(change("{\"max_nodes\": 40}"));
            JsonNode status = now("scaler/status");
            assertThat(status.at("/policy/min_nodes").intValue()).isEqualTo(2);
            assertThat(status.at("/policy/max_nodes").intValue()).isEqualTo(40);
            assertThat(status.at("/policy/target_utilization").doubleValue()).isEqualTo(0.6);
            assertThat(status.path("last_action").stringValue()).isEqualTo("policy_changed");
            assertProblem(change("{\"min_nodes\": 41}"), 422, "VALIDATION_ERROR");
            assertProblem(change("{\"target_utilization\": 0.9}"), 422, "VALIDATION_ERROR");
            assertProblem(change("{\"scale_up_threshold\": 1.5}"), 422, "VALIDATION_ERROR");
            assertThat(post(client, PATH + "scaler/policy", "{}")).hasStatus(403);
        }

        @Test
        void whatIsExpectedGoesOnAsTheLastHour() {
            jdbc.sql("delete from marketplace.utilization_sample").update();
            assertThat(now("scaler/status")
                            .at("/prediction/next_hour_utilization_estimate")
                            .isNull())
                    .isTrue();
            // 0.4 now, a hundredth more each minute
            jdbc.sql("""
                            insert into marketplace.utilization_sample (at, nodes, utilization)
                            select date_trunc('minute', now()) - make_interval(mins => ago), 4,
                              0.4 - 0.01 * (ago + extract(second from now()) / 60) from generate_series(-1, 30) ago""").update();
            assertThat(now("scaler/status")
                            .at("/prediction/next_hour_utilization_estimate")
                            .doubleValue())
                    .isBetween(0.69, 0.71);
        }
    }
}
