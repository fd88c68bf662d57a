package org.aitbc.bench.chaos.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.aitbc.bench.chaos.check.Rows.Event;
import org.aitbc.bench.chaos.check.Rows.IdempotencyKey;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.check.Rows.LeaseEvent;
import org.aitbc.bench.chaos.check.Rows.Op;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.check.Rows.Place;
import org.aitbc.bench.chaos.stage.LeaseWatch;

/** Reads all rows that the checks want, as of one moment. */
public final class Tables {

    private static final String JOBS = """
        select id, client, coalesce(payload ->> 'tag', ''), coalesce(payload ->> 'task', ''),
               payment_amount, payment_currency, requested_at from core.job\
        """;
    private static final String OUTCOMES =
            "select job_id, state, miner_id, attempt, ended_at, error_code, price, receipt from core.outcome";
    private static final String OUTBOX = "select xid::text::bigint, id, event, subject from core.outbox";
    private static final String OFFSETS = "select reader, xid::text::bigint, id from core.outbox_offset";

    private final Statement statement;

    private Tables(Statement statement) {
        this.statement = statement;
    }

    public static Rows read(Connection connection) throws SQLException {
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            return new Tables(statement).rows();
        } finally {
            connection.rollback();
        }
    }

    interface Reading<T> {
        T of(ResultSet row) throws SQLException;
    }

    private Rows rows() throws SQLException {
        return new Rows(
                all(
                        JOBS,
                        row -> new Job(
                                id(row, 1),
                                text(row, 2),
                                text(row, 3),
                                text(row, 4),
                                row.getBigDecimal(5),
                                text(row, 6),
                                instant(row, 7))),
                all(
                        OUTCOMES,
                        row -> new Outcome(
                                id(row, 1),
                                text(row, 2),
                                row.getString(3),
                                row.getInt(4),
                                instant(row, 5),
                                row.getString(6),
                                row.getBigDecimal(7),
                                row.getString(8))),
                all("select id from core.ready", row -> id(row, 1)),
                all("select job_id from core.lease", row -> id(row, 1)),
                all(
                        LeaseWatch.EVENTS,
                        row -> new LeaseEvent(
                                Op.valueOf(text(row, 2)),
                                instant(row, 3),
                                instant(row, 4),
                                id(row, 5),
                                id(row, 6),
                                text(row, 7),
                                row.getInt(8),
                                instant(row, 9))),
                all(OUTBOX, row -> new Event(new Place(row.getLong(1), row.getLong(2)), text(row, 3), id(row, 4))),
                map(all(OFFSETS, row -> Map.entry(text(row, 1), new Place(row.getLong(2), row.getLong(3))))),
                all(
                        "select principal, key, resource from core.idempotency_key",
                        row -> new IdempotencyKey(text(row, 1), text(row, 2), id(row, 3))),
                map(all("select id, owner from core.miner", row -> Map.entry(text(row, 1), text(row, 2)))),
                new HashSet<>(all("select key_id from core.receipt_key", row -> text(row, 1))),
                BookTables.read(statement));
    }

    private <T> List<T> all(String sql, Reading<T> reading) throws SQLException {
        return all(statement, sql, reading);
    }

    static <T> List<T> all(Statement statement, String sql, Reading<T> reading) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                all.add(reading.of(row));
            }
        }
        return all;
    }

    static String text(ResultSet row, int column) throws SQLException {
        return Objects.requireNonNull(row.getString(column));
    }

    /** As on the wire. */
    static String id(ResultSet row, int column) throws SQLException {
        return text(row, column).replace("-", "");
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp at = Objects.requireNonNull(row.getTimestamp(column));
        return at.toInstant();
    }

    private static <T> Map<String, T> map(List<Map.Entry<String, T>> entries) {
        return entries.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
