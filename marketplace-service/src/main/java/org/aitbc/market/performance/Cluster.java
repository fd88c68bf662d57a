package org.aitbc.market.performance;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The workers by their heartbeats, and the jobs by where they are. */
@Component
class Cluster {

    private final JdbcClient jdbc;
    private final Supplier<Workers> workers;
    private final Supplier<Ended> ended;

    Cluster(JdbcClient jdbc, Readings readings, PerformanceSettings settings) {
        this.jdbc = jdbc;
        workers = readings.named("cluster", settings.reading(), this::readWorkers);
        ended = readings.named("outcomes", settings.counting(), this::readEnded);
    }

    /**
     * @param total that were heard of in the last day and not signed off
     * @param active that are online
     * @param withGpu that have a GPU listed, or were announced with one
     * @param registered that were announced as nodes
     * @param slots how many jobs those that are online take at once
     * @param pending jobs that wait for a worker
     * @param processing jobs that a worker has
     */
    record Workers(
            Instant at,
            int total,
            int active,
            int withGpu,
            int activeWithGpu,
            int registered,
            long slots,
            long pending,
            long processing) {

        /** Of what those online can do at once, the share they do; null where none is. */
        @Nullable
        Double utilization() {
            return Figures.share((double) Math.min(processing, slots), (double) slots);
        }
    }

    /** Jobs that have ended, since the suite is there. */
    record Ended(long completed, long failed, long canceled, long expired) {}

    Workers workers() {
        return workers.get();
    }

    Ended ended() {
        return ended.get();
    }

    private Workers readWorkers() {
        return jdbc.sql("""
                        select now() as at, count(*) as total, count(*) filter (where online) as active,
                          count(*) filter (where gpu) as with_gpu, count(*) filter (where online and gpu) as active_with_gpu,
                          count(*) filter (where registered) as registered,
                          coalesce(sum(slots) filter (where online), 0) as slots,
                          (select count(*) from core.ready where expires_at > now()) as pending,
                          (select count(*) from core.lease) as processing
                        from (
                          select w.presence = 'online' as online, n.miner_id is not null as registered,
                            n.has_gpu is true or exists (select from marketplace.gpu g where g.miner_id = w.id and g.removed_at is null) as gpu,
                            least(w.concurrency, n.max_concurrent_tasks) as slots
                          from marketplace.worker w
                          left join marketplace.node n on n.miner_id = w.id
                          where not w.deregistered and w.last_seen > now() - interval '1 day') worker""").query(Workers.class).single();
    }

    private Ended readEnded() {
        return jdbc.sql("""
                        select count(*) filter (where state = 'COMPLETED') as completed, count(*) filter (where state = 'FAILED') as failed,
                          count(*) filter (where state = 'CANCELED') as canceled, count(*) filter (where state = 'EXPIRED') as expired
                        from core.outcome""").query(Ended.class).single();
    }
}
