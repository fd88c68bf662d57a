package org.aitbc.miner.heartbeat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.aitbc.domain.error.DomainException;
import org.aitbc.miner.heartbeat.Beat.Renewal;
import org.aitbc.miner.heartbeat.Beat.Written;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.starter.batch.Batcher;
import org.aitbc.starter.batch.Columns;
import org.aitbc.starter.database.DedicatedConnections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Writes signs of life, renews leases and keeps checkpoints, ten times a second for all miners together. */
@Component
public class Beats implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Beats.class);
    private static final int MOST_ROWS = 5_000;
    private static final Duration LINGER = Duration.ofMillis(100);
    /** A poll counts as a sign of life, but need not be written each time. */
    private static final Duration SEEN_EVERY = Duration.ofSeconds(5);

    private static final String DRAINING = "draining";

    static final String WRITE = """
            with beat as (
              update core.miner_beat b set last_seen = now(), online = not m.deregistered,
                status = coalesce(i.status, b.status), inflight = coalesce(i.inflight, b.inflight),
                details = coalesce(i.details::json, b.details)
              from unnest(?::text[], ?::text[], ?::int[], ?::text[]) as i(miner, status, inflight, details)
              join core.miner m on m.id = i.miner
              where b.miner_id = i.miner
              returning b.miner_id),
            renewed as (
              update core.lease l set
                until = greatest(
                  least(now() + make_interval(secs => ?), l.expires_at, l.funded_until,
                        case when not i.listed then l.started_at + make_interval(secs => ?) end),
                  case when not i.listed then l.until end),
                progress = coalesce(i.progress, l.progress), note = coalesce(i.note, l.note)
              from unnest(?::uuid[], ?::text[], ?::uuid[], ?::int[], ?::float8[], ?::text[], ?::float4[], ?::text[],
                          ?::bool[]) as i(job, miner, lease, attempt, progress, note, share, data, listed)
              where l.job_id = i.job and l.miner_id = i.miner and (i.lease is null or i.lease = l.id)
                and (i.attempt is null or i.attempt = l.attempt) and l.until > now()
              returning l.miner_id, l.job_id, l.attempt, l.started_at, i.share, i.data),
            saved as (
              insert into core.checkpoint as c (job_id, miner_id, attempt, started_at, share, data)
              select job_id, miner_id, attempt, started_at, share, data::json from renewed where share is not null
              on conflict (job_id, attempt) do update set miner_id = excluded.miner_id, started_at = excluded.started_at,
                share = excluded.share, data = excluded.data, at = now()
              where excluded.share >= c.share)
            select miner_id, null::uuid from beat union all select miner_id, job_id from renewed""";

    private record Owned(String minerId, boolean listed, Renewal renewal) {}

    private final LeaseSettings settings;
    private final double silentSeconds;
    private final Batcher<Beat, Written> batcher;
    private final List<Consumer<String>> draining = new CopyOnWriteArrayList<>();
    private final Cache<String, Boolean> seen =
            Caffeine.newBuilder().expireAfterWrite(SEEN_EVERY).build();

    Beats(LeaseSettings settings, DedicatedConnections connections, MeterRegistry meters) {
        this.settings = settings;
        silentSeconds = settings.silent().toMillis() / 1000.0;
        batcher = new Batcher<Beat, Written>("heartbeats", connections, MOST_ROWS, Beat::weight, LINGER, this::write)
                .measured(meters);
    }

    /** Calls back with a miner that says it is leaving. */
    public void onDraining(Consumer<String> listener) {
        draining.add(listener);
    }

    Written write(Beat beat) {
        if (DRAINING.equalsIgnoreCase(beat.status())) {
            draining.forEach(listener -> listener.accept(beat.minerId()));
        }
        seen.put(beat.minerId(), true);
        return batcher.submit(beat);
    }

    /** Any other request of a miner counts as a sign of life; written in the background. */
    public void seen(String minerId) {
        if (seen.asMap().putIfAbsent(minerId, true) == null) {
            Thread.startVirtualThread(() -> {
                try {
                    batcher.submit(Beat.seen(minerId));
                } catch (DomainException lost) {
                    LOG.debug("not written that {} was seen: {}", minerId, lost.getMessage());
                }
            });
        }
    }

    @Override
    public void destroy() {
        batcher.close();
    }

    private List<Written> write(Connection connection, List<Beat> beats) throws SQLException {
        List<Owned> renewals = beats.stream()
                .flatMap(beat -> beat.renewals().stream().map(one -> new Owned(beat.minerId(), beat.listed(), one)))
                .sorted(Comparator.comparing(one -> one.renewal().jobId()))
                .toList();
        Set<String> known = new HashSet<>();
        Map<UUID, String> renewed = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            Columns.set(statement, 1, "text", beats, Beat::minerId);
            Columns.set(statement, 2, "text", beats, Beat::status);
            Columns.set(statement, 3, "int4", beats, Beat::inflight);
            Columns.set(statement, 4, "text", beats, Beat::details);
            statement.setDouble(5, settings.duration().toMillis() / 1000.0);
            statement.setDouble(6, silentSeconds);
            Columns.set(statement, 7, "uuid", renewals, one -> one.renewal().jobId());
            Columns.set(statement, 8, "text", renewals, Owned::minerId);
            Columns.set(statement, 9, "uuid", renewals, one -> one.renewal().leaseId());
            Columns.set(statement, 10, "int4", renewals, one -> one.renewal().attempt());
            Columns.set(statement, 11, "float8", renewals, one -> one.renewal().progress());
            Columns.set(statement, 12, "text", renewals, one -> one.renewal().note());
            Columns.set(statement, 13, "float4", renewals, one -> one.renewal().share());
            Columns.set(statement, 14, "text", renewals, one -> one.renewal().data());
            Columns.set(statement, 15, "bool", renewals, Owned::listed);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    UUID job = rows.getObject(2, UUID.class);
                    if (job == null) {
                        known.add(rows.getString(1));
                    } else {
                        renewed.put(job, rows.getString(1));
                    }
                }
            }
        }
        return beats.stream()
                .map(beat -> new Written(
                        known.contains(beat.minerId()),
                        beat.renewals().stream()
                                .map(Renewal::jobId)
                                .filter(job -> beat.minerId().equals(renewed.get(job)))
                                .collect(Collectors.toSet())))
                .toList();
    }
}
