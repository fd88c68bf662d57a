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
import java.util.regex.Pattern;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.matching.Capabilities;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The miners in {@code core.miner}, remembered: a poll must not cost a query. What another instance changes is noticed
 * within seconds.
 */
@Component
public class Miners {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final int SHARE_OF_HEAP = 8;
    private static final int MOST_OWNERS = 100_000;
    private static final int BYTES_OF_MINER = 500;
    private static final int BYTES_OF_LISTED = 100;
    private static final int OVERLAP_SECONDS = 5;

    private static final String COLUMNS =
            "id, owner, capabilities, region, concurrency, public_key, deregistered, updated_at";

    private final JdbcClient jdbc;
    private final JsonMapper json;
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

    private final MinerSettings settings;
    private final ConcurrentMap<String, Read> known =
            remembering(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP).asMap();
    private final ConcurrentMap<String, String> ownIds = Caffeine.newBuilder()
            .maximumSize(MOST_OWNERS)
            .<String, String>build()
            .asMap();
    /** Equal capabilities are one object, so that dispatch can tell kinds of miners apart at a glance. */
    private final Interner<Capabilities> kinds = Interner.newWeakInterner();

    private long refreshedNanos = System.nanoTime();

    Miners(JdbcClient jdbc, JsonMapper json, MinerSettings settings) {
        this.jdbc = jdbc;
        this.json = json;
        this.settings = settings;
    }

    /** A cache of about that many bytes. An evicted miner costs a query at its next request. */
    static Cache<String, Read> remembering(long bytes) {
        return Caffeine.newBuilder()
                .maximumWeight(bytes)
                .<String, Read>weigher((_, read) -> read.bytes())
                .build();
    }

    /**
     * Which miner a request speaks for: the first id that is given, else the one the caller registered last, else one named
     * like the caller.
     *
     * @throws Invalid when the id is not 1 to 128 visible ASCII characters
     */
    public String idOf(Caller caller, @Nullable String... given) {
        for (String id : given) {
            if (id != null && !id.isBlank()) {
                if (!ID.matcher(id).matches()) {
                    throw new Invalid("INVALID_MINER_ID", "miner_id: 1 to 128 visible ASCII characters");
                }
                return id;
            }
        }
        return ownIds.computeIfAbsent(caller.subject(), this::lastRegistered);
    }

    /** The same miner as it is known by now; costs no query. */
    public Miner known(Miner miner) {
        Read read = known.get(miner.id());
        return read == null ? miner : read.miner();
    }

    /** The miner, if it is registered. */
    public Optional<Miner> find(String id) {
        return Optional.ofNullable(known.get(id)).map(Read::miner).or(() -> load(id));
    }

    /**
     * The caller's miner.
     *
     * @throws NotFound when nobody registered it, or it was signed off
     * @throws Forbidden when it is another's
     */
    public Miner require(Caller caller, String id) {
        Miner miner = owned(caller, id);
        if (miner.deregistered()) {
            throw notRegistered(id);
        }
        return miner;
    }

    /** As {@link #require}, but also one that was signed off. */
    public Miner owned(Caller caller, String id) {
        Miner miner = find(id).orElseThrow(() -> notRegistered(id));
        caller.requireOwner(miner.owner(), "MINER_NOT_YOURS", "miner " + id + " belongs to another key");
        return miner;
    }

    /**
     * Registers a miner, also again; the id then belongs to the caller for good.
     *
     * @throws Forbidden when the id is another's
     * @throws Conflict when it is new and the caller has as many as it may
     */
    Miner register(Caller caller, String id, MinerRegister as) {
        boolean mine = jdbc.sql("""
                        with registered as (
                          insert into core.miner (id, owner, capabilities, region, concurrency, public_key)
                          select :id, :owner, :capabilities::json, :region, :concurrency, :key
                          where exists (select from core.miner where id = :id)
                             or (select count(*) from core.miner where owner = :owner) < :most
                          on conflict (id) do update set capabilities = excluded.capabilities, region = excluded.region,
                            concurrency = excluded.concurrency, public_key = excluded.public_key, updated_at = now(),
                            deregistered = false
                          where miner.owner = excluded.owner or :admin
                          returning id)
                        insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                        select id, now(), true, 'ONLINE', 0 from registered
                        on conflict (miner_id) do update set last_seen = now(), online = true, status = 'ONLINE', inflight = 0
                        """)
                        .param("id", id)
                        .param("owner", caller.subject())
                        .param("capabilities", as.capabilities().toString())
                        .param("region", as.region())
                        .param("concurrency", as.slots())
                        .param("key", as.publicKey())
                        .param("admin", caller.isAdmin())
                        .param("most", settings.mostPerOwner())
                        .update()
                == 1;
        if (!mine) {
            throw load(id).isPresent() ? foreign(id) : tooMany();
        }
        ownIds.put(caller.subject(), id);
        return load(id).orElseThrow();
    }

    /** Replaces the capabilities, and what else is said. */
    void update(String id, MinerRegister as) {
        jdbc.sql("""
                        update core.miner set capabilities = :capabilities::json, region = coalesce(:region, region),
                          concurrency = least(coalesce(:concurrency, concurrency), :most), public_key = coalesce(:key, public_key),
                          updated_at = now()
                        where id = :id""")
                .param("id", id)
                .param("capabilities", as.capabilities().toString())
                .param("region", as.region())
                .param("concurrency", as.concurrency())
                .param("most", as.mostSlots())
                .param("key", as.publicKey())
                .update();
        load(id);
    }

    /** Signs a miner off; it stays known, and whose it is. */
    void deregister(String id) {
        jdbc.sql("""
                        with signed_off as (update core.miner set deregistered = true, updated_at = now() where id = :id)
                        update core.miner_beat set online = false, status = 'OFFLINE' where miner_id = :id""").param("id", id).update();
        load(id);
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

    private Optional<Miner> load(String id) {
        Optional<Read> row = jdbc.sql("select " + COLUMNS + " from core.miner where id = ?")
                .param(id)
                .query(this::map)
                .optional();
        return row.map(read ->
                Objects.requireNonNull(known.merge(id, read, Read::newer)).miner());
    }

    private String lastRegistered(String owner) {
        return jdbc.sql("select id from core.miner where owner = ? order by registered_at desc limit 1")
                .param(owner)
                .query(String.class)
                .optional()
                .orElse(owner);
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
                row.getBoolean("deregistered"));
        return new Read(miner, row.getTimestamp("updated_at").toInstant(), said.length() + bytes(capabilities));
    }

    private static int bytes(Capabilities capabilities) {
        Set<String> types = capabilities.jobTypes();
        int listed = capabilities.gpus().size() + capabilities.models().size() + (types == null ? 0 : types.size());
        return BYTES_OF_MINER + BYTES_OF_LISTED * listed;
    }

    private static NotFound notRegistered(String id) {
        return new NotFound("MINER_NOT_REGISTERED", "miner not registered: " + id);
    }

    private Conflict tooMany() {
        return new Conflict(
                "TOO_MANY_MINERS", "this key has registered " + settings.mostPerOwner() + " miners, which is the most");
    }

    private static Forbidden foreign(String id) {
        return new Forbidden("MINER_NOT_YOURS", "miner " + id + " belongs to another key");
    }
}
