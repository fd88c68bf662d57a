package org.aitbc.servicetest.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way to a database that is slow, breaks, and loses replies or delays what it was told. */
public final class Database {

    private static final Duration USUAL = Duration.ofMillis(3);
    private static final Duration SLOW = Duration.ofMillis(300);
    private static final Duration LATE = Duration.ofSeconds(3);

    private final Simulation simulation;
    private final Runnable afterEach;
    private double faults;
    private long downUntil;

    /** @param afterEach runs after each statement, to look whether what it left is right */
    public Database(Simulation simulation, Runnable afterEach) {
        this.simulation = simulation;
        this.afterEach = afterEach;
    }

    /** How many of the calls shall break. */
    public void faults(double share) {
        faults = share;
    }

    /** Nobody reaches it for so long. */
    public void down(Duration time) {
        downUntil = simulation.now() + time.toNanos();
        simulation.note("database down for " + time.toMillis() + " ms");
    }

    /** Back at once, and no more faults. */
    public void calm() {
        faults = 0;
        downUntil = 0;
    }

    /**
     * Runs a statement for the running task.
     *
     * @param what for the trace
     * @throws SQLException when the connection broke; whether the statement was or will be committed is then unknown
     */
    public <T> T call(String what, Supplier<T> statement) throws SQLException {
        return call(what, statement, () -> {});
    }

    /** @param never runs where the statement got lost and will never be run */
    public <T> T call(String what, Supplier<T> statement, Runnable never) throws SQLException {
        travel();
        if (simulation.now() < downUntil) {
            never.run();
            throw broken("the database is down");
        }
        if (!simulation.chance(faults)) {
            T answer = commit(what, statement);
            travel();
            return answer;
        }
        switch (simulation.below(4)) {
            case 0 -> {
                simulation.note("lost: " + what);
                never.run();
            }
            case 1 -> simulation.after(simulation.upTo(LATE), () -> commit(what + ", late and unheard", statement));
            default -> commit(what + ", reply lost", statement);
        }
        simulation.sleep(simulation.upTo(SLOW));
        throw broken("the connection broke");
    }

    private <T> T commit(String what, Supplier<T> statement) {
        T answer = statement.get();
        simulation.note(what + " -> " + shown(answer));
        afterEach.run();
        return answer;
    }

    /** Enough to follow a run by; long answers cost more than all the rest of it. */
    private static Object shown(@Nullable Object answer) {
        return switch (answer) {
            case Map<?, ?> map -> map.size() + " rows";
            case Collection<?> rows when rows.size() > 3 -> rows.size() + " rows";
            case null, default -> String.valueOf(answer);
        };
    }

    private void travel() {
        if (simulation.chance(0.5)) {
            simulation.sleep(simulation.upTo(simulation.chance(0.1) ? SLOW : USUAL));
        }
    }

    private static SQLException broken(String why) {
        return new SQLException(why, "08006");
    }
}
