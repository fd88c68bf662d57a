package org.aitbc.miner.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.miner.dispatch.QueueModel.Job;
import org.aitbc.miner.dispatch.SimulatedBookings.Booking;
import org.aitbc.servicetest.simulation.Simulation;

/** Submits jobs and cancels some. What keeps submits whole is not looked at here: each is there at once. */
final class SimulatedClient {

    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration SHORT_TTL = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 4;

    private final World world;
    private final Simulation simulation;
    private final int jobs;
    private final Duration time;
    private final int classes;
    private final List<UUID> submitted = new ArrayList<>();

    /** @param classes of how many of the classes its jobs are; all but those that nobody can run, where it is all */
    SimulatedClient(World world, int jobs, Duration time, int classes) {
        this.world = world;
        this.simulation = world.simulation;
        this.jobs = jobs;
        this.time = time;
        this.classes = classes;
    }

    boolean isDone() {
        return submitted.size() >= jobs;
    }

    void run() {
        while (!isDone()) {
            simulation.sleep(simulation.upTo(time.multipliedBy(4).dividedBy(jobs)));
            if (!world.bookings.all().isEmpty() && simulation.chance(0.3)) {
                Booking booking = simulation.oneOf(world.bookings.all());
                submit(world.classOf(booking), Duration.ofNanos(booking.endsAt() - world.databaseNanos()));
            } else {
                boolean hopeless = classes == World.classes() && simulation.chance(0.1);
                submit(hopeless ? World.classes() - 1 : simulation.below(Math.min(classes, World.classes() - 1)), TTL);
            }
            if (simulation.chance(0.1)) {
                cancel(simulation.oneOf(submitted));
            }
        }
    }

    /** @param longest jobs on booked time end with it */
    private void submit(int queue, Duration longest) {
        UUID least = null;
        for (int left = 1 + simulation.below(MOST_AT_ONCE); left > 0; left--) {
            UUID id = world.nextId();
            least = least == null ? id : least;
            Duration wanted = !world.isFaultless() && simulation.chance(0.05) ? SHORT_TTL : TTL;
            Duration ttl = wanted.compareTo(longest) < 0 ? wanted : longest;
            world.tables.submit(new Job(id, queue, world.databaseNanos() + ttl.toNanos()));
            submitted.add(id);
            simulation.note("submitted " + id + " of class " + queue);
        }
        world.truth.look();
        if (least != null) {
            world.tell(Map.of(queue, least), this);
        }
    }

    private void cancel(UUID job) {
        simulation.note("cancel " + job + ": " + world.tables.cancel(job));
        world.truth.look();
    }
}
