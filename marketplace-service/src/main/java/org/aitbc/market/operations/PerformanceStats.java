package org.aitbc.market.operations;

import com.github.benmanes.caffeine.cache.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.*;
import org.aitbc.domain.error.NotFound;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What is counted of workers, jobs, trade and GPUs: over many rows and for anybody, so it is cached for some seconds. */
@Component
class PerformanceStats {

    /** SQL of the gaps in the memory of a GPU {@code l}, in bytes. */
    static final String FREE_MEMORY = """
        int8multirange(int8range(0, (l.memory_gb * 1073741824)::bigint)) - coalesce((
          select range_agg(span) from marketplace.memory_allocation where gpu_id = l.id and expires_at > now()), '{}')\
        """;

    private static final String WORKERS = """
        select now() as at, json_build_object('total', count(*), 'active', count(*) filter (where online),
            'with_gpu', count(*) filter (where gpu), 'registered', count(*) filter (where registered)) as nodes,
          count(*) filter (where online and gpu) as active_with_gpu, coalesce(sum(slots) filter (where online), 0) as slots,
          (select count(*) from core.ready where expires_at > now()) as pending,
          (select count(*) from core.lease) as processing
        from (
          select w.presence = 'online' as online, n.miner_id is not null as registered,
            n.has_gpu is true or exists (select from marketplace.gpu g where g.miner_id = w.id and g.removed_at is null and not g.claimed) as gpu,
            least(w.concurrency, n.max_concurrent_tasks) as slots
          from marketplace.worker w left join marketplace.node n on n.miner_id = w.id
          where not w.deregistered and w.last_seen > now() - interval '1 day') worker
        """;

    private static final String ENDED = """
        select count(*) filter (where state = 'COMPLETED') as completed, count(*) filter (where state = 'FAILED') as failed,
          count(*) filter (where state = 'CANCELED') as canceled, count(*) filter (where state = 'EXPIRED') as expired
        from core.outcome
        """;

    private static final String TRADE = """
        select now() as at, json_build_object(
          'tps', (select round(count(*) / 60.0, 4) from marketplace.hold
            where state <> 'wanted' and created_at > now() - interval '1 minute'),
          'matching_time_ms', (select percentile_cont(0.5) within group
              (order by extract(epoch from coalesce(l.started_at, o.started_at) - j.requested_at) * 1000)
            from (select id, requested_at from core.job order by id desc limit 1000) j
            left join core.lease l on l.job_id = j.id left join core.outcome o on o.job_id = j.id),
          'active_orders', (select count(*) from marketplace.booking
            where state in ('active', 'paused') and upper(span) > now())) as trading,
          (select count(distinct g.owner) from marketplace.gpu g join marketplace.worker w on w.id = g.miner_id
           where g.removed_at is null and not g.claimed and w.presence = 'online') as active_providers
        """;

    private static final String DEVICES = """
        select l.id, l.model, l.memory_gb, l.status, l.slot, case when w.presence = 'online' then w.details::text end as beat,
          coalesce((select sum(upper(span) - lower(span)) from marketplace.memory_allocation
                    where gpu_id = l.id and expires_at > now()), 0) as reserved_bytes,
          coalesce((select 1 - max(upper(gap) - lower(gap)) / sum(upper(gap) - lower(gap)) from unnest(%s) gap), 0) as fragmentation
        from marketplace.listing l left join marketplace.worker w on w.id = l.miner_id
        where not l.claimed order by l.id
        """.formatted(FREE_MEMORY);

    private final Map<String, LoadingCache<String, ?>> caches = new ConcurrentSkipListMap<>();
    private final JdbcClient jdbc;
    private final Sweeps sweeps;

    final Supplier<Workers> workers = cached("cluster", 2, () -> one(WORKERS, Workers.class));
    final Supplier<Ended> ended = cached("outcomes", 60, () -> one(ENDED, Ended.class));
    final Supplier<Trade> trade = cached("trading", 2, () -> one(TRADE, Trade.class));
    final Supplier<List<GpuDevice>> devices = cached("devices", 2, this::readDevices);

