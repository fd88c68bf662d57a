package org.aitbc.ai.market;

import static java.util.stream.Collectors.toSet;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.aitbc.domain.matching.BookedTime;
import org.aitbc.domain.matching.Candidate;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Requirement;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The miners that could run a job at the moment. */
@Component
public class Market {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    private final LoadingCache<Boolean, Snapshot> live;

    public Market(JdbcClient jdbc, JsonMapper json, @Value("${aitbc.why.remembered}") Duration remembered) {
        this.jdbc = jdbc;
        this.json = json;
        live = Caffeine.newBuilder()
                .expireAfterWrite(remembered)
                .build(_ -> new Snapshot(readLiveMiners(), new ConcurrentHashMap<>()));
    }

    /** A miner that is online; free where it has room for another job. */
    public record LiveMiner(Candidate candidate, boolean free) {}

    /** @param owners of the miners that can run jobs, by requirement, as far as it was asked */
    private record Snapshot(List<LiveMiner> miners, Map<Requirement, Set<String>> owners) {}

    public Requirement requirement(UUID jobId) {
        return jdbc.sql("select r.key from core.job j join core.requirement r on r.class = j.class where j.id = ?")
                .param(jobId)
                .query((row, _) -> Requirement.parse(row.getString(1)))
                .single();
    }

    /** All miners online, read once for all requests within a moment. */
    public List<LiveMiner> liveMiners() {
        return live.get(true).miners();
    }

    /** How many principals have a miner online that can run the job, without this one. */
    public int ownersFor(Requirement requirement, String except) {
        Snapshot snapshot = live.get(true);
        Set<String> owners = snapshot.owners()
                .computeIfAbsent(
                        requirement,
                        wanted -> snapshot.miners().stream()
                                .map(LiveMiner::candidate)
                                .filter(wanted::fits)
                                .map(Candidate::owner)
                                .collect(toSet()));
        return owners.size() - (owners.contains(except) ? 1 : 0);
    }

    private List<LiveMiner> readLiveMiners() {
        return jdbc.sql("""
                        select m.id, m.owner, m.capabilities, m.region, m.concurrency > coalesce(l.held, 0), r.running, r.exclusive
                        from core.miner m join core.miner_beat b on b.miner_id = m.id
                        left join (select miner_id, count(*) as held from core.lease group by miner_id) l on l.miner_id = m.id
                        left join (select miner_id, array_agg(booking_id) as running,
                                          array_agg(booking_id) filter (where exclusive) as exclusive
                                   from core.reservation where starts_at <= now() and ends_at > now() and not paused
                                   group by miner_id) r
                          on r.miner_id = m.id
                        where b.online and not m.deregistered""")
                .query((row, _) -> new LiveMiner(
                        new Candidate(
                                row.getString(1),
                                row.getString(2),
                                Capabilities.of(json.readTree(row.getString(3)), row.getString(4)),
                                new BookedTime(ids(row.getArray(6)), ids(row.getArray(7)))),
                        row.getBoolean(5)))
                .list();
    }

    private static Set<UUID> ids(@Nullable Array array) throws SQLException {
        return array == null ? Set.of() : Set.of((UUID[]) array.getArray());
    }
}
