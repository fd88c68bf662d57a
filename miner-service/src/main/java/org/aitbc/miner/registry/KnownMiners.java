package org.aitbc.miner.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.aitbc.domain.matching.Capabilities;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers the miners of {@code core.miner}: a poll must not cost a query. What another instance changes is noticed within
 * seconds.
 */
@Component
class KnownMiners {

    private static final int SHARE_OF_HEAP = 8;
    private static final int BYTES_OF_MINER = 500;
    private static final int BYTES_OF_LISTED = 100;
    private static final int OVERLAP_SECONDS = 5;

    private static final String COLUMNS =
            "id, owner, capabilities, region, concurrency, public_key, deregistered, keeps_leases, updated_at";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ConcurrentMap<String, Read> known =
            remembering(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP).asMap();
    /** Equal capabilities are one object, so that dispatch can tell kinds of miners apart at a glance. */
    private final Interner<Capabilities> kinds = Interner.newWeakInterner();

    private long refreshedNanos = System.nanoTime();

    KnownMiners(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A row as it was at a time: one that was read before a change may arrive after it.
     *
     * @param bytes about what it takes in memory
     */
    record Read(Miner miner, Instant updatedAt, int bytes) {

        Read newer(Read other) {
            return other.updatedAt().isBefore(updatedAt) ? this : other;
        }
    }

    /** A cache of about that many bytes. An evicted miner costs a query at its next request. */
    static Cache<String, Read> remembering(long bytes) {
        return Caffeine.newBuilder()
                .maximumWeight(bytes)
                .<String, Read>weigher((_, read) -> read.bytes())
                .build();
    }

    /** Costs no query. */
    Optional<Miner> find(String id) {
        return Optional.ofNullable(known.get(id)).map(Read::miner);
    }

    /** As it is in the table now. */
    Optional<Miner> load(String id) {
        Optional<Read> row = jdbc.sql("select " + COLUMNS + " from core.miner where id = ?")
                .param(id)
                .query(this::map)
                .optional();
        return row.map(read ->
                Objects.requireNonNull(known.merge(id, read, Read::newer)).miner());
    }

    /** A change may be seen some time after the moment that it says it was made. */
    @Scheduled(fixedDelay = 2000)
    void refresh() {
        long now = System.nanoTime();
        jdbc.sql("select " + COLUMNS + " from core.miner where updated_at > now() - make_interval(secs => ?)")
                .param(OVERLAP_SECONDS + (now - refreshedNanos) / 1e9)
                .query(this::map)
                .list()
                .forEach(read -> known.computeIfPresent(read.miner().id(), (_, before) -> before.newer(read)));
        refreshedNanos = now;
    }

    private Read map(ResultSet row, int ignored) throws SQLException {
        String said = row.getString("capabilities");
        Capabilities capabilities = kinds.intern(Capabilities.of(json.readTree(said), row.getString("region")));
        Miner miner = new Miner(
                row.getString("id"),
                row.getString("owner"),
                capabilities,
                row.getInt("concurrency"),
                row.getString("public_key"),
                row.getBoolean("deregistered"),
                row.getBoolean("keeps_leases"));
        return new Read(miner, row.getTimestamp("updated_at").toInstant(), said.length() + bytes(capabilities));
    }

    private static int bytes(Capabilities capabilities) {
        Set<String> types = capabilities.jobTypes();
        int listed = capabilities.gpus().size() + capabilities.models().size() + (types == null ? 0 : types.size());
        return BYTES_OF_MINER + BYTES_OF_LISTED * listed;
    }
}
