package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.miner.lease.Lease;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The payloads that did not come with their claim. */
@Component
class Payloads {

    private final JdbcClient jdbc;

    Payloads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By job. Leases that have their payload cost nothing. */
    Map<UUID, String> leftOut(List<Lease> granted) {
        List<UUID> jobs = granted.stream()
                .filter(lease -> lease.payload() == null)
                .map(Lease::jobId)
                .toList();
        if (jobs.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("select id, payload from core.job where id = any(?)")
                .param(jobs.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
