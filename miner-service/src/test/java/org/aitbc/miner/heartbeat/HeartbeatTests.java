package org.aitbc.miner.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.miner.MinerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class HeartbeatTests extends MinerTest {

    private final String miner = someMiner();

    @BeforeEach
    void aMiner() {
        register(miner, 3, "{}");
    }

    @Test
    void aHeartbeatIsAnsweredWithThePaceAndNoCommands() {
        JsonNode answer = json(heartbeat(miner, "{}"));

        assertThat(answer.path("status").stringValue()).isEqualTo("ok");
        assertThat(answer.path("commands").isArray()).isTrue();
        assertThat(answer.path("commands")).isEmpty();
        assertThat(answer.path("heartbeat_interval_seconds").intValue()).isEqualTo(10);
    }

    @Test
    void aMinerThatKeepsFailingGetsNothingForAWhileAndIsTold() {
        String bad = someMiner();
        register(bad, 2, "{}");
        for (int i = 0; i < 5; i++) {
            assertThat(beat(bad).path("backoff").isNull()).isTrue();
            queue("inference");
            assertThat(fail(pollJob(bad), false)).hasStatus(200);
        }
        queue("inference");

        assertThat(poll(bad, 0)).hasStatus(204);

        JsonNode backoff = beat(bad).path("backoff");
        assertThat(backoff.path("failures").intValue()).isEqualTo(5);
        assertThat(backoff.path("paused_seconds").intValue()).isBetween(1, 10);
        assertThat(pollJob(miner).path("attempt").intValue()).isEqualTo(1);
    }

    @Test
    void whatItsClientGotWrongDoesNotCountAgainstAMiner() {
        for (String code :
                List.of("INVALID_PAYLOAD", "NON_ZERO_EXIT", "TIMED_OUT", "WORKER_DRAINING", "MODEL_NOT_AVAILABLE")) {
            for (int i = 0; i < 2; i++) {
                queue("inference");
                assertThat(post(ALICE, "/v1/miners/" + jobId(pollJob(miner)) + "/fail", """
                        {"error_code":"%s","error_message":"","retryable":false}""".formatted(code)))
                        .hasStatus(200);
            }
        }

        assertThat(beat(miner).path("backoff").isNull()).isTrue();
    }

    @Test
    void theLegacyWorkersHeartbeatIsKept() {
        json(heartbeat(miner, """
                {"status":"active","current_jobs":1,"last_seen":"2026-01-01T00:00:00","gpu_utilization":50,"inflight":2,
                 "memory_used":1024,"memory_total":24564,"architecture":"unknown","edge_optimized":false,
                 "network_latency_ms":-1,"metadata":{"load":0.5}}"""));

        assertThat(jdbc.sql(
                                "select status || ' ' || inflight || ' ' || details from core.miner_beat where miner_id = ?")
                        .param(miner)
                        .query(String.class)
                        .single())
                .isEqualTo("active 2 {\"load\":0.5,\"architecture\":\"unknown\",\"edge_optimized\":false,"
                        + "\"network_latency_ms\":-1.0}");
    }

    @Test
    void onlyTheListedLeasesAreRenewed() {
        UUID listed = queue(null);
        UUID left = queue(null);
        JsonNode first = pollJob(miner);
        pollJob(miner);
        nearlyLapse();

        assertThat(beat(miner, first).path("commands")).isEmpty();

        assertThat(isRenewed(listed)).isTrue();
        assertThat(isRenewed(left)).isFalse();
        json(heartbeat(miner, "{\"running\":[]}"));
        assertThat(isRenewed(left)).isFalse();
    }

    @Test
    void aHeartbeatWithoutAListRenewsAllLeasesOfTheMiner() {
        String other = someMiner();
        register(other, 1, "{}");
        UUID first = queue(null);
        UUID second = queue(null);
        UUID others = queue(null);
        assertThat(pollJobs(miner, 2)).hasSize(2);
        pollJob(other);
        nearlyLapse();

        json(heartbeat(miner, "{\"status\":\"ONLINE\"}"));

        assertThat(isRenewed(first)).isTrue();
        assertThat(isRenewed(second)).isTrue();
        assertThat(isRenewed(others)).isFalse();
    }

    @Test
    void aListedJobNeedsNeitherLeaseNorAttempt() {
        UUID job = queue(null);
        pollJob(miner);
        nearlyLapse();

        JsonNode answer = json(heartbeat(miner, "{\"running\":[{\"job_id\":\"%s\"}]}".formatted(Ids.text(job))));

        assertThat(answer.path("commands")).isEmpty();
        assertThat(isRenewed(job)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"attempt\":2", "\"lease_id\":\"019a0000000070008000000000000000\""})
    void aStaleAttemptOrLeaseRenewsNothingAndIsCanceled(String stale) {
        UUID job = queue(null);
        pollJob(miner);
        nearlyLapse();

        JsonNode answer =
                json(heartbeat(miner, "{\"running\":[{\"job_id\":\"%s\",%s}]}".formatted(Ids.text(job), stale)));

        assertThat(answer.at("/commands/0/type").stringValue()).isEqualTo("cancel");
        assertThat(answer.at("/commands/0/job_id").stringValue()).isEqualTo(Ids.text(job));
        assertThat(isRenewed(job)).isFalse();
        queue(null);
        queue(null);
        queue(null);
        assertThat(pollJobs(miner, 5)).hasSize(2);
    }

    @Test
    void progressAndNoteAreKeptUntilTheNextWord() {
        UUID job = queue(null);
        pollJob(miner);

        json(heartbeat(miner, """
                {"running":[{"job_id":"%s","progress":0.25,"note":"loading"}]}""".formatted(Ids.text(job))));
        json(heartbeat(miner, "{\"running\":[{\"job_id\":\"%s\",\"progress\":0.5}]}".formatted(Ids.text(job))));

        assertThat(jdbc.sql("select progress || ' ' || note from core.lease where job_id = ?")
                        .param(job)
                        .query(String.class)
                        .single())
                .isEqualTo("0.5 loading");
    }

    @Test
    void aCanceledJobIsToldOnceItsListedAndMakesRoom() {
        UUID job = queue(null);
        UUID kept = queue(null);
        JsonNode running = pollJob(miner);
        JsonNode other = pollJob(miner);
        cancel(job);

        JsonNode answer = beat(miner, running, other);

        assertThat(answer.path("commands").size()).isEqualTo(1);
        assertThat(answer.at("/commands/0/type").stringValue()).isEqualTo("cancel");
        assertThat(answer.at("/commands/0/job_id").stringValue()).isEqualTo(Ids.text(job));
        assertThat(answer.at("/commands/0/reason").stringValue()).isNotBlank();
        assertThat(state(kept)).isEqualTo("RUNNING");
        assertRefused(result(ALICE, running, "{}"), 409, "LEASE_NOT_HELD");
        for (int i = 0; i < 4; i++) {
            queue(null);
        }
        assertThat(pollJobs(miner, 5)).hasSize(2);
    }

    @Test
    void aCancelReachesALegacyWorkerThatListsNothing() {
        UUID job = queue(null);
        pollJob(miner);
        cancel(job);

        assertThat(json(heartbeat(miner, "{}")).at("/commands/0/job_id").stringValue())
                .isEqualTo(Ids.text(job));
        assertThat(json(heartbeat(miner, "{}")).path("commands")).isEmpty();
    }

    @Test
    void aLapsedLeaseIsNotRenewed() {
        queue(null);
        JsonNode running = pollJob(miner);
        lapse(running);

        assertThat(beat(miner, running).at("/commands/0/type").stringValue()).isEqualTo("cancel");
    }

    @Test
    void aForeignJobIsNeitherRenewedNorDisturbed() {
        UUID job = queue(null);
        JsonNode running = pollJob(miner);
        String other = someMiner();
        register(other, 1, "{}");
        nearlyLapse();

        assertThat(beat(other, running).at("/commands/0/type").stringValue()).isEqualTo("cancel");
        json(heartbeat(other, """
                {"running":[{"job_id":"%s","progress":0.9,"note":"mine"}]}""".formatted(Ids.text(job))));

        assertThat(isRenewed(job)).isFalse();
        assertThat(jdbc.sql("select coalesce(note, 'none') from core.lease where job_id = ?")
                        .param(job)
                        .query(String.class)
                        .single())
                .isEqualTo("none");
        assertThat(beat(miner, running).path("commands")).isEmpty();
        assertThat(result(ALICE, running, "{}")).hasStatus(200);
    }

    @Test
    void heartbeatsAndResultsOfManyLeasesDoNotWaitInACircle() {
        register(miner, 200, "{}");
        List<JsonNode> running = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            queue(null);
        }
        for (int i = 0; i < 100; i++) {
            running.add(pollJob(miner));
        }
        List<List<JsonNode>> orders = IntStream.range(0, 16)
                .mapToObj(seed -> {
                    List<JsonNode> shuffled = new ArrayList<>(running);
                    Collections.shuffle(shuffled, new Random(seed));
                    return shuffled;
                })
                .toList();

        List<MvcTestResult> answers = atOnce(
                16,
                one -> one % 2 == 0
                        ? heartbeat(
                                miner,
                                "{\"running\":["
                                        + String.join(
                                                ",",
                                                orders.get(one).stream()
                                                        .map(job -> "{\"job_id\":\"%s\"}".formatted(jobId(job)))
                                                        .toList())
                                        + "]}")
                        : post(
                                ALICE,
                                "/v1/miners/results",
                                "{\"results\":["
                                        + String.join(
                                                ",",
                                                orders.get(one).stream()
                                                        .map(job -> "{\"job_id\":\"%s\",\"result\":{}}"
                                                                .formatted(jobId(job)))
                                                        .toList())
                                        + "]}"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).hasStatus(200));
        assertThat(jdbc.sql("select count(*) from core.outcome where miner_id = ? and state = 'COMPLETED'")
                        .param(miner)
                        .query(Integer.class)
                        .single())
                .isEqualTo(100);
    }

    @Test
    void aMinerNobodyRegisteredIsNotFound() {
        assertRefused(heartbeat(someMiner(), "{}"), 404, "MINER_NOT_REGISTERED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"inflight\":\"two\"}",
                "{\"status\":\"\\u0000\"}",
                "{\"metadata\":\"busy\"}",
                "{\"running\":{}}",
                "{\"running\":[{}]}",
                "{\"running\":[null]}",
                "{\"running\":[{\"job_id\":\"019a0000000070008000000000000000\",\"progress\":1.5}]}",
                "{\"running\":[{\"job_id\":\"019a0000000070008000000000000000\",\"note\":\"\\u0000\"}]}"
            })
    void wrongHeartbeatsAreInvalid(String body) {
        assertRefused(heartbeat(miner, body), 422, "VALIDATION_ERROR");
    }

    @Test
    void oddTextIsNoReasonToFail() {
        assertThat(heartbeat(
                        miner,
                        "{\"metadata\":{\"a\\u0000\":\"\\u0000\",\"b\":\"\\ud800\"},\"architecture\":\"\\u0000\"}"))
                .hasStatus(200);
    }

    /** Leaves each lease ten seconds. */
    private void nearlyLapse() {
        jdbc.sql("update core.lease set until = now() + interval '10 s'").update();
    }

    private boolean isRenewed(UUID job) {
        return jdbc.sql("select until > now() + interval '30 s' from core.lease where job_id = ?")
                .param(job)
                .query(Boolean.class)
                .single();
    }
}
