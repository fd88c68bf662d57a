package org.aitbc.worker.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.aitbc.worker.executor.Job;
import org.aitbc.worker.executor.JobFailed;
import tools.jackson.databind.JsonNode;

/**
 * A container job's payload, checked: nothing in it can pass for an option of the engine, and none of its wishes reaches
 * beyond the operator's rules.
 *
 * @param gpu whether it gets a GPU
 * @param network the engine's name of its network
 */
record ContainerSpec(
        String image,
        List<String> command,
        Map<String, String> env,
        boolean gpu,
        String network,
        long memoryMb,
        long diskMb,
        double cpus,
        Duration limit) {

    private static final Pattern IMAGE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/:@-]{0,254}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final long DEFAULT_MEMORY_MB = 2048;
    private static final long LEAST_MEMORY_MB = 6;

    /**
     * What is refused may be allowed by another worker; sizes and times are cut.
     *
     * @throws JobFailed INVALID_PAYLOAD, or NOT_ALLOWED_HERE
     */
    static ContainerSpec of(Job job, ContainerRules rules) throws JobFailed {
        JsonNode payload = job.payload();
        String named = payload.path("image").asString("");
        if (!IMAGE.matcher(named).matches()) {
            throw JobFailed.invalid("a container job needs an image name");
        }
        long memoryMb = payload.path("memory_mb").asLong(DEFAULT_MEMORY_MB);
        double cpus = payload.path("cpus").asDouble(1);
        if (memoryMb < LEAST_MEMORY_MB || !(cpus > 0)) {
            throw JobFailed.invalid("memory_mb must be at least " + LEAST_MEMORY_MB + " and cpus above 0");
        }
        String image = ContainerRules.qualified(named);
        boolean network = payload.path("network").asBoolean(false);
        int gpus = gpus(payload.path("gpus"));
        allow(rules.allows(image), "the image " + image);
        allow(!network || !rules.network().isEmpty(), "a network");
        allow(gpus <= 1, "more than one GPU");
        Map<String, String> env = env(payload.path("env"));
        CheckpointLines.tell(job, env);
        return new ContainerSpec(
                image,
                Limits.arguments(payload),
                env,
                gpus > 0,
                network ? rules.network() : "none",
                Math.min(memoryMb, rules.memoryMb()),
                rules.diskMb(),
                Math.min(cpus, Runtime.getRuntime().availableProcessors()),
                shorter(Limits.time(payload), rules.longest()));
    }

    private static void allow(boolean allowed, String what) throws JobFailed {
        if (!allowed) {
            throw new JobFailed("NOT_ALLOWED_HERE", "the operator of this worker does not allow " + what, true);
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static int gpus(JsonNode gpus) {
        boolean some = gpus.isString() ? !gpus.asString("").isEmpty() : gpus.asBoolean(false);
        return gpus.isNumber() ? gpus.asInt(0) : some ? 1 : 0;
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
