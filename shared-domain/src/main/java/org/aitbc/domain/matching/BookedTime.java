package org.aitbc.domain.matching;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which bookings of a miner run at a moment.
 *
 * @param exclusive those of them that leave nothing of it to jobs that have booked nothing
 */
public record BookedTime(Set<UUID> running, Set<UUID> exclusive) {

    /** A miner without a booking. */
    public static final BookedTime FREE = new BookedTime(Set.of(), Set.of());

    /** @param booking what a job runs on, or null for one that has booked nothing */
    boolean admits(@Nullable UUID booking) {
        return booking == null ? exclusive.isEmpty() : running.contains(booking);
    }
}
