package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.aitbc.domain.matching.Candidate;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.dispatch.QueueModel.Job;
import org.aitbc.miner.dispatch.QueueModel.Running;
import org.aitbc.miner.dispatch.SimulatedBookings.Booking;
import org.aitbc.miner.lease.Lease;
import org.aitbc.servicetest.simulation.Database;
import org.aitbc.servicetest.simulation.Machine;
import org.aitbc.servicetest.simulation.Simulation;

/**
 * A suite in a simulation: a model of the database, instances of the real dispatch, workers, a client, and faults for a
 * while. Times are a fifth of the usual ones.
 */
final class World {

    static final Duration LEASE = Duration.ofSeconds(12);
    /** Of workers that say nothing while they work. */
    static final Duration SILENT = Duration.ofSeconds(40);

    static final Duration OFFLINE_AFTER = Duration.ofSeconds(6);
    static final int MAX_ATTEMPTS = 4;
    private static final Duration FAULTY = Duration.ofSeconds(30);
    private static final Duration BURST = Duration.ofSeconds(3);
    /** So long after the last fault everything that can run has ended. */
    private static final Duration SETTLED = Duration.ofMinutes(2);
    /** Of an end at another instance this one hears when it asks for the leases of a worker that waits. */
    private static final Duration SETTLED_PER_JOB = Duration.ofSeconds(3);
    /** So long after the last end no instance remembers a lease. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(12);

    /** What the jobs of each class ask for; nobody can run those of the last. Bookings have classes of their own. */
    private static final List<Requirement> REQUIREMENTS = List.of(
            new Requirement(null, Constraints.NONE),
            new Requirement("embedding", Constraints.NONE),
            new Requirement("inference", Constraints.NONE),
            new Requirement(null, Constraints.NONE.without(List.of("worker-0"))),
            new Requirement(null, new Constraints(null, null, null, null, null, null, null, "worker-0", null)),
            new Requirement("video", Constraints.NONE));

    private static final List<Capabilities> CAPABILITIES =
            List.of(able(Set.of("embedding", "inference")), able(Set.of("embedding")), able(Set.of("inference")));

    final Simulation simulation;
    final Database database;
    final QueueModel tables;
    final Truth truth;
    final List<SimulatedService> services = new ArrayList<>();
    final List<SimulatedWorker> workers = new ArrayList<>();
    final SimulatedBookings bookings;
    private final List<Requirement> requirements = new ArrayList<>(REQUIREMENTS);
    private final boolean faultless;
    /** For so long the first worker fails each job, and nothing else is wrong. */
    private final Duration failing;

    private final SimulatedClient client;
    private long databaseClock = Duration.ofDays(20_000).toNanos();
    /** By the time of the jump. */
    private final TreeMap<Long, Long> clocksBefore = new TreeMap<>();

    private long ids;

    World(Simulation simulation) {
        this(simulation, Duration.ZERO);
    }

    /** @param failing for how long the first worker fails each job at once, while others work; zero where none does */
    World(Simulation simulation, Duration failing) {
        this.simulation = simulation;
        this.failing = failing;
        this.faultless = failing.isPositive() || simulation.chance(0.1);
        this.tables = new QueueModel(this::databaseNanos, LEASE, SILENT, OFFLINE_AFTER, MAX_ATTEMPTS);
        this.truth = new Truth(this);
        this.database = new Database(simulation, truth::look);
        this.bookings = new SimulatedBookings(this);
        int miners = failing.isPositive() ? 4 : 1 + simulation.below(4);
        for (int i = 0; i < miners; i++) {
            Capabilities capabilities = i == 0 ? CAPABILITIES.getFirst() : simulation.oneOf(CAPABILITIES);
            workers.add(new SimulatedWorker(
                    this,
                    "worker-" + i,
                    capabilities,
                    1 + simulation.below(3),
                    failing.isZero() && simulation.chance(0.3)));
        }
        int instances = failing.isPositive() ? 2 : faultless ? 1 : 1 + simulation.below(3);
        for (int i = 0; i < instances; i++) {
            services.add(new SimulatedService(this, "service-" + i));
        }
        workers.forEach(SimulatedWorker::boot);
        this.client = failing.isPositive()
                ? new SimulatedClient(this, 600, failing.multipliedBy(4), 1)
                : new SimulatedClient(
                        this, 5 + simulation.below(60), simulation.chance(0.3) ? BURST : FAULTY, classes());
        Machine outside = new Machine(simulation, "outside");
        outside.start(client::run);
        if (failing.isZero()) {
            outside.start(bookings::run);
        } else {
            simulation.after(failing, () -> truth.requireFewOf("worker-0"));
        }
        outside.start(this::watch);
        if (!faultless) {
            outside.start(new Faults(this, FAULTY)::run);
        }
    }

