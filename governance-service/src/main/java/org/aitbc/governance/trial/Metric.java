package org.aitbc.governance.trial;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A figure of the suite that a guardrail bounds. Samples of a rate are the jobs or payments that clients asked for: without
 * demand a low rate means nothing.
 */
public enum Metric {
    JOBS_COMPLETED_PER_HOUR("""
        select count(*) / (extract(epoch from :to::timestamptz - :from::timestamptz) / 3600) as value,
          (select count(*) from core.job where id >= :first and id < :end) as samples
        from core.outcome where ended_at >= :from and ended_at < :to and state = 'COMPLETED'\
        """),

    SHARE_OF_JOBS_FAILED("""
        select avg((state = 'FAILED')::int) as value, count(*) as samples
        from core.outcome where ended_at >= :from and ended_at < :to and state in ('COMPLETED', 'FAILED')\
        """),

    /** Seconds, of the jobs that ended: from their request to their last start, or to where they expired without one. */
    QUEUE_WAIT_P95("""
        select percentile_cont(0.95) within group (
            order by extract(epoch from coalesce(o.started_at, o.ended_at) - j.requested_at))::numeric as value,
          count(*) as samples
        from core.outcome o join core.job j on j.id = o.job_id
        where o.ended_at >= :from and o.ended_at < :to and (o.started_at is not null or o.state = 'EXPIRED')\
        """),

    /** At the moment, whatever the window; samples are all that are registered. */
    MINERS_ONLINE("""
        select count(*) filter (where b.online) as value, count(*) as samples
        from core.miner m left join core.miner_beat b on b.miner_id = m.id where not m.deregistered\
        """),

    AITBC_PAID_PER_DAY(paidPerDay("released")),

    NETWORK_FEES_PER_DAY(paidPerDay("fee"));

    private static final int MOST_SECONDS = 10;

    private final String sql;

    Metric(String sql) {
        this.sql = sql;
    }

    private static String paidPerDay(String column) {
        return """
            select coalesce(sum(%s), 0) / (extract(epoch from :to::timestamptz - :from::timestamptz) / 86400) as value,
              (select count(*) from core.payment where id >= :first and id < :end and currency = 'AITBC') as samples
            from core.payment
            where settled_at >= :from and settled_at < :to and status = 'released' and currency = 'AITBC'\
            """.formatted(column);
    }

    record Measured(@Nullable BigDecimal value, long samples) {}

    /** Outside of transactions: while one that writes runs, no event after it is read. */
    Measured measure(JdbcClient jdbc, Instant from, Instant to) {
        return jdbc.sql(sql)
                .withQueryTimeout(MOST_SECONDS)
                .param("from", from)
                .param("to", to)
                .param("first", firstId(from))
                .param("end", firstId(to))
                .query(Measured.class)
                .single();
    }

    /** Ids of jobs and payments begin with the milliseconds of their time. */
    private static UUID firstId(Instant at) {
        return new UUID(at.toEpochMilli() << 16, 0);
    }
}
