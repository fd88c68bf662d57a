package org.aitbc.miner.dispatch;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The next waiting jobs of one class, oldest first: a small part of {@code core.ready}, read when somebody can run them.
 * Used by the dispatcher's thread alone.
 */
final class Window {

    /**
     * A waiting job.
     *
     * @param failedBy the miner that it came back from, or null
     * @param notThereUntil by {@link System#nanoTime}: until then that miner does not get it
     */
    record Ready(int queue, UUID id, @Nullable String failedBy, long notThereUntil) {

        Ready(int queue, UUID id) {
            this(queue, id, null, 0);
        }
    }

    private static final UUID START = new UUID(0, 0);

    private final TreeSet<Ready> rows = new TreeSet<>(Comparator.comparing(Ready::id));
    private UUID after = START;
    private boolean mayHoldMore = true;

    /** There are waiting jobs from this id on. Where older ones came back, the window starts again, so that they go first. */
    void hint(UUID least) {
        UUID before = justBefore(least);
        if (before.compareTo(after) < 0) {
            after = rows.isEmpty() || rows.first().id().compareTo(least) > 0
                    ? before
                    : justBefore(rows.first().id());
            rows.clear();
        }
        mayHoldMore = true;
    }

    private static UUID justBefore(UUID id) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() - 1);
    }

    /** No parked poll may take these jobs; they are read again when one can. */
    void leave() {
        rows.clear();
        rewind();
    }

    /** Read from the start again: an older job may have come back unheard. */
    void rewind() {
        after = START;
        mayHoldMore = true;
    }

    /** Where the next reading goes on. */
    UUID after() {
        return after;
    }

    /** @param given those that somebody who waits can be given: behind others there may be some */
    boolean wantsReading(Predicate<Ready> given) {
        return mayHoldMore && rows.stream().noneMatch(given);
    }

    /** What a reading of up to {@code most} rows brought. */
    void add(Collection<Ready> read, int most) {
        rows.addAll(read);
        mayHoldMore = read.size() == most;
        read.stream().map(Ready::id).max(Comparator.naturalOrder()).ifPresent(last -> after = last);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Optional<Ready> first(Predicate<Ready> which) {
        return rows.stream().filter(which).findFirst();
    }

    void take(Ready row) {
        rows.remove(row);
    }
}
