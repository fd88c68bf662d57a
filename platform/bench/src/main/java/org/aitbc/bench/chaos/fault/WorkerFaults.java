package org.aitbc.bench.chaos.fault;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.load.DeathAt;
import org.aitbc.bench.chaos.load.Manner;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.load.Worker;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.chaos.stage.Stage;

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
    private static final Duration TIME_TO_TAKE_BACK = Stage.LEASE.plusSeconds(3);

    private WorkerFaults() {}

    /** At every stage of a job, while nothing else is broken: so it can be measured how long their jobs take to go on. */
    static String kill(Arena arena, Random random) throws Exception {
        arena.awaitWhole();
        Instant whole = Instant.now();
        List<Worker> chosen = arena.load().crew().pick(AT_ONCE, random, worker -> worker.manner() != Manner.POISONED);
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
        boolean _ = Arena.await(() -> arena.load().crew().running().size() >= AT_ONCE, TIME_TO_HOLD);
        List<Worker> chosen =
                arena.load().crew().pick(6, random, worker -> !worker.running().isEmpty());
        chosen.forEach(worker -> worker.freeze(true));
        Pause.millis(Stage.LEASE.toMillis() + 1_500);
        chosen.forEach(worker -> worker.freeze(false));
        return chosen.size() + " workers";
    }

    /** Very many workers come, lose their connections at once and come again. */
    static String storm(Arena arena) throws Exception {
        int count = Math.min(5_000, STORM * arena.scale());
        List<Worker> many = arena.load().crew().hire(Manner.STORMING, count);
        String registered = "select count(*) from core.miner where id like 'storming-%'";
        boolean came = Arena.await(
                () -> arena.stage().database().count(registered) >= count,
                TIME_FOR_THE_STORM.multipliedBy(arena.scale()));
        many.forEach(Worker::disconnect);
        order(arena, count);
        boolean done = Arena.await(
                () -> arena.stage().database().count(OPEN) == 0, TIME_FOR_THE_STORM.multipliedBy(arena.scale()));
        many.forEach(Worker::disconnect);
        // nobody else takes what is left
        arena.load().crew().dismiss(done ? many : many.subList(REARGUARD, count));
        return count + " workers" + (came ? "" : ", not all came in time")
                + (done ? "" : ", not all jobs were done in time");
    }

    /** Paid jobs that no worker survives. */
    static String poison(Arena arena) throws InterruptedException {
        List<String> jobs = arena.load()
                .place(arena.load().cast().rich(), Task.POISON, 3, new BigDecimal("0.10"))
                .jobs();
        return jobs.size() + " jobs";
    }

    private static void order(Arena arena, int count) throws InterruptedException {
        for (int ordered = 0; ordered < count; ordered += A_REQUEST) {
            var _ = arena.load().place(arena.load().cast().free(), Task.STORM, A_REQUEST, BigDecimal.ZERO);
        }
    }
}
