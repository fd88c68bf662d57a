package org.aitbc.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs through the packaged suite to packaged workers and back. */
class JobsTests {

    @TempDir
    static Path data;

    private static RunningSuite suite;

    private final List<Child> workers = new ArrayList<>();

    @BeforeAll
    static void start() {
        suite = RunningSuite.start(
                data,
                "--workers",
                "0",
                "--set",
                "aitbc.lease.duration=8s",
                "--set",
                "aitbc.miners.offline-after=8s",
                "--set",
                "aitbc.miners.heartbeat-interval=1s");
    }

    @AfterAll
    static void stop() {
        suite.close();
    }

    @AfterEach
    void endWorkers() {
        workers.forEach(Child::close);
    }

    @Test
    void aJobCompletesAndItsReceiptVerifies() throws Exception {
        worker("completes");
        String job = suite.submitEmbedding();

        suite.awaitState(job, "COMPLETED");

        assertThat(suite.flawOfReceipt(job)).isEmpty();
    }

    @Test
    void cancelReachesTheWorkerWhichGoesOnToTheNextJob() throws Exception {
        worker("cancelled");
        String job = suite.submitCommand("sleep", "31415");
        await().atMost(Duration.ofSeconds(30)).until(() -> isRunning("31415"));

        suite.cancel(job);

        await().atMost(Duration.ofSeconds(20)).until(() -> !isRunning("31415"));
        suite.awaitState(job, "CANCELED");
        String next = suite.submitEmbedding();
        suite.awaitState(next, "COMPLETED");
    }

    @Test
    void aJobOutlivesItsWorkerAndHasOneReceipt() throws Exception {
        Child first = worker("first");
        String job = suite.submitCommand("sleep", "6.2831");
        await().atMost(Duration.ofSeconds(30)).until(() -> isRunning("6.2831"));

        int attempt = suite.job(job).path("attempt").intValue();
        first.kill();
        worker("second");

        suite.awaitState(job, "COMPLETED");
        assertThat(suite.ask("select miner_id || ' ' || attempt from core.outcome where job_id = '%s'".formatted(job)))
                .isEqualTo("second " + (attempt + 1));
        assertThat(suite.ask(
                        "select count(*) from core.outcome where job_id = '%s' and receipt is not null".formatted(job)))
                .isEqualTo("1");
        assertThat(suite.flawOfReceipt(job)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "KILL"})
    void theSuiteRecoversWhenPostgresIsRestarted(String signal) throws Exception {
        worker("recovers-" + signal.toLowerCase(Locale.ROOT));
        suite.awaitState(suite.submitEmbedding(), "COMPLETED");
        ProcessHandle before = suite.postgres();

        new ProcessBuilder("kill", "-" + signal, Long.toString(before.pid()))
                .start()
                .waitFor();

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> suite.postgres().pid() != before.pid());
        String[] job = new String[1];
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            job[0] = suite.submitEmbedding();
            return true;
        });
        suite.awaitState(job[0], "COMPLETED");
        assertThat(suite.flawOfReceipt(job[0])).isEmpty();
    }

    private Child worker(String id) {
        Child worker = suite.worker(id);
        workers.add(worker);
        return worker;
    }

    private static boolean isRunning(String argument) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().stream())
                .anyMatch(arguments -> Arrays.asList(arguments).equals(List.of(argument)));
    }
}
