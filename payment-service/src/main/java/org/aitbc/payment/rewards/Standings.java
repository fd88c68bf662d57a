package org.aitbc.payment.rewards;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.aitbc.domain.error.NotFound;
import org.aitbc.payment.agents.TrackRecord;
import org.aitbc.payment.agents.TrackRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Works out where agents stand, from their track records and days. */
@Component
class Standings {

    private static final String CONSISTENCY = """
            select agent, coalesce(max(streak) filter (where day >= today - 1), 0), max(streak),
                   count(*) filter (where completed > 0 and failed = 0 and day > today - :days), least(:days, today - min(day) + 1)
            from payment.reward_progress, (select (now() at time zone 'utc')::date as today) t
            where :agent::text is null or agent = :agent
            group by agent, today""";

    private final TrackRecords records;
    private final JdbcClient jdbc;

    Standings(TrackRecords records, JdbcClient jdbc) {
        this.records = records;
        this.jdbc = jdbc;
    }

    /** @throws NotFound for a principal that owns no miner */
    Standing require(String agent) {
        TrackRecord record = records.find(agent)
                .orElseThrow(() -> new NotFound("AGENT_NOT_FOUND", "no agent of this name: it owns no miner"));
        return new Standing(record, consistency(agent).getOrDefault(agent, Consistency.NONE));
    }

    /** All agents' standings, by their names. */
    Map<String, Standing> all() {
        Map<String, Consistency> consistency = consistency(null);
        return records.all(null).stream()
                .map(record -> new Standing(record, consistency.getOrDefault(record.agent(), Consistency.NONE)))
                .collect(Collectors.toMap(Standing::agent, Function.identity()));
    }

    private Map<String, Consistency> consistency(@Nullable String agent) {
        Map<String, Consistency> found = new HashMap<>();
        jdbc.sql(CONSISTENCY)
                .param("agent", agent)
                .param("days", RewardPolicy.DAYS)
                .query(row -> {
                    found.put(
                            row.getString(1),
                            new Consistency(row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)));
                });
        return found;
    }
}
