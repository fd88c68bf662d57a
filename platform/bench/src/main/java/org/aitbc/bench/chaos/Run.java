package org.aitbc.bench.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.aitbc.bench.chaos.check.Rows;
import org.aitbc.bench.chaos.check.Tables;
import org.aitbc.bench.chaos.fault.Arena;
import org.aitbc.bench.chaos.fault.Schedule;
import org.aitbc.bench.chaos.fault.Schedule.Step;
import org.aitbc.bench.chaos.load.Cast;
import org.aitbc.bench.chaos.load.Load;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.log.Journal;
import org.aitbc.bench.chaos.log.Order.Answer;
import org.aitbc.bench.chaos.log.Seen;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.chaos.stage.Stage;

/** One run: a suite, load on it, faults in it, and in the end the question what became of everything. */
public final class Run {

    /** A run with fewer jobs means little. */
    public static final int LEAST_JOBS = 20_000;

    private static final Duration TIME_FOR_THE_REST = Duration.ofSeconds(60);
    private static final Duration TIME_TO_SETTLE = Duration.ofSeconds(90);
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private static final String OPEN = """
        select (select count(*) from core.job j where not exists (select from core.outcome o where o.job_id = j.id))
             + (select count(*) from core.payment where status = 'escrowed')
             + (select count(*) from payment.hold where state = 'pending')
             + (select count(*) from core.outbox_offset f
                where exists (select from core.outbox o where (o.xid, o.id) > (f.xid, f.id)))\
        """;

    private final Path jar;
    private final int minutes;
    private final long seed;
    private final Consumer<String> out;
    private final Journal journal = new Journal();
    private final long start = System.nanoTime();
    private int faults;

    /**
     * @param jar the runnable suite
     * @param minutes how long faults come; 0 for one round of them
     */
    public Run(Path jar, int minutes, long seed, Consumer<String> out) {
        this.jar = jar;
        this.minutes = minutes;
        this.seed = seed;
        this.out = out;
    }

    /** Runs it; where something is wrong the suite's data stays. */
    public Verdict call() throws IOException, InterruptedException, SQLException {
        say("seed " + seed);
        try (Stage stage = Stage.start(jar)) {
            Cast cast = Cast.join(stage.suite(), journal);
            say("the suite is up, in " + stage.suite().data());
            Load load = new Load(stage, cast, journal, seed);
            load.start();
            Arena arena = new Arena(stage, load, journal, minutes == 0 ? 1 : 5);
            strike(arena);
            boolean _ = Arena.await(() -> journal.taken() >= LEAST_JOBS, TIME_FOR_THE_REST);
            arena.end();
            settle(stage, load);
            Verdict verdict = judge(stage, cast);
            if (!verdict.isGood()) {
                stage.suite().keepData();
                say("data and logs stay in " + stage.suite().data());
            }
            return verdict;
        }
    }

    private void strike(Arena arena) throws InterruptedException {
        Schedule schedule = new Schedule(seed);
        long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
        do {
            for (Step step : schedule.round()) {
                if (faults > 0 && minutes > 0 && System.nanoTime() > end) {
                    return;
                }
                Pause.millis(step.pauseMillis());
                strike(arena, step);
            }
        } while (System.nanoTime() < end);
    }

    private void strike(Arena arena, Step step) throws InterruptedException {
        faults++;
        try {
            say("%3d %s: %s".formatted(faults, step.fault(), step.fault().strike(arena, new Random(step.seed()))));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            say("%3d %s failed: %s".formatted(faults, step.fault(), e));
            journal.odd("fault " + faults + ", " + step.fault() + ": " + e);
        }
    }

    /** Everything is whole again; what was ordered comes to its end. */
    private void settle(Stage stage, Load load) throws InterruptedException, IOException {
        say("%d jobs taken; letting all come to their end".formatted(journal.taken()));
        if (!Arena.await(stage::isWhole, TIME_TO_SETTLE)) {
            journal.odd("the suite is not whole again");
        }
        load.stopOrdering();
        awaitNothingOpen(stage);
        spendTheRest(stage, load);
        awaitNothingOpen(stage);
        load.crew().dismissAll();
        if (!stage.isWhole()) {
            journal.odd("in the end not everything is ready: the audit may have found something");
        }
    }

    private void awaitNothingOpen(Stage stage) throws InterruptedException {
        if (!Arena.await(() -> stage.database().count(OPEN) == 0, TIME_TO_SETTLE)) {
            say("after " + TIME_TO_SETTLE.toSeconds() + " s there still is something open");
        }
    }

    /** The last coin can be spent, and nothing after it. */
    private void spendTheRest(Stage stage, Load load) throws InterruptedException, IOException {
        BigDecimal rest = Purses.available(stage, load.cast().rich());
        BigDecimal[] wishes = {rest.add(CENT), rest, CENT};
        Answer[] due = {Answer.REFUSED, Answer.TAKEN, Answer.REFUSED};
        for (int i = 0; i < wishes.length && rest.compareTo(CENT) >= 0; i++) {
            Answer told = load.place(load.cast().rich(), Task.QUICK, wishes[i]).answer();
            if (told != due[i]) {
                journal.odd("with " + rest + " left an order for " + wishes[i] + " was " + told);
            }
        }
    }

    private Verdict judge(Stage stage, Cast cast) throws SQLException, IOException, InterruptedException {
        try (Connection connection = stage.database().connect()) {
            Rows rows = Tables.read(connection);
            Purses.compare(stage, cast, rows.books(), journal);
            Seen seen = journal.seen();
            say("asking what became of it");
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return Verdict.of(seed, minutes, faults, Figures.of(faults, took, stage, seen, rows), seen, rows);
        }
    }

    private void say(String what) {
        out.accept("[%6.1f s] %s".formatted((System.nanoTime() - start) / 1e9, what));
    }
}