    PerformanceStats(JdbcClient jdbc, Sweeps sweeps) {
        this.jdbc = jdbc;
        this.sweeps = sweeps;
    }

    /**
     * Workers with a heartbeat in the last day.
     *
     * @param active those that are online
     * @param withGpu those that have a GPU
     * @param registered those that were registered for distributed tasks
     */
    record ClusterNodes(int total, int active, int withGpu, int registered) {}

    /** These workers, the slots of those online, and the jobs that have not ended. */
    record Workers(Instant at, ClusterNodes nodes, int activeWithGpu, long slots, long pending, long processing) {

        /** The share of the online workers' slots that is in use; null where none is online. */
        @Nullable
        Double utilization() {
            return share((double) Math.min(processing, slots), (double) slots);
        }
    }

    /**
     * Jobs that have ended, without those that were deleted since for their age.
     *
     * @param completed jobs that were completed
     * @param failed jobs that failed
     * @param canceled jobs that were canceled
     * @param expired jobs that expired
     */
    record Ended(long completed, long failed, long canceled, long expired) {}

    /**
     * Deals per second in the last minute, and the median wait of the last thousand jobs.
     *
     * @param tps deals a second in the last minute
     * @param matchingTimeMs median wait of the last thousand jobs
     * @param activeOrders number of bookings that run or are paused
     */
    record TradingMetrics(double tps, @Nullable Double matchingTimeMs, long activeOrders) {}

    /** @param activeProviders owners of listed GPUs whose worker is online */
    record Trade(Instant at, TradingMetrics trading, long activeProviders) {}

    record Acknowledgement(boolean success, String message) {}

    private <T> T one(String sql, Class<T> type) {
        return jdbc.sql(sql).query(type).single();
    }

    private List<GpuDevice> readDevices() {
        List<GpuDevice.Row> rows = jdbc.sql(DEVICES).query(GpuDevice.Row.class).list();
        return rows.stream().map(GpuDevice::of).toList();
    }

    private <T> Supplier<T> cached(String namespace, int seconds, Supplier<T> read) {
        LoadingCache<String, T> cache = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofSeconds(seconds))
                .build(_ -> read.get());
        caches.put(namespace, cache);
        return () -> cache.get(namespace);
    }

    long size() {
        caches.values().forEach(Cache::cleanUp);
        return caches.values().stream().mapToLong(Cache::estimatedSize).sum();
    }

    Set<String> namespaces() {
        return caches.keySet();
    }

    void invalidate(String namespace) {
        Optional.ofNullable(caches.get(namespace))
                .orElseThrow(() -> new NotFound("NAMESPACE_NOT_FOUND", "there are: " + namespaces()))
                .invalidateAll();
    }

    /** A forecast of utilization needs the last hour of it. */
    @Scheduled(fixedDelayString = "${aitbc.market.performance.look:60s}")
    void sample() {
        sweeps.run("utilization sample", () -> {
            Workers now = workers.get();
            Double utilization = now.utilization();
            if (utilization != null) {
                jdbc.sql("""
                    insert into marketplace.utilization_sample (at, nodes, utilization)
                    values (date_trunc('minute', now()), ?, ?) on conflict do nothing\
                    """).params(now.nodes.active, utilization).update();
            }
            jdbc.sql("delete from marketplace.utilization_sample where at < now() - interval '7 days'")
                    .update();
        });
    }

    /** To four decimals. */
    static double rounded(double value) {
        return Math.round(value * 10_000) / 10_000.0;
    }

    /** Null where the whole is nothing. */
    static @Nullable Double share(double part, double whole) {
        return whole == 0 ? null : rounded(part / whole);
    }

    /** The mean of those that have a value. */
    static <T> @Nullable Double mean(Collection<T> all, Function<T, @Nullable Double> value) {
        OptionalDouble mean = all.stream()
                .map(value)
                .filter(Objects::nonNull)
                .mapToDouble(one -> one)
                .average();
        return mean.isPresent() ? rounded(mean.getAsDouble()) : null;
    }
}
