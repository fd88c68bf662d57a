package org.aitbc.bench.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** What the suite's database says of the jobs since some moment. */
record JobCounts(Connection database, UUID last) {

    private static final UUID NONE = new UUID(0, 0);

    /** Ids grow with time, so what comes is greater than the last of now. */
    static JobCounts open(Connection database) throws SQLException {
        try (PreparedStatement last = database.prepareStatement("select id from core.job order by id desc limit 1");
                ResultSet row = last.executeQuery()) {
            return new JobCounts(database, row.next() ? row.getObject(1, UUID.class) : NONE);
        }
    }

    /** Fails unless that many jobs came since, each of which has its receipt. */
    void require(long jobs) throws SQLException {
        try (PreparedStatement count = database.prepareStatement("""
                select (select count(*) from core.job where id > ?),
                       (select count(*) from core.outcome where job_id > ? and receipt_id is not null)""")) {
            count.setObject(1, last);
            count.setObject(2, last);
            try (ResultSet row = count.executeQuery()) {
                row.next();
                if (row.getLong(1) != jobs || row.getLong(2) != jobs) {
                    throw new IllegalStateException(
                            "%d jobs were completed, but the database has %d jobs and %d receipts"
                                    .formatted(jobs, row.getLong(1), row.getLong(2)));
                }
            }
        }
    }
}
