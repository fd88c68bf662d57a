package org.aitbc.worker.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Checkpoint;
import org.aitbc.worker.executor.JobFailed;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Runs a process to its end, its time limit, or the job's cancellation, and leaves none of its children behind. */
final class ChildProcess {

    private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);
    private static final int TAIL = 2000;

    private ChildProcess() {}

    /** @param saved hears of the checkpoints that the process prints */
    static ObjectNode run(
            ProcessBuilder builder, Duration limit, int cap, Consumer<Checkpoint> saved, Cancellation cancellation)
            throws IOException, InterruptedException, JobFailed {
        long start = System.nanoTime();
        Process process = builder.start();
        cancellation.onCancel(() -> kill(process));
        try {
            process.getOutputStream().close();
            CappedOutput.Pump out = CappedOutput.of(process.getInputStream(), cap, new CheckpointLines(saved));
            CappedOutput.Pump err = CappedOutput.of(process.getErrorStream(), cap, new CheckpointLines(_ -> {}));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new JobFailed("TIMED_OUT", "stopped after " + limit.toSeconds() + " s");
            }
            CappedOutput.Text stdout = out.finish();
            CappedOutput.Text stderr = err.finish();
            cancellation.check();
            if (process.exitValue() != 0) {
                throw new JobFailed(
                        "NON_ZERO_EXIT",
                        "exit code " + process.exitValue() + ": " + tail(stdout.text() + stderr.text()));
            }
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("status", "completed")
                    .put("exit_code", 0)
                    .put("output", stdout.text())
                    .put("stderr", stderr.text())
                    .put("truncated", stdout.truncated() || stderr.truncated())
                    .put("execution_time", (System.nanoTime() - start) / 1e9);
        } finally {
            kill(process);
        }
    }

    /** What a short command printed, empty when it is not there, fails or hangs. */
    static Optional<String> ask(List<String> command) {
        try {
            return Optional.of(run(new ProcessBuilder(command), PROBE_LIMIT, 64 * 1024, _ -> {}, new Cancellation())
                    .path("output")
                    .asString("")
                    .strip());
        } catch (IOException | JobFailed e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - TAIL)).strip();
    }
}
