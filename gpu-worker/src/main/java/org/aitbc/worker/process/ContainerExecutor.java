package org.aitbc.worker.process;

import java.util.List;
import java.util.Optional;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Progress;
import org.aitbc.worker.executor.Readiness;
import tools.jackson.databind.JsonNode;

/** Runs a container by the command line of Docker or Podman. */
public final class ContainerExecutor implements Executor {

    private final List<String> engines;
    private final boolean nvidia;
    private volatile String engine = "";

    /** Takes the first of the engines that answers; with {@code nvidia} the machine has GPUs to hand on. */
    public ContainerExecutor(List<String> engines, boolean nvidia) {
        this.engines = List.copyOf(engines);
        this.nvidia = nvidia;
    }

    @Override
    public String name() {
        return "container";
    }

    @Override
    public String type() {
        return "container";
    }

    @Override
    public Readiness probe() {
        if (engines.isEmpty()) {
            return Readiness.unavailable("turned off by --container off");
        }
        for (String candidate : engines) {
            // docker answers with its daemon's version, podman, which has none, with its own after setting storage up
            Optional<String> version = candidate.contains("podman")
                    ? ChildProcess.ask(List.of(candidate, "info", "--format", "{{.Version.Version}}"))
                    : ChildProcess.ask(List.of(candidate, "version", "--format", "{{.Server.Version}}"));
            if (version.isPresent()) {
                engine = candidate;
                return Readiness.available(candidate + " " + version.get(), List.of());
            }
        }
        return Readiness.unavailable("no engine answers: " + String.join(", ", engines));
    }

    @Override
    public JsonNode run(Job job, Progress progress, Cancellation cancellation) throws Exception {
        ContainerSpec spec = ContainerSpec.of(job);
        if (spec.gpus() && !nvidia) {
            throw new JobFailed("GPU_NOT_AVAILABLE", "this worker has no NVIDIA GPU", true);
        }
        String name = "aitbc-" + job.id() + "-" + job.attempt();
        boolean finished = false;
        try {
            JsonNode result = ChildProcess.run(
                    new ProcessBuilder(ContainerCommand.line(engine, name, spec)),
                    spec.limit(),
                    Limits.OUTPUT_CAP,
                    progress::save,
                    cancellation);
            finished = true;
            return result;
        } finally {
            if (!finished) {
                remove(name);
            }
        }
    }

    /** Killing the command line leaves the container running. */
    private void remove(String name) {
        boolean interrupted = Thread.interrupted();
        ChildProcess.ask(List.of(engine, "rm", "--force", name));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
