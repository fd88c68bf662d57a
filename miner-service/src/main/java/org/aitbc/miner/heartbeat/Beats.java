package org.aitbc.miner.heartbeat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.aitbc.domain.error.DomainException;
import org.aitbc.miner.heartbeat.Beat.Renewal;
import org.aitbc.miner.heartbeat.Beat.Written;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.starter.batch.Batcher;
import org.aitbc.starter.database.OwnConnections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Writes signs of life and renews leases, ten times a second for all miners together. */
@Component
public class Beats implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Beats.class);
    private static final int MOST_ROWS = 5_000;
    private static final Duration LINGER = Duration.ofMillis(100);
    /** A poll counts as a sign of life, but need not be written each time. */
    private static final long SEEN_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    static final String WRITE = """
            with beat as (
              update core.miner_beat b set last_seen = now(), online = true, status = coalesce(i.status, b.status),
                inflight = coalesce(i.inflight, b.inflight), details = coalesce(i.details::json, b.details)
              from unnest(?::text[], ?::text[], ?::int[], ?::text[]) as i(miner, status, inflight, details)
              where b.miner_id = i.miner
              returning b.miner_id),
            renewed as (
              update core.lease l set until = least(now() + make_interval(secs => ?), l.expires_at),
                progress = coalesce(i.progress, l.progress), note = coalesce(i.note, l.note)
              from unnest(?::uuid[], ?::text[], ?::uuid[], ?::float8[], ?::text[]) as i(job, miner, lease, progress, note)
              where l.job_id = i.job and l.miner_id = i.miner and (i.lease is null or i.lease = l.id) and l.until > now()
              returning l.miner_id, l.job_id)
            select miner_id, null::uuid from beat union all select miner_id, job_id from renewed""";

    private record Owned(String minerId, Renewal renewal) {}

    private final double leaseSeconds;
    private final Batcher<Beat, Written> batcher;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    Beats(LeaseSettings settings, OwnConnections connections) {
        leaseSeconds = settings.duration().toMillis() / 1000.0;
        batcher = new Batcher<>("heartbeats", connections, MOST_ROWS, Beat::weight, LINGER, this::write);
    }

    Written write(Beat beat) {
        seen.put(beat.minerId(), System.nanoTime());
        return batcher.submit(beat);
    }

    /** The miner was heard of in another way; nobody waits for this. */
    public void seen(String minerId) {
        long now = System.nanoTime();
        Long last = seen.get(minerId);
        if (last == null || now - last > SEEN_EVERY_NANOS) {
            seen.put(minerId, now);
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
                .flatMap(beat -> beat.renewals().stream().map(one -> new Owned(beat.minerId(), one)))
                .toList();
        Set<String> known = new HashSet<>();
        Map<UUID, String> renewed = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", beats.stream().map(Beat::minerId).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", beats.stream().map(Beat::status).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "int4", beats.stream().map(Beat::inflight).toArray()));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "text", beats.stream().map(Beat::details).toArray()));
            statement.setDouble(5, leaseSeconds);
            statement.setArray(
                    6,
                    connection.createArrayOf(
                            "uuid",
                            renewals.stream().map(one -> one.renewal().jobId()).toArray()));
            statement.setArray(
                    7,
                    connection.createArrayOf(
                            "text", renewals.stream().map(Owned::minerId).toArray()));
            statement.setArray(
                    8,
                    connection.createArrayOf(
                            "uuid",
                            renewals.stream()
                                    .map(one -> one.renewal().leaseId())
                                    .toArray()));
            statement.setArray(
                    9,
                    connection.createArrayOf(
                            "float8",
                            renewals.stream()
                                    .map(one -> one.renewal().progress())
                                    .toArray()));
            statement.setArray(
                    10,
                    connection.createArrayOf(
                            "text",
                            renewals.stream().map(one -> one.renewal().note()).toArray()));
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
