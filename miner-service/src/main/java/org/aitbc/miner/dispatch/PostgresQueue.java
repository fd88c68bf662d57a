package org.aitbc.miner.dispatch;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.dispatch.Claims.Claim;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.lease.CircuitBreakers.Shared;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.miner.lease.LeaseTable;
import org.aitbc.starter.batch.Columns;
import org.aitbc.starter.database.DedicatedConnection;

/** The queue in {@code core.ready} and {@code core.lease}, on a connection of its own. */
final class PostgresQueue implements JobQueue, AutoCloseable {

    /** One index range per class: an {@code any()} over classes would sort what it must not even read. */
    static final String READ = """
            select r.class, r.id, r.failed_by, extract(epoch from r.not_there_until - now()) from unnest(?::int[], ?::uuid[]) as w(class, after)
            cross join lateral (
              select class, id, failed_by, not_there_until from core.ready
              where class = w.class and id > w.after order by id limit ?) r""";

    /** Steps from class to class through the index, so that it costs the number of classes, not of jobs. */
    static final String CLASSES = """
            with recursive c as (
              (select class from core.ready order by class limit 1)
              union all
              select (select class from core.ready where class > c.class order by class limit 1) from c where c.class is not null)
            select class from c where class is not null""";

    static final String LEASES = "select " + LeaseTable.Row.COLUMNS + " from core.lease where miner_id = any(?)";

    static final String REQUIREMENTS = "select class, key from core.requirement where class = any(?)";

    /** Far enough ahead for what starts before the next look. */
    static final String RESERVATIONS = """
            select booking_id, miner_id, exclusive, extract(epoch from starts_at - now()), extract(epoch from ends_at - now())
            from core.reservation where ends_at > now() and starts_at < now() + interval '10 s' and not paused""";

    /** What was told longer ago is forgotten, as an instance forgets it. */
    static final String FAILING = """
            select miner_id, failures, greatest(0, extract(epoch from paused_until - now()))
            from core.failing_miner where failures > 0 and paused_until > now() - interval '1 hour'""";

    static final String WRITE_FAILING = """
            insert into core.failing_miner (miner_id, failures, paused_until)
            select miner, failures, now() + make_interval(secs => paused)
            from unnest(?::text[], ?::int[], ?::float8[]) as c (miner, failures, paused) order by miner
            on conflict (miner_id) do update set failures = excluded.failures, paused_until = excluded.paused_until""";

    private static final int NANO_DIGITS = 9;

    private final DedicatedConnection connection;
    private final LeaseSettings settings;

    PostgresQueue(DedicatedConnection connection, LeaseSettings settings) {
        this.connection = connection;
        this.settings = settings;
    }

    @Override
    public Collection<Integer> classes() throws SQLException {
        return connection.run(PostgresQueue::classes);
    }

    @Override
    public Map<Integer, Requirement> requirements(Set<Integer> classes) throws SQLException {
        return connection.run(open -> requirements(open, classes));
    }

    @Override
    public List<Reservation> reservations() throws SQLException {
        return connection.run(PostgresQueue::reservations);
    }

    @Override
    public List<Shared> failing() throws SQLException {
        return connection.run(PostgresQueue::failing);
    }

    @Override
    public void writeFailing(List<Shared> changed) throws SQLException {
        connection.run(open -> writeFailing(open, changed));
    }

    @Override
    public List<Ready> read(Map<Integer, UUID> after, int most) throws SQLException {
        return connection.run(open -> read(open, after, most));
    }

    @Override
    public List<Lease> take(List<Claim> claims) throws SQLException {
        return connection.run(open -> Claims.take(open, claims, settings));
    }

    @Override
    public List<LeaseTable.Row> leasesOf(Collection<String> miners) throws SQLException {
        return connection.run(open -> leasesOf(open, miners));
    }

    @Override
    public int undo(List<UUID> leases) throws SQLException {
        return connection.run(open -> Claims.undo(open, leases));
    }

    @Override
    public void close() {
        connection.close();
    }

    private static List<Integer> classes(Connection connection) throws SQLException {
        List<Integer> classes = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(CLASSES);
                ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                classes.add(rows.getInt(1));
            }
        }
        return classes;
    }

    private static Map<Integer, Requirement> requirements(Connection connection, Set<Integer> classes)
            throws SQLException {
        Map<Integer, Requirement> requirements = new HashMap<>();
        try (PreparedStatement read = connection.prepareStatement(REQUIREMENTS)) {
            read.setArray(1, connection.createArrayOf("int4", classes.toArray()));
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    requirements.put(rows.getInt(1), Requirement.parse(rows.getString(2)));
                }
            }
        }
        return requirements;
    }

    private static List<Reservation> reservations(Connection connection) throws SQLException {
        List<Reservation> reservations = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(RESERVATIONS);
                ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                reservations.add(new Reservation(
                        rows.getObject(1, UUID.class),
                        rows.getString(2),
                        rows.getBoolean(3),
                        duration(rows.getBigDecimal(4)),
                        duration(rows.getBigDecimal(5))));
            }
        }
        return reservations;
    }

    private static List<Shared> failing(Connection connection) throws SQLException {
        List<Shared> failing = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(FAILING);
                ResultSet rows = read.executeQuery()) {
            while (rows.next()) {
                failing.add(new Shared(rows.getString(1), rows.getInt(2), duration(rows.getBigDecimal(3))));
            }
        }
        return failing;
    }

    private static int writeFailing(Connection connection, List<Shared> changed) throws SQLException {
        try (PreparedStatement write = connection.prepareStatement(WRITE_FAILING)) {
            Columns.set(write, 1, "text", changed, Shared::minerId);
            Columns.set(write, 2, "int4", changed, Shared::failures);
            Columns.set(write, 3, "float8", changed, one -> one.paused().toNanos() / 1e9);
            return write.executeUpdate();
        }
    }

    private static List<LeaseTable.Row> leasesOf(Connection connection, Collection<String> miners) throws SQLException {
        List<LeaseTable.Row> leases = new ArrayList<>();
        try (PreparedStatement read = connection.prepareStatement(LEASES)) {
            read.setArray(1, connection.createArrayOf("text", miners.toArray()));
            try (ResultSet rows = read.executeQuery()) {
                while (rows.next()) {
                    leases.add(LeaseTable.Row.of(rows, leases.size()));
                }
            }
        }
        return leases;
    }

    private static Duration duration(BigDecimal seconds) {
        return Duration.ofNanos(seconds.movePointRight(NANO_DIGITS).longValue());
    }

    private static List<Ready> read(Connection connection, Map<Integer, UUID> after, int most) throws SQLException {
        List<Ready> read = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setArray(
                    1, connection.createArrayOf("int4", after.keySet().toArray()));
            statement.setArray(
                    2, connection.createArrayOf("uuid", after.values().toArray()));
            statement.setInt(3, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String failedBy = rows.getString(3);
                    read.add(new Ready(
                            rows.getInt(1),
                            rows.getObject(2, UUID.class),
                            failedBy,
                            failedBy == null ? 0 : System.nanoTime() + (long) (rows.getDouble(4) * 1e9)));
                }
            }
        }
        return read;
    }
}
