package org.aitbc.bench.chaos.fault;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.aitbc.bench.chaos.environment.Service;

/** What can go wrong. */
public enum Fault {
    SNAPSHOT_HELD(1, (arena, _) -> DatabaseFaults.holdSnapshot(arena)),
    MINER_SERVICE_KILLED(2, (arena, _) -> ProcessFaults.kill(arena, Service.MINER)),
    AI_SERVICE_KILLED(2, (arena, _) -> ProcessFaults.kill(arena, Service.AI)),
    PAYMENT_SERVICE_KILLED(1, (arena, _) -> ProcessFaults.kill(arena, Service.PAYMENT)),
    TRADING_SERVICE_KILLED(2, (arena, _) -> ProcessFaults.kill(arena, Service.TRADING)),
    GOVERNANCE_SERVICE_KILLED(1, (arena, _) -> ProcessFaults.kill(arena, Service.GOVERNANCE)),
    GATEWAY_KILLED(1, (arena, _) -> ProcessFaults.kill(arena, Service.GATEWAY)),
    TWO_KILLED(1, ProcessFaults::killTwo),
    SERVICE_FROZEN(1, ProcessFaults::freeze),
    CLOCK_SKEWED(2, ProcessFaults::skewClock),
    GPU_WORKER_KILLED(1, (arena, _) -> ProcessFaults.killWorker(arena)),
    GPU_WORKER_FROZEN(1, (arena, _) -> ProcessFaults.freezeWorker(arena)),
    POSTGRES_STOPPED(2, (arena, _) -> DatabaseFaults.stop(arena)),
    BACKENDS_TERMINATED(1, (arena, _) -> DatabaseFaults.terminate(arena)),
    POOLS_EXHAUSTED(2, DatabaseFaults::exhaustPools),
    CONNECTIONS_TAKEN(1, (arena, _) -> DatabaseFaults.takeConnections(arena)),
    READ_ONLY(2, (arena, _) -> DatabaseFaults.readOnly(arena)),
    LATENCY(2, NetworkFaults::delay),
    CUT(2, NetworkFaults::cut),
    REFUSED(2, NetworkFaults::refuse),
    HALF_OPEN(2, NetworkFaults::silence),
    REPLIES_OF_SERVICE_LOST(2, NetworkFaults::loseRepliesOfServices),
    REPLIES_OF_DATABASE_LOST(3, NetworkFaults::loseRepliesOfDatabase),
    WORKERS_KILLED(2, WorkerFaults::kill),
    WORKERS_FROZEN(2, WorkerFaults::freeze),
    WORKERS_STORM(1, (arena, _) -> WorkerFaults.storm(arena)),
    POISON(1, (arena, _) -> WorkerFaults.poison(arena)),
    IDENTICAL_REQUESTS(2, RequestFaults::identical),
    SLOW_CLIENTS(1, (arena, _) -> RequestFaults.slow(arena)),
    HOSTILE_BODIES(1, (arena, _) -> RequestFaults.hostile(arena)),
    REPLAYS(2, LeaseFaults::replay),
    STOLEN_LEASES(2, LeaseFaults::steal);

    private final int times;

    @SuppressWarnings("ImmutableEnumChecker") // a strike keeps nothing
    private final Strike strike;

    Fault(int times, Strike strike) {
        this.times = times;
        this.strike = strike;
    }

    private interface Strike {

        String on(Arena arena, Random random) throws Exception;
    }

    /** Every fault, as often as it comes in a round. */
    public static List<Fault> round() {
        return Stream.of(values())
                .flatMap(fault -> Stream.generate(() -> fault).limit(fault.times))
                .toList();
    }

    /** The faults of a round that is short enough for a build. */
    public static List<Fault> smoke() {
        return List.of(
                MINER_SERVICE_KILLED,
                AI_SERVICE_KILLED,
                PAYMENT_SERVICE_KILLED,
                TRADING_SERVICE_KILLED,
                GOVERNANCE_SERVICE_KILLED,
                GATEWAY_KILLED,
                POSTGRES_STOPPED,
                WORKERS_KILLED,
                REPLIES_OF_DATABASE_LOST,
                REPLAYS);
    }

    /** Does the damage, and returns when the next fault may come; the text says what was done. */
    public String strike(Arena arena, Random random) throws Exception {
        return strike.on(arena, random);
    }
}
