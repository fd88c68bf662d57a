package org.aitbc.miner.dispatch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.job.JobTypes;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miners;
import org.aitbc.starter.metrics.Gauges;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What waits, what runs, and on how many machines, read now and then: the tables hold no job that has ended. Each instance
 * reports the same.
 */
@Component
class FleetGauges {

    private static final int EVERY_MILLIS = 15_000;

    /** Ids tell the time of their submit. */
    private static final String JOBS = """
            select j.state, q.key, j.jobs, j.oldest_seconds
            from (select 'queued' as state, class, count(*) as jobs,
                         coalesce(extract(epoch from now() - min(uuid_extract_timestamp(id))), 0) as oldest_seconds
                  from core.ready group by class
                  union all select 'running', class, count(*), 0 from core.lease group by class) j
            join core.requirement q on q.class = j.class""";

    private record Jobs(String state, String key, long jobs, double oldestSeconds) {}

    private record Fleet(long miners, long busyMiners, long gpus, long busyGpus) {

        Fleet with(int itsGpus, int itsJobs) {
            return new Fleet(
                    miners + 1,
                    busyMiners + Math.min(1, itsJobs),
                    gpus + itsGpus,
                    busyGpus + Math.min(itsGpus, itsJobs));
        }
    }

    private final JdbcClient jdbc;
    private final Miners miners;
    private final Leases leases;
    private volatile Map<String, Long> jobs = Map.of();
    private volatile double oldest;
    private final Gauges<Fleet> fleet;

    FleetGauges(JdbcClient jdbc, Miners miners, Leases leases, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.miners = miners;
        this.leases = leases;
        for (String state : List.of("queued", "running")) {
            JobTypes.LABELS.forEach(type -> Gauge.builder("aitbc.jobs", this, me -> me.jobs(state, type))
                    .description("Jobs that have not ended")
                    .tags("state", state, "type", type)
                    .register(meters));
        }
        Gauge.builder("aitbc.jobs.oldest.queued.seconds", this, me -> me.oldest)
                .description("Age of the oldest job that waits for a miner, since its submit")
                .register(meters);
        String ofMiners = "Miners that are online, and those of them that run a job";
        String ofGpus = "GPUs of the miners that are online; a job makes one of them busy";
        this.fleet = new Gauges<>(meters, new Fleet(0, 0, 0, 0))
                .gauge("aitbc.miners", ofMiners, Fleet::miners, "state", "online")
                .gauge("aitbc.miners", ofMiners, Fleet::busyMiners, "state", "busy")
                .gauge("aitbc.gpus", ofGpus, Fleet::gpus, "state", "online")
                .gauge("aitbc.gpus", ofGpus, Fleet::busyGpus, "state", "busy");
    }

    @Scheduled(fixedDelay = EVERY_MILLIS)
    void measure() {
        Map<String, Long> counted = new HashMap<>();
        double longest = 0;
        for (Jobs row : jdbc.sql(JOBS).query(Jobs.class).list()) {
            counted.merge(
                    row.state() + JobTypes.label(Requirement.parse(row.key()).type()), row.jobs(), Long::sum);
            longest = Math.max(longest, row.oldestSeconds());
        }
        Fleet there = new Fleet(0, 0, 0, 0);
        for (String miner : jdbc.sql("select miner_id from core.miner_beat where online")
                .query(String.class)
                .list()) {
            int gpus = miners.find(miner)
                    .map(one -> one.capabilities().gpus().size())
                    .orElse(0);
            there = there.with(gpus, leases.heldBy(miner));
        }
        jobs = counted;
        oldest = longest;
        fleet.measured(there);
    }

    private long jobs(String state, String type) {
        return jobs.getOrDefault(state + type, 0L);
    }
}
