package org.aitbc.ai.jobs;

import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.aitbc.domain.id.Ids;

/**
 * Ids of jobs that are submitted together, which follow from the first: it is all that a key has to remember. They count in
 * the 12 bits that RFC 9562 gives to a counter (rand_a); the 62 random bits are theirs alone.
 */
final class JobIds {

    private static final long COUNTER = 0xFFF;

    private JobIds() {}

    static UUID first() {
        UUID id = Ids.next();
        return new UUID(id.getMostSignificantBits() & ~COUNTER, id.getLeastSignificantBits());
    }

    /** @param jobs as many as a batch may hold, which is less than the counter can count */
    static List<UUID> from(UUID first, int jobs) {
        return LongStream.range(0, jobs)
                .mapToObj(index -> new UUID(first.getMostSignificantBits() + index, first.getLeastSignificantBits()))
                .toList();
    }
}
