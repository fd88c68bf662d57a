package org.aitbc.worker.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Progress;
import org.aitbc.worker.executor.Readiness;
import tools.jackson.databind.JsonNode;

/** Runs a command of this machine, without a sandbox: only where the operator said so. */
public final class CommandExecutor implements Executor {

    private final boolean allowed;

    public CommandExecutor(boolean allowed) {
        this.allowed = allowed;
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public String type() {
        return "command";
    }

    @Override
    public Readiness probe() {
        return allowed
                ? Readiness.available("allowed by the operator", List.of())
                : Readiness.notAsked("not allowed; --allow-command turns it on");
    }

    @Override
    public JsonNode run(Job job, Progress progress, Cancellation cancellation) throws Exception {
        if (!allowed) {
            throw new JobFailed("COMMAND_NOT_ALLOWED", "this worker runs no commands", true);
        }
        List<String> command = Limits.arguments(job.payload());
        if (command.isEmpty()) {
            throw JobFailed.invalid("a command job needs a command");
        }
        Path folder = Files.createTempDirectory("aitbc-job");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            isolate(builder.environment(), folder);
            CheckpointLines.tell(job, builder.environment());
            return ChildProcess.run(
                    builder, Limits.time(job.payload()), Limits.OUTPUT_CAP, progress::save, cancellation);
        } catch (IOException notStarted) {
            throw new JobFailed("COMMAND_NOT_STARTED", String.valueOf(notStarted.getMessage()));
        } finally {
            delete(folder);
        }
    }

    /** The worker's environment holds its API key, which is no job's business. */
    private static void isolate(Map<String, String> environment, Path folder) {
        environment.keySet().retainAll(List.of("PATH", "LANG", "SystemRoot", "CUDA_VISIBLE_DEVICES"));
        environment.put("HOME", folder.toString());
        environment.put("TMPDIR", folder.toString());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
