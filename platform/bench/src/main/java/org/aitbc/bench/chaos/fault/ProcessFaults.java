package org.aitbc.bench.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.environment.Environment;
import org.aitbc.bench.chaos.environment.Service;
import org.aitbc.bench.chaos.environment.TargetProcess;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.skew.ClockSkew;

/** Processes that are killed or stopped. */
final class ProcessFaults {

    private static final long BEYOND_THE_LEASE = Environment.LEASE.toMillis() + 1_500;
    private static final List<Service> ALL = List.of(Service.values());

    private ProcessFaults() {}

    /** Others may still be on their way back. */
    static String kill(Arena arena, Service service) throws Exception {
        arena.awaitReady(service);
        return kill(arena.environment().process(service));
    }

    static String killTwo(Arena arena, Random random) throws Exception {
        arena.awaitWhole();
        List<Service> two = new ArrayList<>(ALL);
        Collections.shuffle(two, random);
        return kill(arena.environment().process(two.getFirst())) + " and "
                + kill(arena.environment().process(two.get(1)));
    }

    /** When it goes on, the leases it held are long those of others. */
    static String freeze(Arena arena, Random random) throws Exception {
        Service service = ALL.get(random.nextInt(ALL.size()));
        arena.awaitReady(service);
        return freeze(arena.environment().process(service));
    }

    /** By many leases, there and back; less than what tokens allow for. */
    static String skewClock(Arena arena, Random random) throws Exception {
        Service service = ALL.get(random.nextInt(ALL.size()));
        arena.awaitReady(service);
        TargetProcess target = arena.environment().process(service);
        long pid = target.process().orElseThrow().pid();
        Duration skew = Duration.ofSeconds(random.nextInt(20, 45)).multipliedBy(random.nextBoolean() ? 1 : -1);
        ClockSkew.set(pid, skew, arena.environment().suite().data());
        try {
            Pause.between(random, 2_000, 4_000);
        } finally {
            ClockSkew.set(pid, Duration.ZERO, arena.environment().suite().data());
        }
        return target.name() + " by " + skew.toSeconds() + " s";
    }

    static String killWorker(Arena arena) {
        return kill(arena.environment().worker());
    }

    static String freezeWorker(Arena arena) throws Exception {
        return freeze(arena.environment().worker());
    }

    private static String kill(TargetProcess target) {
        target.signal("KILL");
        return target.name();
    }

    private static String freeze(TargetProcess target) throws InterruptedException {
        target.signal("STOP");
        try {
            Pause.millis(BEYOND_THE_LEASE);
        } finally {
            target.signal("CONT");
        }
        return target.name() + " for " + BEYOND_THE_LEASE + " ms";
    }
}
