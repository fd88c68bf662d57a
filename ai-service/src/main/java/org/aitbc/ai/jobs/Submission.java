package org.aitbc.ai.jobs;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job ready to be written.
 *
 * @param index its place among the jobs of its request, which are written together or not at all
 * @param id null to be given one when it is written
 * @param key to be used up by this; null where there is none, or it is reserved already
 * @param payment what holds its money, or null
 */
record Submission(
        JobDraft job,
        int index,
        @Nullable UUID id,
        @Nullable IdempotencyKey key,
        @Nullable UUID payment) {}
