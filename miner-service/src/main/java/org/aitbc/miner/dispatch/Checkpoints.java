package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.json.RawJson;
import org.aitbc.miner.dispatch.AssignedJob.Checkpoint;
import org.aitbc.miner.lease.Lease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What earlier holders of jobs have saved, in {@code core.checkpoint}. */
@Component
class Checkpoints {

    private final JdbcClient jdbc;

    Checkpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By job, where there is one. Jobs on their first attempt cost no query. */
    Map<UUID, Checkpoint> before(List<Lease> granted) {
        return of(granted.stream().filter(lease -> lease.attempt() > 1).toList());
    }

    /** By job, where there is one, from any earlier miner. */
    Map<UUID, Checkpoint> of(List<Lease> leases) {
        if (leases.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("""
                        select distinct on (job_id) job_id, share, data from core.checkpoint where job_id = any(?)
                        order by job_id, attempt desc""")
                .param(leases.stream().map(Lease::jobId).toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        row.getObject(1, UUID.class), new Checkpoint(row.getDouble(2), RawJson.of(row.getString(3)))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
