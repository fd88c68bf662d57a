package org.aitbc.bench.chaos.fault;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.environment.Environment;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.load.Worker;
import org.aitbc.bench.chaos.load.Worker.DeathAt;
import org.aitbc.bench.chaos.load.WorkerKind;
import org.aitbc.bench.chaos.log.Task;

/** Workers that die, stand still, come all at once or meet what kills them. */
final class WorkerFaults {

    private static final int AT_ONCE = 10;
    private static final int STORM = 1_000;
    private static final int REARGUARD = 200;
    private static final int A_REQUEST = 100;
    private static final String OPEN = """
        select count(*) from core.job j
        where j.type = 'storm' and not exists (select from core.outcome o where o.job_id = j.id)\
        """;
    private static final Duration TIME_TO_HOLD = Duration.ofSeconds(3);
    private static final Duration TIME_TO_DIE = Duration.ofSeconds(8);
    private static final Duration TIME_FOR_THE_STORM = Duration.ofSeconds(30);
    private static final Duration TIME_TO_TAKE_BACK = Environment.LEASE.plusSeconds(3);

    private WorkerFaults() {}

    /** At every stage of a job, while nothing else is broken: so it can be measured how long their jobs take to go on. */
    static String kill(Arena arena, Random random) throws Exception {
        arena.awaitWhole();
        Instant whole = Instant.now();
        List<Worker> chosen =
                arena.workload().workers().pick(AT_ONCE, random, worker -> worker.kind() != WorkerKind.POISONED);
        List<DeathAt> moments = List.of(DeathAt.values());
        for (int i = 0; i < chosen.size(); i++) {
            chosen.get(i).condemn(moments.get(i % moments.size()), whole);
        }
        boolean all = Arena.await(() -> chosen.stream().allMatch(Worker::isDead), TIME_TO_DIE);
        chosen.forEach(Worker::diesUnmeasured);
        Pause.millis(TIME_TO_TAKE_BACK.toMillis());
        return chosen.stream().filter(Worker::isDead).count() + (all ? " workers" : " workers, some live on");
    }

    /** Zombies: each goes on with what it held after its lease has lapsed. */
    static String freeze(Arena arena, Random random) throws InterruptedException {
        boolean _ = Arena.await(() -> arena.workload().workers().running().size() >= AT_ONCE, TIME_TO_HOLD);
        List<Worker> chosen = arena.workload()
                .workers()
                .pick(6, random, worker -> !worker.running().isEmpty());
        chosen.forEach(worker -> worker.freeze(true));
        Pause.millis(Environment.LEASE.toMillis() + 1_500);
        chosen.forEach(worker -> worker.freeze(false));
        return chosen.size() + " workers";
    }

    /** Very many workers come, lose their connections at once and come again. */
    static String storm(Arena arena) throws Exception {
        List<Worker> many = arena.workload().workers().hire(WorkerKind.STORMING, STORM);
        String registered = "select count(*) from core.miner where id like 'storming-%'";
        boolean came = Arena.await(() -> arena.environment().database().count(registered) >= STORM, TIME_FOR_THE_STORM);
        many.forEach(Worker::disconnect);
        order(arena);
        boolean done = Arena.await(() -> arena.environment().database().count(OPEN) == 0, TIME_FOR_THE_STORM);
        many.forEach(Worker::disconnect);
        // nobody else takes what is left
        arena.workload().workers().dismiss(done ? many : many.subList(REARGUARD, STORM));
        return STORM + " workers" + (came ? "" : ", not all came in time")
                + (done ? "" : ", not all jobs were done in time");
    }

    /** Paid jobs that no worker survives. */
    static String poison(Arena arena) throws InterruptedException {
        List<String> jobs = arena.workload()
                .place(arena.workload().principals().rich(), Task.POISON, 3, new BigDecimal("0.10"))
                .jobs();
        return jobs.size() + " jobs";
    }

    private static void order(Arena arena) throws InterruptedException {
        for (int ordered = 0; ordered < STORM; ordered += A_REQUEST) {
            var _ = arena.workload()
                    .place(arena.workload().principals().free(), Task.STORM, A_REQUEST, BigDecimal.ZERO);
        }
    }
}
