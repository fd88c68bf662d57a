package org.aitbc.bench.chaos.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aitbc.bench.chaos.environment.DirectDatabase;
import org.aitbc.bench.chaos.load.Pause;

/** Faults of PostgreSQL. */
final class DatabaseFaults {

    private static final Duration TIME_TO_START = Duration.ofSeconds(60);
    private static final Duration TIME_TO_SUCCEED = Duration.ofSeconds(10);
    private static final int MOST_CONNECTIONS = 200;
    private static final List<String> TABLES =
            List.of("core.api_key", "core.miner", "core.payment", "core.idempotency_key", "payment.head");

    private DatabaseFaults() {}

    /** Immediate stop; the suite starts it again. Nothing else is broken until a job was done. */
    static String stop(Arena arena) throws Exception {
        arena.awaitWhole();
        DirectDatabase database = arena.environment().database();
        ProcessHandle old = arena.environment().postgres().process().orElseThrow();
        arena.environment().postgres().signal("QUIT");
        var _ = old.onExit().get();
        Instant[] back = new Instant[1];
        if (!Arena.await(() -> (back[0] = now(database)) != null, TIME_TO_START)) {
            throw new IllegalStateException("PostgreSQL did not come back");
        }
        arena.history().databaseBack().add(back[0]);
        String since = "select count(*) from core.outcome where state = 'COMPLETED' and ended_at > '" + back[0] + "'";
        boolean works = Arena.await(() -> database.count(since) > 0, TIME_TO_SUCCEED);
        return works ? "and back" : "and back, but no job was done for " + TIME_TO_SUCCEED.toSeconds() + " s";
    }

    private static Instant now(DirectDatabase database) throws SQLException {
        return Instant.EPOCH.plus(
                database.count("select (extract(epoch from clock_timestamp()) * 1000000)::bigint"), ChronoUnit.MICROS);
    }

    static String terminate(Arena arena) throws SQLException {
        return arena.environment().database().terminateBackends() + " sessions";
    }

    /** A table that is locked keeps each connection that comes to it. */
    static String exhaustPools(Arena arena, Random random) throws Exception {
        String table = TABLES.get(random.nextInt(TABLES.size()));
        try (Connection connection = arena.environment().database().connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table " + table + " in access exclusive mode");
            RequestFaults.readMuch(arena);
            Pause.between(random, 1_500, 3_000);
            connection.rollback();
        }
        return table + " locked";
    }

    /** PostgreSQL has no connection left for those that the services open again. */
    static String takeConnections(Arena arena) throws Exception {
        List<Connection> taken = new ArrayList<>();
        try {
            for (int round = 0; round < 4; round++) {
                var _ = arena.environment().database().terminateBackends();
                take(arena.environment().database(), taken);
                Pause.millis(400);
            }
        } catch (SQLException full) {
            // then nobody else gets one either
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        return taken.size() + " taken";
    }

    private static void take(DirectDatabase database, List<Connection> taken) {
        try {
            while (taken.size() < MOST_CONNECTIONS) {
                taken.add(database.connect());
            }
        } catch (SQLException full) {
            // as it should be
        }
    }

    /** The sessions that were opened meanwhile stay so: the suite has to part with them itself. */
    static String readOnly(Arena arena) throws Exception {
        DirectDatabase database = arena.environment().database();
        database.run("alter database aitbc set default_transaction_read_only = on");
        try {
            var _ = database.terminateBackends();
            Pause.millis(2_000);
        } finally {
            database.run("alter database aitbc reset default_transaction_read_only");
        }
        return "for 2 s";
    }

    /** Held from here on to the end, or until PostgreSQL stops: old rows stay, and what reads them must not become slow. */
    static String holdSnapshot(Arena arena) {
        arena.keepUp(() -> holdSnapshot(arena.environment().database()));
        return "until the end";
    }

    private static void holdSnapshot(DirectDatabase database) {
        try {
            while (true) {
                try (Connection connection = database.connect();
                        Statement statement = connection.createStatement()) {
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                    connection.setAutoCommit(false);
                    while (statement.execute("select count(*) from core.requirement")) {
                        Pause.millis(500);
                    }
                } catch (SQLException away) {
                    Pause.millis(100);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
