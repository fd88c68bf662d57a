package org.aitbc.worker.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.aitbc.worker.FakeGateway;
import org.aitbc.worker.FakeGateway.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(30)
class WorkerLifecycleTests {

    private static final String ANSWER = "{\"type\":\"gated\"}";
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
    void aDrainHandsBackWhatDoesNotFinishInTime() throws Exception {
        gateway.submit("job-1", WAIT);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            gateway.awaitBeatOf("job-1");
            worker.drain(Duration.ofMillis(50));

            assertThat(worker.exit.get(10, TimeUnit.SECONDS)).isZero();
            JsonNode failure = gateway.callsOf("/job-1/fail").getFirst().body();
            assertThat(failure.path("error_code").asString()).isEqualTo("WORKER_DRAINING");
            assertThat(failure.path("retryable").asBoolean()).isTrue();
            assertThat(failure.path("lease_id").asString()).isEqualTo("lease-job-1-1");
            assertThat(gateway.callsOf("/job-1/result")).isEmpty();
        }
    }

    @Test
    void aDrainWaitsForWhatFinishesAndTakesNothingNew() throws Exception {
        gateway.submit("job-1", WAIT);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            gateway.awaitBeatOf("job-1");
            worker.drain(Duration.ofSeconds(20));
            await().until(() -> gateway.callsOf("/heartbeat").stream()
                    .anyMatch(call -> call.body().path("status").asString("").equals("draining")));
            gateway.submit("job-2", ANSWER);
            worker.executor.gate.countDown();

            assertThat(worker.exit.get(10, TimeUnit.SECONDS)).isZero();
            assertThat(gateway.callsOf("/job-1/result")).hasSize(1);
            assertThat(gateway.callsOf("/job-2/result")).isEmpty();
        }
    }

    @Test
    void aDeregisteredWorkerFinishesAndEnds() throws Exception {
        gateway.submit("job-1", WAIT);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            gateway.awaitBeatOf("job-1");
            gateway.drain = true;
            await().until(() -> worker.printed().contains("draining, jobs still running: 1"));
            worker.executor.gate.countDown();

            assertThat(worker.exit.get(10, TimeUnit.SECONDS)).isZero();
            assertThat(gateway.callsOf("/job-1/result")).hasSize(1);
        }
    }

    @Test
    void aRestartOfTheGatewayIsSurvivedByWorkerAndJob() throws Exception {
        gateway.submit("job-1", WAIT);
        try (WorkerHarness worker = new WorkerHarness(gateway, 2)) {
            gateway.awaitBeatOf("job-1");
            gateway.stop();
            await().until(() -> worker.printed().contains(away()));
            worker.executor.gate.countDown();
            gateway.startAgain();

            gateway.first("/job-1/result");
            gateway.submit("job-2", ANSWER);
            gateway.first("/job-2/result");
            await().untilAsserted(
                            () -> assertThat(worker.printed()).contains("gateway " + gateway.url() + " answers again"));
        }
    }

    @Test
    void aWorkerThatStartsFirstWaitsForTheGateway() throws Exception {
        gateway.stop();
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            await().until(() -> worker.printed().contains(away()));
            gateway.startAgain();
            await().until(() -> worker.printed().contains("registered as miner-1"));
        }
    }

    @Test
    void aForgottenWorkerRegistersAgainWithWhatItRuns() {
        gateway.submit("job-1", WAIT);
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            gateway.awaitBeatOf("job-1");
            gateway.reply("/heartbeat", new Reply(404, "0", "{\"code\":\"MINER_NOT_REGISTERED\"}"));

            await().until(() -> gateway.callsOf("/register").size() == 2);
            assertThat(gateway.callsOf("/register")
                            .getLast()
                            .body()
                            .path("running")
                            .toString())
                    .isEqualTo("[\"job-1\"]");
            worker.executor.gate.countDown();
            gateway.first("/job-1/result");
        }
    }

    @Test
    void aRefusedKeyEndsTheWorkerWithOneLine() throws Exception {
        gateway.reply("/register", new Reply(401, "0", "{\"code\":\"UNAUTHORIZED\",\"detail\":\"unknown key\"}"));
        gateway.reply("/register", new Reply(401, "0", "{\"code\":\"UNAUTHORIZED\",\"detail\":\"unknown key\"}"));
        try (WorkerHarness worker = new WorkerHarness(gateway, 1)) {
            assertThat(worker.exit.get(10, TimeUnit.SECONDS)).isEqualTo(2);
            assertThat(worker.printed())
                    .containsOnlyOnce("the gateway refuses this worker: 401 UNAUTHORIZED: unknown key");
            assertThat(gateway.callsOf("/poll")).isEmpty();
        }
    }

    private String away() {
        return "gateway " + gateway.url() + " does not answer, trying again";
    }
}
