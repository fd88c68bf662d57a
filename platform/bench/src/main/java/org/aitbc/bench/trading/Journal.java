package org.aitbc.bench.trading;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aitbc.bench.process.SuiteProcess;

/** A market's journal in the suite's database. */
record Journal(Connection connection, String market) implements AutoCloseable {

    static final String SHARED = "commands a commit";
    static final String P50 = "settled p50 ms";
    static final String P99 = "settled p99 ms";

    private static final int TRIES = 6_000;
    private static final String END = "select seq from trading.market where id = ?";
    private static final String UNSETTLED = "select count(*) from trading.move where market = ?";

    /** From the time of the matcher's transaction to that of the ledger's. */
    private static final String FIGURES = """
        select (select count(*)::float8 / count(distinct at) from trading.command where market = i.market and seq > i.before),
          (select count(*) from trading.command where market = i.market and seq > i.before),
          percentile_cont(0.5) within group (order by settled.ms), percentile_cont(0.99) within group (order by settled.ms)
        from (values (?, ?)) as i(market, before)
        join trading.fill f on f.market = i.market and f.seq > i.before
        join payment.posting p on p.reference = f.market || ':' || f.seq
        cross join lateral (select extract(epoch from p.at - f.at)::float8 * 1000) as settled(ms)
        group by i.market, i.before""";

    static Journal of(SuiteProcess suite, String market) throws SQLException {
        return new Journal(suite.connect(), market);
    }

    long end() throws SQLException {
        return count(END);
    }

    /** What came after a place in the journal, once the ledger has all of it; just the acknowledged orders must have come. */
    Map<String, Double> settled(long before, long acknowledged) throws SQLException, InterruptedException {
        for (int i = 0; count(UNSETTLED) > 0; i++) {
            if (i == TRIES) {
                throw new IllegalStateException("fills are not settled");
            }
            Thread.sleep(10);
        }
        try (PreparedStatement statement = connection.prepareStatement(FIGURES)) {
            statement.setString(1, market);
            statement.setLong(2, before);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getLong(2) != acknowledged) {
                    throw new IllegalStateException(
                            acknowledged + " orders were acknowledged, the journal has " + row.getLong(2));
                }
                Map<String, Double> figures = new LinkedHashMap<>();
                figures.put(SHARED, row.getDouble(1));
                figures.put(P50, row.getDouble(3));
                figures.put(P99, row.getDouble(4));
                return figures;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private long count(String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, market);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
