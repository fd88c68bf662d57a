package org.aitbc.ai.why;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Requirement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Who could run a job at the moment. */
@Component
class Market {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    Market(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A miner that is online; free where it has room for another job. */
    record LiveMiner(String id, Capabilities capabilities, boolean free) {}

    Requirement requirement(UUID jobId) {
        return jdbc.sql("select r.key from core.job j join core.requirement r on r.class = j.class where j.id = ?")
                .param(jobId)
                .query((row, _) -> Requirement.parse(row.getString(1)))
                .single();
    }

    List<LiveMiner> liveMiners() {
        return jdbc.sql("""
                        select m.id, m.capabilities, m.region, m.concurrency > coalesce(l.held, 0)
                        from core.miner m join core.miner_beat b on b.miner_id = m.id
                        left join (select miner_id, count(*) as held from core.lease group by miner_id) l on l.miner_id = m.id
                        where b.online and not m.deregistered""")
                .query((row, _) -> new LiveMiner(
                        row.getString(1),
                        Capabilities.of(json.readTree(row.getString(2)), row.getString(3)),
                        row.getBoolean(4)))
                .list();
    }
}
