package org.aitbc.miner.earnings;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.job.JobState;
import org.aitbc.domain.job.JobView;
import org.aitbc.domain.payment.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a miner ran and what it earned: from leases and outcomes, and from payments. */
@Component
class MinerHistory {

    private static final int MOST_HISTORY = 100;

    private static final String OF_MINER = """
            where id in (select job_id from core.lease where miner_id = :miner
                         union all select job_id from core.outcome where miner_id = :miner)
              and (:type::text is null or type = :type)
              and (:state::text is null or state = :state)
              and (:reward::numeric is null or coalesce(payment_amount, 0) >= :reward)
            """;

    /** Of a payment {@code p}: it was settled for this miner, and something of it was released. */
    private static final String SETTLED = """
            p.miner_id = :miner and p.settled_at is not null and p.released > 0 and p.currency = :currency
            and (:from::timestamptz is null or p.settled_at >= :from) and (:to::timestamptz is null or p.settled_at <= :to)
            """;

    private final JdbcClient jdbc;

    MinerHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What of a miner's jobs is wanted; null members want all. */
    record Filter(
            @Nullable String jobType,
            @Nullable BigDecimal minReward,
            @Nullable JobState jobStatus) {

        private static final int MOST_DIGITS = 40;

        Filter {
            // a billion digits may be said in a dozen characters, and the driver writes them out
            if (minReward != null
                    && (minReward.precision() > MOST_DIGITS || Math.abs((long) minReward.scale()) > MOST_DIGITS)) {
                throw new Invalid("VALIDATION_ERROR", "min_reward: has too many digits");
            }
            Invalid.when(
                    minReward != null && minReward.signum() < 0, "VALIDATION_ERROR", "min_reward: must be 0 or more");
        }
    }

    /** A span of time; null members leave it open. */
    record Span(@Nullable Instant from, @Nullable Instant to) {}

    /**
     * What one job brought.
     *
     * @param receiptId null where it was paid without having been completed
     * @param amount what the job paid, less the fee
     */
    record Earned(String jobId, @Nullable String receiptId, BigDecimal amount, Instant completedAt) {}

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

    BigDecimal earned(String miner, Currency currency, Span span) {
        return within(miner, span, "select coalesce(sum(p.released - p.fee), 0) from core.payment p where " + SETTLED)
                .param("currency", currency.name())
                .query(BigDecimal.class)
                .single();
    }

    int completed(String miner, Span span) {
        return within(miner, span, """
                        select count(*) from core.outcome where miner_id = :miner and state = 'COMPLETED'
                          and (:from::timestamptz is null or ended_at >= :from) and (:to::timestamptz is null or ended_at <= :to)""").query(Integer.class).single();
    }

    /** What is held for what it is running now. */
    BigDecimal pending(String miner, Currency currency) {
        return jdbc.sql("""
                        select coalesce(sum(p.amount), 0) from core.lease l join core.payment p on p.job_id = l.job_id
                        where l.miner_id = ? and p.status = 'escrowed' and p.currency = ?""")
                .params(miner, currency.name())
                .query(BigDecimal.class)
                .single();
    }

    /** The latest, newest job first. */
    List<Earned> history(String miner, Currency currency, Span span) {
        return within(miner, span, """
                        select p.job_id, o.receipt_id, p.released - p.fee as amount, p.settled_at as completed_at
                        from core.payment p left join core.outcome o on o.job_id = p.job_id
                        where %s order by p.job_id desc limit %d""".formatted(SETTLED, MOST_HISTORY))
                .param("currency", currency.name())
                .query(Earned.class)
                .list();
    }

    private JdbcClient.StatementSpec bind(String sql, String miner, Filter filter) {
        return jdbc.sql(sql)
                .param("miner", miner)
                .param("type", filter.jobType())
                .param(
                        "state",
                        filter.jobStatus() == null ? null : filter.jobStatus().name())
                .param("reward", filter.minReward());
    }

    private JdbcClient.StatementSpec within(String miner, Span span, String sql) {
        return jdbc.sql(sql)
                .param("miner", miner)
                .param("from", span.from() == null ? null : Timestamp.from(span.from()))
                .param("to", span.to() == null ? null : Timestamp.from(span.to()));
    }
}
