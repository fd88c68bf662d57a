package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.aitbc.domain.matching.BookedTime;
import org.aitbc.miner.dispatch.QueueModel.Running;
import org.aitbc.servicetest.simulation.Simulation;

/** A market where miners' time is booked now and then, also at once and also twice. */
final class SimulatedBookings {

    private static final Duration AHEAD = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofSeconds(12);
    private static final Duration STEP = Duration.ofMillis(50);
    /** Dispatch reads each second what is booked; what it reads and writes takes a while. */
    private static final Duration STALE = Duration.ofMillis(1_200);
    /** Where statements come late. */
    private static final Duration STALE_WITH_FAULTS = Duration.ofSeconds(6);

    /** Times are the database's. */
    record Booking(UUID id, String miner, boolean exclusive, long startsAt, long endsAt) {

        boolean runs(long at) {
            return startsAt <= at && endsAt > at;
        }
    }

    private final World world;
    private final Simulation simulation;
    private final List<Booking> all = new ArrayList<>();

    SimulatedBookings(World world) {
        this.world = world;
        this.simulation = world.simulation;
    }

    void run() {
        for (int left = simulation.below(6); left > 0; left--) {
            simulation.sleep(simulation.upTo(AHEAD));
            long starts = world.databaseNanos() + simulation.upTo(AHEAD).toNanos();
            Booking booking = new Booking(
                    world.nextId(),
                    simulation.oneOf(world.workers).miner().id(),
                    simulation.chance(0.6),
                    starts,
                    starts + 1 + simulation.upTo(LONGEST).toNanos());
            all.add(booking);
            world.require(booking);
            simulation.note("booked: " + booking);
        }
    }

    List<Booking> all() {
        return all;
    }

    /** As dispatch reads them. */
    List<Reservation> read() {
        long now = world.databaseNanos();
        return all.stream()
                .filter(one -> one.endsAt() > now)
                .map(one -> new Reservation(
                        one.id(),
                        one.miner(),
                        one.exclusive(),
                        Duration.ofNanos(one.startsAt() - now),
                        Duration.ofNanos(one.endsAt() - now)))
                .toList();
    }

    /** The leases that run where others' time has begun. */
    List<UUID> displaced() {
        long now = world.databaseNanos();
        return world.tables.leases.values().stream()
                .filter(lease -> all.stream()
                                .anyMatch(one -> one.exclusive()
                                        && one.runs(now)
                                        && one.miner().equals(lease.miner()))
                        && all.stream()
                                .noneMatch(one -> one.runs(now)
                                        && one.miner().equals(lease.miner())
                                        && world.classOf(one) == lease.job().queue()))
                .map(Running::lease)
                .toList();
    }

    /** Whether it was so at some time that dispatch may still hold for now. */
    boolean lately(String miner, Predicate<BookedTime> which) {
        return within(world.isFaultless() ? STALE : STALE_WITH_FAULTS, miner, which);
    }

    /** Whether it was so at some time of the last so many, or would be if the clock had not jumped since. */
    boolean within(Duration last, String miner, Predicate<BookedTime> which) {
        long since = simulation.now() - last.toNanos();
        for (long clock : world.databaseClocks(since)) {
            for (long at = simulation.now(); at >= since; at -= STEP.toNanos()) {
                if (which.test(at(miner, clock + at))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All that is booked of a miner, as if it ran, and as if it were not exclusive. */
    BookedTime everOf(String miner) {
        return new BookedTime(
                all.stream()
                        .filter(one -> one.miner().equals(miner))
                        .map(Booking::id)
                        .collect(toSet()),
                Set.of());
    }

    private BookedTime at(String miner, long at) {
        Set<Booking> running = all.stream()
                .filter(one -> one.miner().equals(miner) && one.runs(at))
                .collect(toSet());
        return new BookedTime(
                running.stream().map(Booking::id).collect(toSet()),
                running.stream().filter(Booking::exclusive).map(Booking::id).collect(toSet()));
    }
}
