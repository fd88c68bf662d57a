package org.aitbc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs through the packaged suite to packaged workers and back. */
@ExtendWith(SharedSuite.class)
class JobsTests {

    private static RunningSuite suite;

    private final List<Child> workers = new ArrayList<>();

    @BeforeAll
    static void use(RunningSuite shared) {
        suite = shared;
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
    void theAccessLogTellsWhoAskedForWhatAndNoSecret() throws Exception {
        worker("logged");
        String job = suite.submitEmbedding();
        suite.awaitState(job, "COMPLETED");
        suite.get("/v1/jobs/" + job + "?secret=in-the-query");

        assertThat(Files.readString(suite.log()))
                .contains("GET /v1/jobs/** 200 ", "GET /v1/jobs/{jobId} 200 ", " ai-service\n")
                .contains("POST /v1/miners/{jobId}/result 200 ")
                .doesNotContain("in-the-query", suite.key("CLIENT_API_KEY"), suite.key("MINER_API_KEY"));
    }

    @Test
    void cancelReachesTheWorkerWhichGoesOnToTheNextJob() throws Exception {
        worker("cancelled");
        String seconds = unlikely(30_000);
        String job = suite.submitCommand("sleep", seconds);
        await().atMost(Duration.ofSeconds(30)).until(() -> isRunning(seconds));

        suite.cancel(job);

        await().atMost(Duration.ofSeconds(20)).until(() -> !isRunning(seconds));
        suite.awaitState(job, "CANCELED");
        String next = suite.submitEmbedding();
        suite.awaitState(next, "COMPLETED");
    }

    @Test
    void aJobOutlivesItsWorkerAndHasOneReceipt() throws Exception {
        Child first = worker("first");
        String seconds = unlikely(2);
        String job = suite.submitCommand("sleep", seconds);
        await().atMost(Duration.ofSeconds(30)).until(() -> isRunning(seconds));

        int attempt = suite.job(job).path("attempt").intValue();
        first.kill();
        suite.ask("update core.lease set until = now() where job_id = '%s' returning 1".formatted(job));
        worker("second");

        suite.awaitState(job, "COMPLETED");
        assertThat(suite.ask("select miner_id || ' ' || attempt from core.outcome where job_id = '%s'".formatted(job)))
                .isEqualTo("second " + (attempt + 1));
        assertThat(suite.ask(
                        "select count(*) from core.outcome where job_id = '%s' and receipt is not null".formatted(job)))
                .isEqualTo("1");
        assertThat(suite.flawOfReceipt(job)).isEmpty();
    }

    private Child worker(String id) {
        Child worker = suite.worker(id);
        workers.add(worker);
        return worker;
    }

    /** Seconds that no other process of this machine sleeps. */
    private static String unlikely(int least) {
        return least + "." + ThreadLocalRandom.current().nextInt(100_000, 1_000_000);
    }

    private static boolean isRunning(String argument) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().arguments().stream())
                .anyMatch(arguments -> Arrays.asList(arguments).equals(List.of(argument)));
    }
}
