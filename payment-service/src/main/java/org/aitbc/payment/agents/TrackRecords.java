package org.aitbc.payment.agents;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The track records of agents. */
@Component
public class TrackRecords {

    private static final String SELECT = """
            select m.owner as agent, coalesce(sum(d.completed), 0) as completed, coalesce(sum(d.failed), 0) as failed,
                   coalesce(sum(d.countersigned), 0) as countersigned, coalesce(sum(d.paid), 0) as paid,
                   coalesce(sum(d.compute_seconds), 0) as compute_seconds, coalesce(sum(d.earned), 0) as earned,
                   min(d.day) as first, max(d.day) as last
            from (select distinct owner from core.miner where :agent::text is null or owner = :agent) m
            left join payment.agent_day d on d.agent = m.owner and (:since::date is null or d.day >= :since)
            group by m.owner order by m.owner""";

    private final JdbcClient jdbc;

    TrackRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An agent's record; empty for a principal that owns no miner. */
    public Optional<TrackRecord> find(String agent) {
        return select(agent, null).stream().findFirst();
    }

    /**
     * The records of all agents.
     *
     * @param since only what ended on this day (UTC) or later, or null for everything
     */
    public List<TrackRecord> all(@Nullable LocalDate since) {
        return select(null, since);
    }

    private List<TrackRecord> select(@Nullable String agent, @Nullable LocalDate since) {
        return jdbc.sql(SELECT)
                .param("agent", agent)
                .param("since", since == null ? null : Date.valueOf(since))
                .query(TrackRecord.class)
                .list();
    }
}
