package org.aitbc.payment.agents;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
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
            select m.owner, coalesce(sum(d.completed), 0), coalesce(sum(d.failed), 0), coalesce(sum(d.countersigned), 0),
                   coalesce(sum(d.paid), 0), coalesce(sum(d.compute_seconds), 0), coalesce(sum(d.earned), 0), min(d.day), max(d.day)
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
                .query(TrackRecords::record)
                .list();
    }

    private static TrackRecord record(ResultSet row, int ignored) throws SQLException {
        return new TrackRecord(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getLong(5),
                row.getBigDecimal(6),
                row.getBigDecimal(7),
                row.getObject(8, LocalDate.class),
                row.getObject(9, LocalDate.class));
    }
}
