package org.aitbc.miner.earnings;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.JobView;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a miner ran and what it earned, from leases and receipts. */
@Component
class MinerHistory {

    private static final int MOST_HISTORY = 100;

    private static final String OF_MINER = """
            where id in (select job_id from core.lease where miner_id = :miner
                         union all select job_id from core.outcome where miner_id = :miner)
              and (:type::text is null or type = :type)
              and (:state::text is null or state = upper(:state))
              and (:reward::numeric is null or coalesce(payment_amount, 0) >= :reward)
            """;

    private final JdbcClient jdbc;

    MinerHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What of a miner's jobs is wanted; null members want all. */
    record Filter(
            @Nullable String jobType,
            @Nullable BigDecimal minReward,
            @Nullable String jobStatus) {}

    /** One receipt's worth. */
    record Earned(String jobId, String receiptId, BigDecimal amount, Instant completedAt) {}

    record Totals(BigDecimal earned, int jobs) {}

    List<JobView> jobs(String miner, Filter filter, int limit, int offset) {
        return bind(JobView.SELECT + OF_MINER + " order by id desc limit :limit offset :offset", miner, filter)
                .param("limit", limit)
                .param("offset", offset)
                .query(JobView::of)
                .list();
    }

    int count(String miner, Filter filter) {
        return bind("select count(*) from (" + JobView.SELECT + OF_MINER + ") counted", miner, filter)
                .query(Integer.class)
                .single();
    }

    Totals totals(String miner, @Nullable Instant from, @Nullable Instant to) {
        return jdbc.sql("""
                        select coalesce(sum(price), 0), count(*) from core.outcome
                        where miner_id = :miner and state = 'COMPLETED'
                          and (:from::timestamptz is null or ended_at >= :from) and (:to::timestamptz is null or ended_at <= :to)""")
                .params(span(miner, from, to))
                .query((row, _) -> new Totals(row.getBigDecimal(1), row.getInt(2)))
                .single();
    }

    /** The fixed prices of what it is running now. */
    BigDecimal pending(String miner) {
        return jdbc.sql("""
                        select coalesce(sum(j.payment_amount), 0) from core.lease l join core.job j on j.id = l.job_id
                        where l.miner_id = ?""").param(miner).query(BigDecimal.class).single();
    }

    /** The latest receipts, newest first. */
    List<Earned> history(String miner, @Nullable Instant from, @Nullable Instant to) {
        return jdbc.sql("""
                        select job_id, receipt_id, price, ended_at from core.outcome
                        where miner_id = :miner and state = 'COMPLETED'
                          and (:from::timestamptz is null or ended_at >= :from) and (:to::timestamptz is null or ended_at <= :to)
                        order by job_id desc limit %d""".formatted(MOST_HISTORY))
                .params(span(miner, from, to))
                .query((row, _) -> new Earned(
                        Ids.text(row.getObject(1, UUID.class)),
                        Ids.text(row.getObject(2, UUID.class)),
                        row.getBigDecimal(3),
                        row.getTimestamp(4).toInstant()))
                .list();
    }

    private JdbcClient.StatementSpec bind(String sql, String miner, Filter filter) {
        return jdbc.sql(sql)
                .param("miner", miner)
                .param("type", filter.jobType())
                .param("state", filter.jobStatus())
                .param("reward", filter.minReward());
    }

    private static Map<String, @Nullable Object> span(String miner, @Nullable Instant from, @Nullable Instant to) {
        Map<String, @Nullable Object> span = new HashMap<>();
        span.put("miner", miner);
        span.put("from", from == null ? null : Timestamp.from(from));
        span.put("to", to == null ? null : Timestamp.from(to));
        return span;
    }
}
