package org.aitbc.bench.chaos;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.check.Rows;
import org.aitbc.bench.chaos.check.Tables;
import org.aitbc.bench.chaos.environment.Environment;
import org.aitbc.bench.chaos.environment.FaultProxy;
import org.aitbc.bench.chaos.fault.Arena;
import org.aitbc.bench.chaos.fault.Fault;
import org.aitbc.bench.chaos.fault.Schedule;
import org.aitbc.bench.chaos.fault.Schedule.Step;
import org.aitbc.bench.chaos.load.Pause;
import org.aitbc.bench.chaos.load.Principals;
import org.aitbc.bench.chaos.load.Workload;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Answer;
import org.aitbc.bench.chaos.log.Task;
import org.aitbc.bench.process.WorkFolder;

/** One run: a suite, load on it, faults in it, and in the end a check of every job and payment. */
public final class Run {

    private static final Duration TIME_FOR_THE_REST = Duration.ofSeconds(60);
    private static final Duration TIME_TO_SETTLE = Duration.ofSeconds(90);
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final String OPEN = """
        select (select count(*) from core.job j where not exists (select from core.outcome o where o.job_id = j.id))
             + (select count(*) from core.payment where status = 'escrowed')
             + (select count(*) from payment.hold where state = 'pending')
             + (select count(*) from trading.move)
             + (select count(*) from core.outbox_offset f
                where exists (select from core.outbox o where (o.xid, o.id) > (f.xid, f.id)))""";

    /** Reserves of orders that were never placed, since each was placed by a repetition, are released after a minute. */
    private static final String UNUSED_FOR_LONG = "update payment.trade_reserve set at = at - interval '2 minutes'";

    private final Path jar;
    private final List<Fault> faults;
    private final Duration length;
    private final int leastJobs;
    private final long seed;
    private final History history = History.begin();
    private final long start = System.nanoTime();
    private int struck;

    /**
     * @param jar the runnable suite
     * @param faults of each round
     * @param length how long rounds are repeated; at least one is run
     * @param leastJobs a run with fewer means little, so the load goes on until there are so many
     */
    public Run(Path jar, List<Fault> faults, Duration length, int leastJobs, long seed) {
        this.jar = jar;
        this.faults = faults;
        this.length = length;
        this.leastJobs = leastJobs;
        this.seed = seed;
    }

    /** Runs it; where something is wrong the suite's data stays. */
    public Verdict call() throws IOException, InterruptedException, SQLException {
        WorkFolder folder = WorkFolder.create();
        say("seed %d, in %s".formatted(seed, folder.path()));
        Verdict verdict = runIn(folder.path());
        if (verdict.isGood()) {
            folder.close();
        } else {
            say("data and logs stay in " + folder.path());
        }
        return verdict;
    }

    private Verdict runIn(Path folder) throws IOException, InterruptedException, SQLException {
        try (Environment environment = Environment.start(jar, folder)) {
            Principals principals = Principals.join(environment.suite(), history);
            Wallets wallets = new Wallets(environment.url(), principals, history);
            Workload workload = new Workload(environment, principals, history, seed);
            say("the suite is ready");
            workload.start();
            Arena arena = new Arena(environment, workload, history);
            strike(arena);
            boolean _ = Arena.await(() -> history.taken() >= leastJobs, TIME_FOR_THE_REST);
            arena.end();
            settle(environment, workload, wallets);
            return judge(environment, wallets);
        }
    }

    private void strike(Arena arena) throws InterruptedException {
        Schedule schedule = new Schedule(seed, faults);
        long end = System.nanoTime() + length.toNanos();
        do {
            for (Step step : schedule.round()) {
                if (struck > 0 && length.isPositive() && System.nanoTime() > end) {
                    return;
                }
                Pause.millis(step.pauseMillis());
                strike(arena, step);
            }
        } while (System.nanoTime() < end);
    }

    private void strike(Arena arena, Step step) throws InterruptedException {
        struck++;
        try {
            say("%3d %s: %s".formatted(struck, step.fault(), step.fault().strike(arena, new Random(step.seed()))));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            history.unexpected().add("fault " + struck + ", " + step.fault() + ": " + e);
        }
    }

    /** Everything is whole again, and what was ordered comes to its end. */
    private void settle(Environment environment, Workload workload, Wallets wallets)
            throws InterruptedException, IOException, SQLException {
        say("%d jobs taken; waiting until all have ended".formatted(history.taken()));
        if (!Arena.await(environment::isWhole, TIME_TO_SETTLE)) {
            history.unexpected().add("the suite is not whole again");
        }
        workload.stopOrdering();
        environment.database().run(UNUSED_FOR_LONG);
        awaitNothingOpen(environment);
        spendTheRest(workload, wallets);
        awaitNothingOpen(environment);
        workload.workers().dismissAll();
        if (!environment.isWhole()) {
            history.unexpected().add("in the end not everything is ready: the audit may have found something");
        }
    }

    private void awaitNothingOpen(Environment environment) throws InterruptedException {
        if (!Arena.await(() -> environment.database().count(OPEN) == 0, TIME_TO_SETTLE)) {
            say("after " + TIME_TO_SETTLE.toSeconds() + " s there still is something open");
        }
    }

    /** The last coin can be spent, and nothing after it. */
    private void spendTheRest(Workload workload, Wallets wallets) throws InterruptedException, IOException {
        BigDecimal rest = wallets.available(workload.principals().rich());
        BigDecimal[] amounts = {rest.add(CENT), rest, CENT};
        Answer[] due = {Answer.REFUSED, Answer.TAKEN, Answer.REFUSED};
        for (int i = 0; i < amounts.length && rest.compareTo(CENT) >= 0; i++) {
            Answer told = workload.place(workload.principals().rich(), Task.QUICK, 1, amounts[i])
                    .answer();
            if (told != due[i]) {
                history.unexpected().add("with " + rest + " left an order for " + amounts[i] + " was " + told);
            }
        }
    }

    private Verdict judge(Environment environment, Wallets wallets)
            throws SQLException, IOException, InterruptedException {
        try (Connection connection = environment.database().connect()) {
            Rows rows = Tables.read(connection);
            wallets.compare(rows.books());
            int lost = environment.network().all().stream()
                    .mapToInt(FaultProxy::lost)
                    .sum();
            say("%d faults, %d jobs, %d replies lost on the way"
                    .formatted(struck, rows.jobs().size(), lost));
            return Verdict.of(seed, history, rows);
        }
    }

    private void say(String what) {
        System.out.printf("[%6.1f s] %s%n", (System.nanoTime() - start) / 1e9, what);
    }
}
