package org.aitbc.worker.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import org.aitbc.worker.executor.Cancellation;
import org.aitbc.worker.executor.Executor;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import org.aitbc.worker.executor.Progress;
import org.aitbc.worker.executor.Readiness;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Runs a container by the command line of Docker or Podman. Each GPU is given to one job at a time. */
public final class ContainerExecutor implements Executor {

    private final List<String> engines;
    private final ContainerRules rules;
    private final List<String> gpus;
    private final BlockingDeque<String> freeGpus;
    private volatile String engine = "";

    /**
     * Takes the first of the engines that answers.
     *
     * @param gpus the uuids of the GPUs that jobs may have, in the order of their slots
     */
    public ContainerExecutor(List<String> engines, ContainerRules rules, List<String> gpus) {
        this.engines = List.copyOf(engines);
        this.rules = rules;
        this.gpus = List.copyOf(gpus);
        this.freeGpus = new LinkedBlockingDeque<>(gpus);
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
            return Readiness.notAsked("turned off; --container turns it on");
        }
        if (rules.images().isEmpty()) {
            return Readiness.unavailable("no image is allowed; --container-images lists them");
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
        if (engine.isEmpty()) {
            throw new JobFailed("NOT_ALLOWED_HERE", "this worker runs no containers", true);
        }
        ContainerSpec spec = ContainerSpec.of(job, rules);
        String gpu = spec.gpu() ? take(job.gpuSlot()) : "";
        if (gpu == null) {
            throw new JobFailed("GPU_NOT_AVAILABLE", "this worker has no free NVIDIA GPU", true);
        }
        try {
            return run(job, spec, gpu, progress, cancellation);
        } finally {
            if (spec.gpu()) {
                freeGpus.addFirst(gpu);
            }
        }
    }

    /** The booked one, unless a job that asked for none has it. */
    private @Nullable String take(@Nullable Integer slot) {
        return slot != null && slot < gpus.size() && freeGpus.remove(gpus.get(slot)) ? gpus.get(slot) : freeGpus.poll();
    }

    private JsonNode run(Job job, ContainerSpec spec, String gpu, Progress progress, Cancellation cancellation)
            throws Exception {
        String name = "aitbc-" + job.id() + "-" + job.attempt();
        boolean finished = false;
        try {
            JsonNode result = ChildProcess.run(
                    new ProcessBuilder(ContainerCommand.line(engine, name, spec, gpu)),
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
