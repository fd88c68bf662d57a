package org.aitbc.bench.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.skew.ClockSkew;
import org.aitbc.bench.chaos.stage.Service;
import org.aitbc.bench.chaos.stage.Stage;
import org.aitbc.bench.chaos.stage.Victim;

/** Processes that die, and processes that stand still. */
final class ProcessFaults {

    private static final long BEYOND_THE_LEASE = Stage.LEASE.toMillis() + 1_500;
    private static final List<Service> ALL = List.of(Service.values());

    private ProcessFaults() {}

    /** Others may still be on their way back. */
    static String kill(Arena arena, Service service) throws Exception {
        arena.awaitReady(service);
        return kill(arena.stage().process(service));
    }

    static String killTwo(Arena arena, Random random) throws Exception {
        arena.awaitWhole();
        List<Service> two = new ArrayList<>(ALL);
        Collections.shuffle(two, random);
        return kill(arena.stage().process(two.getFirst())) + " and "
                + kill(arena.stage().process(two.get(1)));
    }

    /** It comes back as if nothing had been: what it held is long somebody else's. */
    static String freeze(Arena arena, Random random) throws Exception {
        Service service = ALL.get(random.nextInt(ALL.size()));
        arena.awaitReady(service);
        return freeze(arena.stage().process(service));
    }

    /** By many leases, there and back; less than what tokens allow for. */
    static String skewClock(Arena arena, Random random) throws Exception {
        Service service = ALL.get(random.nextInt(ALL.size()));
        arena.awaitReady(service);
        Victim victim = arena.stage().process(service);
        long pid = victim.process().orElseThrow().pid();
        Duration skew = Duration.ofSeconds(random.nextInt(20, 45)).multipliedBy(random.nextBoolean() ? 1 : -1);
        ClockSkew.set(pid, skew, arena.stage().suite().data());
        try {
            Pause.between(random, 2_000, 4_000);
        } finally {
            ClockSkew.set(pid, Duration.ZERO, arena.stage().suite().data());
        }
        return victim.name() + " by " + skew.toSeconds() + " s";
    }

    static String killWorker(Arena arena) {
        return kill(arena.stage().worker());
    }

    static String freezeWorker(Arena arena) throws Exception {
        return freeze(arena.stage().worker());
    }

    private static String kill(Victim victim) {
        return victim.name() + (victim.kill() ? "" : " was not there");
    }

    private static String freeze(Victim victim) throws InterruptedException {
        victim.freeze();
        try {
            Pause.millis(BEYOND_THE_LEASE);
        } finally {
            victim.thaw();
        }
        return victim.name() + " for " + BEYOND_THE_LEASE + " ms";
    }
}