    boolean isFaultless() {
        return faultless && failing.isZero();
    }

    /** Whether a worker fails each job now. */
    boolean fails(String worker) {
        return worker.equals("worker-0") && simulation.now() < failing.toNanos();
    }

    boolean isCalm() {
        return faultless || simulation.now() > FAULTY.toNanos();
    }

    /** Whether the client still submits, or something may break. */
    boolean isEarly() {
        return simulation.now() < FAULTY.toNanos();
    }

    boolean networkFails() {
        return !isCalm() && simulation.chance(0.03);
    }

    UUID nextId() {
        ids++;
        return new UUID(ids << 16 | 0x7000, Long.MIN_VALUE | ids);
    }

    SimulatedWorker worker(String id) {
        return workers.stream()
                .filter(one -> one.miner().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Requirement requirement(int queue) {
        return requirements.get(queue);
    }

    Map<Integer, Requirement> requirements(Set<Integer> queues) {
        return queues.stream().collect(toMap(queue -> queue, this::requirement));
    }

    /** Whether one of the workers ever can. */
    boolean canRun(int queue) {
        return workers.stream()
                .map(SimulatedWorker::miner)
                .anyMatch(miner -> requirement(queue)
                        .fits(new Candidate(
                                miner.id(), miner.owner(), miner.capabilities(), bookings.everOf(miner.id()))));
    }

    /** From now on jobs may ask for this booking: their class. */
    void require(Booking booking) {
        requirements.add(
                new Requirement(null, new Constraints(null, null, null, null, null, null, booking.id(), null, null)));
    }

    int classOf(Booking booking) {
        return IntStream.range(0, requirements.size())
                .filter(queue ->
                        booking.id().equals(requirement(queue).constraints().bookingId()))
                .findFirst()
                .orElseThrow();
    }

    static int classes() {
        return REQUIREMENTS.size();
    }

    long databaseNanos() {
        return databaseClock + simulation.now();
    }

    void jump(Duration by) {
        simulation.note("the database's clock jumps by " + by.toMillis() + " ms");
        clocksBefore.put(simulation.now(), databaseClock);
        databaseClock += by.toNanos();
    }

    /** What has to be added to the time of the simulation for the database's, now and at any time since. */
    List<Long> databaseClocks(long since) {
        List<Long> clocks = new ArrayList<>(clocksBefore.tailMap(since).values());
        clocks.add(databaseClock);
        return clocks;
    }

    /** As it is read now; in place of the time when it began it has its age, since nobody has a clock that goes on. */
    Lease lease(Running row) {
        return new Lease(
                row.job().id(),
                row.lease(),
                row.miner(),
                row.attempt(),
                time(row.startedAt()),
                databaseNanos() - row.startedAt(),
                time(row.until()),
                time(row.job().expiresAt()),
                "client",
                row.job().queue(),
                time(row.startedAt()),
                "{}",
                payloadBytes(row.job()),
                null,
                "AITBC",
                null,
                null);
    }

    /** What somebody tells of new jobs comes late, or never; who tells it has heard it already. */
    void tell(Map<Integer, UUID> least, Object who) {
        for (SimulatedService service : services) {
            if (service != who && (faultless || !simulation.chance(0.2))) {
                simulation.after(simulation.upTo(Duration.ofMillis(20)), () -> service.hint(least));
            }
        }
    }

    private void watch() {
        simulation.sleep(FAULTY);
        int jobs = tables.jobs.size();
        long deadline = simulation.now()
                + SETTLED.plus(SETTLED_PER_JOB.multipliedBy(jobs)).toNanos();
        while (!client.isDone() || !truth.open().isEmpty()) {
            truth.require(simulation.now() < deadline, "never ended: " + truth.open());
            simulation.sleep(Duration.ofSeconds(1));
        }
        if (failing.isPositive()) {
            truth.requireBack("worker-0");
        }
        simulation.sleep(FORGOTTEN);
        services.forEach(one -> truth.require(one.remembered() == 0, one.name() + " still remembers a lease"));
        int waiting = tables.classes().size();
        services.forEach(
                one -> truth.require(one.classes() <= waiting, one.name() + " still looks after a class without jobs"));
        simulation.stop();
    }

    /** Of some jobs no two fit into one answer. */
    private static int payloadBytes(Job job) {
        return job.id().getLeastSignificantBits() % 3 == 0 ? Load.MOST_BYTES : 2;
    }

    private static Instant time(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }

    private static Capabilities able(Set<String> types) {
        return new Capabilities(List.of(), null, Set.of(), types, null, null);
    }
}
