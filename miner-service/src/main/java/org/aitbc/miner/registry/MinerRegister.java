package org.aitbc.miner.registry;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a miner says when it registers.
 *
 * @param capabilities open; docs/worker-protocol.md tells what of it is read
 * @param concurrency how many jobs it runs at once, 1 where not said; what its machine has bounds it
 * @param region where the machine is, as its operator calls it
 * @param minerId its id, where no header or query parameter names it
 * @param publicKey Ed25519, base64url: results signed by it are checked
 * @param running ids of jobs that still run there; its other leases are given back. Who says it keeps leases by heartbeats
 */
record MinerRegister(
        @NotNull ObjectNode capabilities,
        @Nullable @Min(1) @Max(MOST_SLOTS) Integer concurrency,
        @Nullable @Size(max = 64) String region,
        @Nullable String minerId,
        @Nullable @Pattern(regexp = "[A-Za-z0-9_-]{43}") String publicKey,
        @Nullable @Size(max = 1024) List<@NotNull String> running) {

    private static final int MOST_SLOTS = 1024;
    private static final int PER_GPU = 64;
    private static final int PER_CORE = 8;
    /** Of a machine that nothing is told of. */
    private static final int UNTOLD = 256;

    private static final int MOST_CAPABILITIES = 64 * 1024;
    /** Of GPUs, models or job types: each is an object of its own in the memory of this service. */
    private static final int MOST_LISTED = 256;

    /** What is known of a miner that polls without having registered. */
    static final MinerRegister UNSAID =
            new MinerRegister(JsonNodeFactory.instance.objectNode(), 1, null, null, null, null);

    int slots() {
        return Math.min(concurrency == null ? 1 : concurrency, mostSlots());
    }

    /** How many jobs the machine can run at once by what is told of it: the more its GPUs and processors are. */
    int mostSlots() {
        long gpus = Math.max(
                capabilities.path("gpus").size(), capabilities.path("gpu").isObject() ? 1 : 0);
        long cores = Math.clamp(capabilities.at("/cpu/cores").asLong(0), 0, MOST_SLOTS);
        boolean told = gpus > 0 || cores > 0;
        return (int) Math.min(MOST_SLOTS, told ? Math.max(gpus * PER_GPU, cores * PER_CORE) : UNTOLD);
    }

    @AssertTrue(message = "at most 64 KiB, and no NUL character")
    boolean isCapabilitiesFit() {
        return capabilities == null
                || (capabilities.toString().length() <= MOST_CAPABILITIES
                        && !capabilities.toString().contains("\\u0000"));
    }

    @AssertTrue(message = "at most 256 of a kind in capabilities")
    boolean isListFit() {
        return capabilities == null
                || Stream.concat(
                                capabilities.valueStream(),
                                capabilities.path("gpu").valueStream())
                        .allMatch(one -> !one.isArray() || one.size() <= MOST_LISTED);
    }
}
