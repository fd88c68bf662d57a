package org.aitbc.miner.dispatch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wait for work.
 *
 * @param maxWaitSeconds 0..30, 15 where not said; longer waits are cut to 30
 * @param maxJobs how many jobs to hand out at most; where it is said the answer is a list
 * @param minerId the polling miner, if no header or query parameter names it
 * @param running the jobs that run there; leases of others are handed out again
 */
record PollRequest(
        @Nullable @Min(0) Integer maxWaitSeconds,
        @Nullable @Min(1) @Max(1000) Integer maxJobs,
        @Nullable String minerId,
        @Nullable @Size(max = 1024) List<@NotNull String> running) {

    private static final int DEFAULT_WAIT = 15;
    private static final int MOST_WAIT = 30;

    static final PollRequest UNSAID = new PollRequest(null, null, null, null);

    Duration waiting() {
        return NextJobs.wait(Math.min(MOST_WAIT, maxWaitSeconds == null ? DEFAULT_WAIT : maxWaitSeconds));
    }

    int jobs() {
        return maxJobs == null ? 1 : maxJobs;
    }
}
