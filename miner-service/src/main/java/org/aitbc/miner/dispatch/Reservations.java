package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.aitbc.domain.matching.BookedTime;

/**
 * Booked time as it was read last. What starts or ends later does so on time; what is booked or given up later is seen at
 * the next reading. When exactly the database answered is not known: when unsure, treat the miner as reserved, and
 * give it no job of the booking.
 */
final class Reservations {

    static final Reservations NONE = new Reservations(List.of(), 0, 0);

    private final Map<String, List<Reservation>> byMiner;
    private final long askedAtNanos;
    private final long answeredAtNanos;

    /**
     * @param askedAtNanos by {@link System#nanoTime}, before they were read
     * @param answeredAtNanos after it
     */
    Reservations(List<Reservation> read, long askedAtNanos, long answeredAtNanos) {
        this.byMiner = read.stream().collect(groupingBy(Reservation::minerId));
        this.askedAtNanos = askedAtNanos;
        this.answeredAtNanos = answeredAtNanos;
    }

    BookedTime of(String minerId, long nowNanos) {
        List<Reservation> all = byMiner.get(minerId);
        return all == null
                ? BookedTime.FREE
                : new BookedTime(
                        ids(all, one -> within(one, nowNanos, answeredAtNanos, askedAtNanos)),
                        ids(all, one -> one.exclusive() && within(one, nowNanos, askedAtNanos, answeredAtNanos)));
    }

    private static boolean within(Reservation one, long now, long startsSince, long endsSince) {
        return now - startsSince >= one.startsIn().toNanos()
                && now - endsSince < one.endsIn().toNanos();
    }

    private static Set<UUID> ids(List<Reservation> all, Predicate<Reservation> which) {
        return all.stream().filter(which).map(Reservation::bookingId).collect(toUnmodifiableSet());
    }
}
