package org.aitbc.worker.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Checkpoint;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Timeout(20)
@DisabledOnOs(OS.WINDOWS)
class CommandExecutorTests {

    private static final JsonMapper JSON = new JsonMapper();

    private final CommandExecutor executor = new CommandExecutor(true);

    @Test
    void aCommandRunsInAFolderOfItsOwnWithoutTheWorkersEnvironment() throws Exception {
        JsonNode result = run(shell("pwd; env; echo oops >&2"), new Cancellation());
        assertThat(result.path("status").asString()).isEqualTo("completed");
        String folder = result.path("output").asString().lines().findFirst().orElseThrow();
        assertThat(folder).contains("aitbc-job");
        assertThat(Path.of(folder)).doesNotExist();
        assertThat(result.path("stderr").asString()).isEqualTo("oops\n");
        assertThat(System.getenv()).containsKey("JAVA_HOME");
        assertThat(result.path("output").asString()).contains("HOME=" + folder).doesNotContain("JAVA_HOME=");
    }

    @Test
    void itsTimeEndsAndItsChildrenWithIt(@TempDir Path folder) {
        Path pid = folder.resolve("pid");
        ObjectNode payload = shell("sleep 100 & echo $! > " + pid + "; wait").put("timeout_seconds", 0.5);
        assertFails("TIMED_OUT", payload);
        await().until(() -> dead(pid));
    }

    @Test
    void aCancelKillsTheCommandAndItsChildren(@TempDir Path folder) throws Exception {
        Path pid = folder.resolve("pid");
        Cancellation cancellation = new Cancellation();
        CompletableFuture<JsonNode> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(run(shell("sleep 100 & echo $! > " + pid + "; wait"), cancellation));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
        assertThat(dead(pid)).isFalse();
        cancellation.cancel();
        await().until(result::isCompletedExceptionally);
        await().until(() -> dead(pid));
    }

    @Test
    void linesOfItsOutputAreCheckpoints() throws Exception {
        Recorder said = new Recorder();
        ObjectNode payload = shell("""
                echo started; echo 'AITBC_CHECKPOINT {"share":0.25,"data":{"step":25}}'
                echo 'AITBC_CHECKPOINT {"share":0.3,'; echo ' AITBC_CHECKPOINT {"share":0.4}'; echo 'AITBC_CHECKPOINT {"share":2}'
                echo 'AITBC_CHECKPOINT {"share":0.5,"data":"text"}'; echo 'AITBC_CHECKPOINT'
                echo 'AITBC_CHECKPOINT {"share":0.6}' >&2
                printf 'AITBC_CHECKPOINT {"share":0.65,"data":{"d":"%017000d"}}\\n' 1
                head -c 1000000 /dev/zero | tr '\\0' x; echo; echo 'AITBC_CHECKPOINT {"share":0.75}'""");

        executor.run(new Job("job-1", 1, payload, null), said, new Cancellation());

        assertThat(said.saved)
                .containsExactly(new Checkpoint(0.25, JSON.readTree("{\"step\":25}")), new Checkpoint(0.75, null));
    }

    @Test
    void whatAnEarlierAttemptSavedIsInItsEnvironment() throws Exception {
        Checkpoint saved = new Checkpoint(0.5, JSON.readTree("{\"step\":5}"));
        Job job = new Job("job-1", 2, shell("echo $AITBC_CHECKPOINT"), saved);

        assertThat(executor.run(job, (fraction, note) -> {}, new Cancellation())
                        .path("output")
                        .asString())
                .isEqualTo("{\"share\":0.5,\"data\":{\"step\":5}}\n");
        assertThat(run(shell("env"), new Cancellation()).path("output").asString())
                .doesNotContain("AITBC_CHECKPOINT");
    }

    @Test
    void outputBeyondTheCapIsDropped() throws Exception {
        JsonNode result = run(shell("head -c 1000000 /dev/zero | tr '\\\\0' x"), new Cancellation());
        assertThat(result.path("output").asString()).hasSize(Limits.OUTPUT_CAP);
        assertThat(result.path("truncated").asBoolean()).isTrue();
    }

    @Test
    void aChildThatKeepsThePipeOpenIsNotWaitedFor() throws Exception {
        long start = System.nanoTime();
        run(shell("sleep 15 & echo done"), new Cancellation());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void failuresHaveCodes() {
        assertFails("NON_ZERO_EXIT", shell("echo why >&2; exit 3"));
        assertFails("COMMAND_NOT_STARTED", JSON.readTree("{\"command\":[\"/no/such/program\"]}"));
        assertFails("INVALID_PAYLOAD", JSON.readTree("{}"));
        assertFails("INVALID_PAYLOAD", JSON.readTree("{\"command\":\"rm -rf /\"}"));
        assertFails("INVALID_PAYLOAD", shell("true").put("timeout_seconds", -1));
        assertThatThrownBy(() -> run(shell("echo why >&2; exit 3"), new Cancellation()))
                .hasMessage("exit code 3: why");
    }

    @Test
    void withoutTheOperatorsWordNothingRuns(@TempDir Path folder) {
        CommandExecutor forbidden = new CommandExecutor(false);
        Path trace = folder.resolve("trace");
        assertThat(forbidden.probe().available()).isFalse();
        assertThatThrownBy(() -> forbidden.run(
                        new Job("job-1", 1, shell("touch " + trace), null), (fraction, note) -> {}, new Cancellation()))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.code()).isEqualTo("COMMAND_NOT_ALLOWED"));
        assertThat(trace).doesNotExist();
    }

    private JsonNode run(JsonNode payload, Cancellation cancellation) throws Exception {
        return executor.run(new Job("job-1", 1, payload, null), (fraction, note) -> {}, cancellation);
    }

    private void assertFails(String code, JsonNode payload) {
        assertThatThrownBy(() -> run(payload, new Cancellation()))
                .isInstanceOfSatisfying(
                        JobFailed.class, failed -> assertThat(failed.code()).isEqualTo(code));
    }

    private static ObjectNode shell(String script) {
        ObjectNode payload = JSON.createObjectNode();
        List.of("sh", "-c", script).forEach(payload.putArray("command")::add);
        return payload;
    }

    private static final class Recorder implements Progress {

        final List<Checkpoint> saved = new CopyOnWriteArrayList<>();

        @Override
        public void report(double fraction, String note) {}

        @Override
        public void save(Checkpoint checkpoint) {
            saved.add(checkpoint);
        }
    }

    private static boolean dead(Path pidFile) throws Exception {
        return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                .filter(ProcessHandle::isAlive)
                .isEmpty();
    }
}
