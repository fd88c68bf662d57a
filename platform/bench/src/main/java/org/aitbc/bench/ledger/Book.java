package org.aitbc.bench.ledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.aitbc.starter.batch.Columns;

/**
 * What a way has written.
 *
 * @param schema of its tables {@code account} and {@code entry}
 * @param commit the column of its entries that each commit has a value of its own in
 */
record Book(String schema, String commit) {

    /** The place of the last entry. */
    long last(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("select coalesce(max(seq), 0) from %s.entry".formatted(schema))) {
            return number(statement).longValueExact();
        }
    }

    /** How many commits wrote the entries after this place. */
    long commits(Connection connection, long after) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select count(distinct %s) from %s.entry where seq > ?".formatted(commit, schema))) {
            statement.setLong(1, after);
            return number(statement).longValueExact();
        }
    }

    /**
     * Fails unless the entries after this place are those of the acknowledged orders, each once, and all balances add up to
     * zero.
     *
     * @param sides entries of each order
     */
    void require(Connection connection, long after, List<UUID> acknowledged, int sides) throws SQLException {
        String wrong = """
                with booked as (
                  select posting, count(*) as sides, sum(amount) as rest from %s.entry where seq > ? group by posting)
                select count(*) from booked full join unnest(?) as acknowledged(id) on id = posting
                where id is null or sides is distinct from ? or rest <> 0""".formatted(schema);
        try (PreparedStatement statement = connection.prepareStatement(wrong)) {
            statement.setLong(1, after);
            Columns.set(statement, 2, "uuid", acknowledged, id -> id);
            statement.setInt(3, sides);
            require(number(statement), "orders that are not in the books once");
        }
        try (PreparedStatement statement =
                connection.prepareStatement("select sum(balance) from %s.account".formatted(schema))) {
            require(number(statement), "is what the balances add up to");
        }
    }

    private void require(BigDecimal zero, String otherwise) {
        if (zero.signum() != 0) {
            throw new IllegalStateException("wrong books in " + schema + ": " + zero.toPlainString() + " " + otherwise);
        }
    }

    private static BigDecimal number(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBigDecimal(1);
        }
    }
}
