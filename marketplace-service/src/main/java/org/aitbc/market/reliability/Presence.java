package org.aitbc.market.reliability;

import java.time.*;
import java.util.List;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** When workers of the market were online. */
@Component
record Presence(JdbcClient jdbc, TransactionTemplate transactions, Sweeps sweeps) {

    /** The later sample counts for the whole interval; gaps are not counted. */
    private static final String SAMPLE = """
            with seen as (
              select w.id, w.presence = 'online' as online from marketplace.worker w
              where w.presence <> 'unknown'
                and exists (select from marketplace.gpu g where g.miner_id = w.id and g.removed_at is null)),
            last as (
              select s.id, s.online, p.since, p.online as was, p.until from seen s
              left join lateral (
                select * from marketplace.presence p
                where p.miner_id = s.id and p.until > now() - make_interval(secs => :gap)
                order by p.since desc, p.until desc limit 1) p on true),
            longer as (
              update marketplace.presence p set until = now() from last l
              where p.miner_id = l.id and p.since = l.since and p.online = l.was and l.online = l.was)
            insert into marketplace.presence (miner_id, since, online, until)
            select id, coalesce(until, now()), online, now() from last where was is distinct from online
            on conflict do nothing""";

    /**
     * A span of time in which a worker was online, or was not.
     *
     * @param since its start
     * @param until its end
     * @param online whether the worker was online
     */
    record Interval(Instant since, Instant until, boolean online) {}

    @Scheduled(fixedDelayString = "${aitbc.market.reliability.look:15s}")
    void sample() {
        // more than one sample may fail before time no longer counts as observed
        sweeps.run("presence", () -> sample(Duration.ofSeconds(60)));
    }

    /** Samples all workers; of several that do so at once one does. */
    void sample(Duration gap) {
        transactions.executeWithoutResult(_ -> {
            boolean alone = jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('marketplace.presence', 0))")
                    .query(Boolean.class)
                    .single();
            if (alone) {
                jdbc.sql(SAMPLE).param("gap", gap.toMillis() / 1000.0).update();
            }
        });
    }

    @Scheduled(fixedDelayString = "1h")
    void forget() {
        sweeps.run("old-presence", () -> forget(Duration.ofDays(90)));
    }

    void forget(Duration keep) {
        jdbc.sql("delete from marketplace.presence where until < now() - make_interval(secs => ?)")
                .param(keep.toSeconds())
                .update();
    }

    List<Interval> list(@Nullable String miner, Instant from, Instant until) {
        return jdbc.sql("""
                        select greatest(since, :from) as since, least(until, :until) as until, online
                        from marketplace.presence where miner_id = :miner and until > :from and since < :until
                        order by since, until""")
                .param("miner", miner)
                .param("from", from)
                .param("until", until)
                .query(Interval.class)
                .list();
    }
}
