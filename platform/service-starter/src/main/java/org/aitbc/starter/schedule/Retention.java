package org.aitbc.starter.schedule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes what ended longer ago than {@code aitbc.retention.days}, in batches that are small enough for others not to notice.
 * Each is a transaction of its own, so a sweep that is cut off goes on with the next one.
 */
public final class Retention {

    /** How often the services look, and after what time first. */
    public static final String EVERY = "${aitbc.retention.every:1h}";

    /** A job may live for seven days, and for so long its key is needed. */
    private static final int LEAST_DAYS = 8;

    private static final int MOST_ROWS = 1_000;

    private final Sweeps sweeps;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;
    private final int days;

    Retention(Sweeps sweeps, JdbcClient jdbc, TransactionTemplate transactions, MeterRegistry meters, int days) {
        if (days != 0 && days < LEAST_DAYS) {
            throw new IllegalArgumentException(
                    "aitbc.retention.days must be 0, which keeps all, or at least " + LEAST_DAYS);
        }
        this.sweeps = sweeps;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.meters = meters;
        this.days = days;
    }

    /** After how many days what has ended is deleted; 0 for never. */
    public int days() {
        return days;
    }

    /**
     * Deletes until a batch finds no more.
     *
     * @param rows what they are, in the plural: the name of the sweep, and a tag of the meter
     * @param sql deletes up to {@code :most} rows that ended before {@code now() - make_interval(days => :days)}, and tells how
     *     many
     */
    public void delete(String rows, String sql) {
        delete(rows, sql, days);
    }

    /** The same for what has a setting of its own; 0 days keep all. */
    public void delete(String rows, String sql, int days) {
        if (days > 0) {
            sweeps.run("old " + rows, () -> {
                int deleted;
                do {
                    deleted = Objects.requireNonNull(transactions.execute(_ -> jdbc.sql(sql)
                            .param("days", days)
                            .param("most", MOST_ROWS)
                            .query(Integer.class)
                            .single()));
                    counter(rows).increment(deleted);
                } while (deleted == MOST_ROWS);
            });
        }
    }

    private Counter counter(String rows) {
        return Counter.builder("aitbc.retention.deleted")
                .description("Rows that were deleted because they ended longer ago than the settings of retention say")
                .tag("rows", rows)
                .register(meters);
    }
}
