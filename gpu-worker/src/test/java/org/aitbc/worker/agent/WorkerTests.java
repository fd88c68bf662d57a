package org.aitbc.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.Signature;
import org.aitbc.domain.receipt.SigningKey;
import org.aitbc.worker.FakeGateway;
import org.aitbc.worker.FakeGateway.Call;
import org.aitbc.worker.FakeGateway.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class WorkerTests {

    private static final String ANSWER = "{\"type\":\"gated\"}";
    private static final String SAVED = "{\"share\":0.4,\"data\":{\"step\":4}}";
    private static final String WAIT = "{\"type\":\"gated\",\"act\":\"wait\"}";

    private FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aJobIsTakenAndItsResultIsSignedWithTheRegisteredKey() {
        gateway.submit("job-1", 3, ANSWER);
        try (WorkerHarness worker = new WorkerHarness(gateway, 2)) {
            JsonNode report = gateway.first("/job-1/result");
            JsonNode registration = gateway.first("/register");

            assertThat(registration.path("concurrency").asInt()).isEqualTo(2);
            assertThat(registration.path("capabilities").path("job_types").toString())
                    .isEqualTo("[\"gated\"]");
            assertThat(registration.path("capabilities").path("price").asDouble())
                    .isEqualTo(0.02);
            assertThat(registration
                            .path("capabilities")
                            .path("cpu")
                            .path("cores")
                            .asInt())
                    .isPositive();
            assertThat(gateway.first("/poll").path("max_jobs").asInt()).isEqualTo(2);
            assertThat(report.path("lease_id").asString()).isEqualTo("lease-job-1-3");
            assertThat(report.path("metrics").has("duration_ms")).isTrue();
            JsonNode signature = report.path("signature");
            assertThat(signature.path("key_id").asString())
                    .isEqualTo(registration.path("public_key").asString());
            assertThat(SigningKey.verify(
                            new Signature(
                                    "Ed25519",
                                    signature.path("key_id").asString(),
                                    signature.path("sig").asString()),
                            Receipts.workerStatement("job-1", 3, report.path("result"))))
                    .isTrue();
            await().untilAsserted(() -> assertThat(worker.printed())
                    .contains("registered as miner-1", "job job-1 started (gated, attempt 3)", "job job-1 100 %")
                    .containsPattern("job job-1 completed in \\d+ ms, receipt r-1 signature verified"));
        }
    }

    @Test
    void aForgedReceiptIsSaidToBeOne() {
        gateway.forgeReceipts = true;
        gateway.submit("job-1", ANSWER);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            await().untilAsserted(() -> assertThat(worker.printed()).contains("receipt r-1 does NOT verify"));
        }
    }

    @Test
    void aJobNobodyHereRunsFails() {
        gateway.submit("job-1", "{\"type\":\"training\"}");
        gateway.submit("job-2", "{\"type\":\"gated\",\"act\":\"break\"}");
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            assertThat(gateway.first("/job-1/fail").path("error_code").asString())
                    .isEqualTo("UNSUPPORTED_JOB");
            JsonNode broken = gateway.first("/job-2/fail");
            assertThat(broken.path("error_code").asString()).isEqualTo("EXECUTION_FAILED");
            assertThat(broken.path("error_message").asString()).contains("broken on purpose");
            assertThat(broken.path("retryable").asBoolean()).isFalse();
            await().untilAsserted(() -> assertThat(worker.printed()).contains("job job-1 failed: UNSUPPORTED_JOB"));
        }
    }

    @Test
    void aCancelStopsTheJobAndFreesItsSlot() {
        gateway.submit("job-1", WAIT);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            gateway.awaitBeatOf("job-1");
            gateway.cancel("job-1");
            gateway.submit("job-2", ANSWER);

            gateway.first("/job-2/result");
            assertThat(worker.executor.stopped).isTrue();
            assertThat(gateway.callsOf("/job-1/result")).isEmpty();
            assertThat(gateway.callsOf("/job-1/fail")).isEmpty();
            await().untilAsserted(() ->
                    assertThat(worker.printed()).containsOnlyOnce("job job-1 cancelled: cancelled by the client"));
        }
    }

    @Test
    void aJobThatCompletesIsNotCalledCancelled() {
        gateway.submit("job-1", WAIT);
        gateway.reply("/job-1/result", new Reply(503, "1", "{}"));
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            gateway.awaitBeatOf("job-1");
            worker.executor.gate.countDown();
            gateway.first("/job-1/result");
            gateway.cancel("job-1");

            await().untilAsserted(() -> assertThat(worker.printed()).contains("job job-1 completed"));
            assertThat(worker.printed()).doesNotContain("cancelled");
        }
    }

    @Test
    void aMonitorIsToldHowTheWorkerDoes() throws Exception {
        gateway.reply("/miner-1/earnings", new Reply(200, "0", "{\"total_earnings\":1.5,\"earnings_history\":[]}"));
        gateway.submit("job-1", ANSWER);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1);
                HttpClient http = HttpClient.newHttpClient()) {
            HttpServer server = worker.status().serve(0);
            await().until(() -> worker.printed().contains("job job-1 completed"));
            gateway.submit("job-2", WAIT);
            gateway.awaitBeatOf("job-2");
            HttpRequest ask = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                    .build();
            HttpResponse<String> answer = http.send(ask, BodyHandlers.ofString());

            JsonNode status = FakeGateway.JSON.readTree(answer.body());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(status.path("health").asString()).isEqualTo("ok");
            assertThat(status.path("running").path(0).path("job_id").asString()).isEqualTo("job-2");
            assertThat(status.path("ended").toString())
                    .isEqualTo("{\"completed\":1,\"failed\":0,\"cancelled\":0,\"handed_back\":0,\"refused\":0}");
            assertThat(status.path("earnings_today").toString()).isEqualTo("{\"total_earnings\":1.5}");

            gateway.stop();
            await().untilAsserted(() -> assertThat(
                            http.send(ask, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(503));
            server.stop(0);
        }
    }

    @Test
    void progressIsToldBeforeTheNextRegularBeat() {
        gateway.heartbeatSeconds = 600;
        gateway.submit("job-1", WAIT);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            JsonNode running = gateway.first("/heartbeat").path("running").path(0);
            assertThat(running.path("job_id").asString()).isEqualTo("job-1");
            assertThat(running.path("lease_id").asString()).isEqualTo("lease-job-1-1");
            assertThat(running.path("progress").asDouble()).isEqualTo(0.4);
            assertThat(running.path("note").asString()).isEqualTo("waiting");
            worker.executor.gate.countDown();
        }
    }

    @Test
    void aCheckpointIsSaidUntilItIsHeard() {
        gateway.reply("/heartbeat", new Reply(503, "0", "{}"));

        assertThat(checkpoints(3)).containsExactly(SAVED, SAVED, "");
    }

    @Test
    void aCheckpointThatIsRefusedDoesNotCostTheLeases() {
        gateway.reply("/heartbeat", new Reply(422, "0", "{\"code\":\"VALIDATION_ERROR\"}"));

        assertThat(checkpoints(2)).containsExactly(SAVED, "");
    }

    /** What the first beats say that a job has saved. */
    private List<String> checkpoints(int beats) {
        gateway.submit("job-1", "{\"type\":\"gated\",\"act\":\"save\",\"data\":{\"step\":4}}");
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            await().until(() -> runs().size() >= beats);
            worker.executor.gate.countDown();
            return runs().stream()
                    .limit(beats)
                    .map(running -> running.has("checkpoint")
                            ? running.path("checkpoint").toString()
                            : "")
                    .toList();
        }
    }

    private List<JsonNode> runs() {
        return gateway.callsOf("/heartbeat").stream()
                .map(call -> call.body().path("running").path(0))
                .filter(running -> running.path("progress").asDouble() > 0)
                .toList();
    }

    @Test
    void aResultWhoseLeaseIsGoneIsDropped() {
        gateway.reply("/job-1/result", new Reply(409, "0", "{\"code\":\"LEASE_NOT_HELD\"}"));
        gateway.submit("job-1", ANSWER);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            gateway.first("/job-1/result");
            gateway.submit("job-2", ANSWER);
            gateway.first("/job-2/result");
            assertThat(gateway.callsOf("/job-1/result")).hasSize(1);
            assertThat(gateway.callsOf("/job-1/fail")).isEmpty();
            await().untilAsserted(() ->
                    assertThat(worker.printed()).contains("job job-1: the lease is gone, result dropped"));
        }
    }

    @Test
    void aResultThatIsNotAcceptableIsReportedAsAFailure() {
        gateway.reply("/job-1/result", new Reply(413, "0", "{\"code\":\"TOO_LARGE\"}"));
        gateway.submit("job-1", ANSWER);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            assertThat(gateway.first("/job-1/fail").path("error_code").asString())
                    .isEqualTo("RESULT_REJECTED");
            await().untilAsserted(() -> assertThat(worker.printed()).contains("result refused, 413 TOO_LARGE"));
        }
    }

    @Test
    void aBusyGatewayIsAskedAgainWhenItSays() {
        gateway.reply("/job-1/result", new Reply(429, "1", "{}"));
        gateway.submit("job-1", ANSWER);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            await().until(() -> gateway.callsOf("/job-1/result").size() == 2);
            List<Call> tries = gateway.callsOf("/job-1/result");
            // the first wait of the backoff alone is at most half a second
            assertThat(tries.get(1).nanos() - tries.get(0).nanos())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(990).toNanos());
            assertThat(tries.get(1).body()).isEqualTo(tries.get(0).body());
            await().untilAsserted(() -> assertThat(worker.printed()).contains("job job-1 completed"));
        }
    }

    @Test
    void aJobThatIsHandedOutAgainReplacesItsOlderRun() {
        gateway.submit("job-1", 1, WAIT);
        try (WorkerHarness worker = new WorkerHarness(gateway, 2)) {
            gateway.awaitBeatOf("job-1");
            gateway.submit("job-1", 2, ANSWER);

            assertThat(gateway.first("/job-1/result").path("attempt").asInt()).isEqualTo(2);
            await().until(() -> worker.executor.stopped);
            assertThat(gateway.callsOf("/job-1/result")).hasSize(1);
        }
    }
}
