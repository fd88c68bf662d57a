package org.aitbc.ai.assurance;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * How a job is checked.
 *
 * @param assurance as it was asked for
 * @param verdict {@code clean}, {@code mismatch}, {@code undecided} or {@code unchecked}; null while it is open
 * @param commitment the SHA-256 of the secret that draws, in hexadecimal digits
 * @param secret told once it has drawn
 * @param probability with which a second run was drawn
 * @param drawn whether it was
 * @param runs the job itself first, then those that check it
 * @param result what the majority of the runs came to
 */
record AssuranceView(
        UUID jobId,
        String assurance,
        @Nullable String verdict,
        @Nullable String commitment,
        @Nullable String secret,
        @Nullable BigDecimal probability,
        @Nullable Boolean drawn,
        List<Run> runs,
        @Nullable RawJson result) {

    /**
     * @param number its place in the order
     * @param runId a job of its own; the first is the job itself
     * @param state as that of a job; null where it has not been queued
     * @param minerId who ended it
     * @param verdict {@code agreed}, {@code disagreed}, {@code undecided}, {@code unchecked}, {@code none} (it has no result)
     *     or {@code unused} (it was not needed)
     * @param digest the SHA-256 of the canonical JSON of what is compared
     */
    record Run(
            int number,
            UUID runId,
            @Nullable String state,
            @Nullable String minerId,
            @Nullable String verdict,
            @Nullable String digest) {}
}
