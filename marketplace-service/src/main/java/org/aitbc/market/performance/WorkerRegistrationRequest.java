package org.aitbc.market.performance;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param workerId a worker that has registered with the suite as its miner
 * @param maxConcurrentTasks 4 where not said; no more count than the worker itself takes
 */
record WorkerRegistrationRequest(
        @NotNull @Size(min = 1, max = 128) @Pattern(regexp = "[^\\x00]*")
        String workerId,

        @NotNull @Size(max = 64)
        List<@NotNull @Size(min = 1, max = 128) @Pattern(regexp = "[^\\x00]*") String> capabilities,

        @Nullable Boolean hasGpu,
        @Nullable @Min(1) @Max(10_000) Integer maxConcurrentTasks) {

    private static final int USUAL_TASKS = 4;

    int tasks() {
        return maxConcurrentTasks == null ? USUAL_TASKS : maxConcurrentTasks;
    }
}
