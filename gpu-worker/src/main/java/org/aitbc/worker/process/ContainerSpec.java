package org.aitbc.worker.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import tools.jackson.databind.JsonNode;

/** A container job's payload, checked: nothing in it can pass for an option of the engine. */
record ContainerSpec(
        String image,
        List<String> command,
        Map<String, String> env,
        boolean gpus,
        boolean network,
        long memoryMb,
        double cpus,
        Duration limit) {

    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/:@-]{0,254}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final long DEFAULT_MEMORY_MB = 2048;
    private static final long LEAST_MEMORY_MB = 6;

    static ContainerSpec of(Job job) throws JobFailed {
        JsonNode payload = job.payload();
        String image = payload.path("image").asString("");
        if (!IMAGE.matcher(image).matches()) {
            throw JobFailed.invalid("a container job needs an image name");
        }
        long memoryMb = payload.path("memory_mb").asLong(DEFAULT_MEMORY_MB);
        double cpus = payload.path("cpus").asDouble(1);
        if (memoryMb < LEAST_MEMORY_MB || !(cpus > 0)) {
            throw JobFailed.invalid("memory_mb must be at least " + LEAST_MEMORY_MB + " and cpus above 0");
        }
        Map<String, String> env = env(payload.path("env"));
        CheckpointLines.tell(job, env);
        return new ContainerSpec(
                image,
                Limits.arguments(payload),
                env,
                wantsGpus(payload.path("gpus")),
                payload.path("network").asBoolean(false),
                memoryMb,
                Math.min(cpus, Runtime.getRuntime().availableProcessors()),
                Limits.time(payload));
    }

    private static boolean wantsGpus(JsonNode gpus) {
        return gpus.isNumber()
                ? gpus.asInt(0) > 0
                : gpus.isString() ? !gpus.asString("").isEmpty() : gpus.asBoolean(false);
    }

    private static Map<String, String> env(JsonNode given) throws JobFailed {
        Map<String, String> env = new TreeMap<>();
        for (Map.Entry<String, JsonNode> variable : given.properties()) {
            if (!NAME.matcher(variable.getKey()).matches()
                    || !variable.getValue().isValueNode()) {
                throw JobFailed.invalid("env must map names to plain values");
            }
            env.put(variable.getKey(), variable.getValue().asString(""));
        }
        return env;
    }
}
