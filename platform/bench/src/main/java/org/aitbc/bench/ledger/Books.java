package org.aitbc.bench.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The tables that a ledger writes to.
 *
 * @param schema of its tables {@code account} and {@code entry}
 * @param commit the column of its entries that each commit has a value of its own in
 */
record Books(String schema, String commit) {

    /** The number of the last entry. */
    long last(Connection connection) {
        return number(connection, "select coalesce(max(seq), 0) from %s.entry".formatted(schema));
    }

    /** How many commits wrote the entries after this one. */
    long commits(Connection connection, long after) {
        return number(
                connection, "select count(distinct %s) from %s.entry where seq > ?".formatted(commit, schema), after);
    }

    /** Fails unless the entries after this one are those of the acknowledged transfers, each once, and balances add up to zero. */
    void require(Connection connection, long after, List<UUID> acknowledged) throws SQLException {
        long wrong = number(
                connection, """
                with booked as (
                  select posting, count(*) as sides, sum(amount) as rest from %s.entry where seq > ? group by posting)
                select count(*) from booked full join unnest(?) as acknowledged(id) on id = posting
                where id is null or sides is distinct from 2 or rest <> 0""".formatted(schema), after, connection.createArrayOf("uuid", acknowledged.toArray()));
        long unequal = number(connection, "select (sum(balance) <> 0)::int from %s.account".formatted(schema));
        if (wrong + unequal > 0) {
            throw new IllegalStateException(
                    "wrong books in %s: %d transfers that are not there once".formatted(schema, wrong));
        }
    }

    private static long number(Connection connection, String sql, Object... parameters) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true))
                .sql(sql)
                .params(parameters)
                .query(Long.class)
                .single();
    }
}
