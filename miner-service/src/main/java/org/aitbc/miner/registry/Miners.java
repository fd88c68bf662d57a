package org.aitbc.miner.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.miner.lease.LeaseSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The miners in {@code core.miner}, and who may speak for them. */
@Component
public class Miners {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final int MOST_OWNERS = 100_000;
    private static final Duration OWN_IDS_KEPT = Duration.ofSeconds(5);
    private static final int MOST_OWN_IDS = 2;

    /**
     * Of the miners that were there within a day: the one that the key names comes first. Those that signed off count where
     * there is no other.
     */
    private static final String OWN_IDS = """
            with registered as (
              select m.id, m.deregistered, b.last_seen from core.miner m join core.miner_beat b on b.miner_id = m.id
              where m.owner = :owner),
            own as (
              select id, last_seen from registered
              where not deregistered or not exists (select from registered where not deregistered))
            select id from own where last_seen > (select max(last_seen) from own) - interval '1 day'
            order by id <> :owner, last_seen desc limit :most""";

    /** The new id is a key, or the name of another principal. */
    private static final String RESERVED = """
            exists (select from core.api_key where hash = sha256(convert_to(:id, 'UTF8'))
                      or principal = :id and principal <> :owner and revoked_at is null)""";

    private final JdbcClient jdbc;
    private final KnownMiners known;
    private final OfferedTypes types;
    private final MinerSettings settings;
    private final LeaseSettings leases;
    private final Cache<String, List<String>> ownIds = Caffeine.newBuilder()
            .maximumSize(MOST_OWNERS)
            .expireAfterWrite(OWN_IDS_KEPT)
            .build();

    Miners(JdbcClient jdbc, KnownMiners known, MinerSettings settings, LeaseSettings leases) {
        this.jdbc = jdbc;
        this.known = known;
        this.types = new OfferedTypes(jdbc);
        this.settings = settings;
        this.leases = leases;
    }

    /**
     * Which miner a request speaks for: the first id that is given, else the one named like the caller, else the caller's only
     * one.
     *
     * @throws Invalid when the id is not 1 to 128 visible ASCII characters
     * @throws Conflict when none is given, and it may be any of several
     */
    public String idOf(Caller caller, @Nullable String... given) {
        return given(caller, given).orElseGet(() -> onlyOne(caller.subject()));
    }

    /** The id under which a miner registers: the first that is given, else the caller's name. */
    String idToRegister(Caller caller, @Nullable String... given) {
        return given(caller, given).orElse(caller.subject());
    }

    /** The first id that a request gives. */
    public Optional<String> given(Caller caller, @Nullable String... ids) {
        Optional<String> first =
                Stream.of(ids).filter(id -> id != null && !id.isBlank()).findFirst();
        if (first.isPresent() && !ID.matcher(first.get()).matches()) {
            throw new Invalid("INVALID_MINER_ID", "miner_id: 1 to 128 visible ASCII characters");
        }
        return first.map(caller::named);
    }

    private String onlyOne(String owner) {
        List<String> own = ownIds.get(owner, this::ownIds);
        Conflict.when(
                own.size() > 1 && !own.getFirst().equals(owner),
                "MINER_ID_REQUIRED",
                "this key has several miners: name one in the header X-Miner-ID or as miner_id");
        return own.isEmpty() ? owner : own.getFirst();
    }

    /** The same miner as it is known by now; costs no query. */
    public Miner known(Miner miner) {
        return known.find(miner.id()).orElse(miner);
    }

    /** The miner, if it is registered. */
    public Optional<Miner> find(String id) {
        return known.find(id).or(() -> known.load(id));
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
                          insert into core.miner (id, owner, capabilities, region, concurrency, public_key, keeps_leases)
                          select :id, :owner, :capabilities::json, :region, :concurrency, :key, :keeps
                          where exists (select from core.miner where id = :id)
                             or ((select count(*) from core.miner where owner = :owner) < :most
                                 and not %s)
                          on conflict (id) do update set capabilities = excluded.capabilities, region = excluded.region,
                            concurrency = excluded.concurrency, public_key = excluded.public_key, updated_at = now(),
                            deregistered = false, keeps_leases = excluded.keeps_leases
                          where miner.owner = excluded.owner or :admin
                          returning id)
                        insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                        select id, now(), true, 'ONLINE', 0 from registered
                        on conflict (miner_id) do update set last_seen = now(), online = true, status = 'ONLINE', inflight = 0
                        """.formatted(RESERVED))
                        .param("id", id)
                        .param("owner", caller.subject())
                        .param("capabilities", as.capabilities().toString())
                        .param("region", as.region())
                        .param("concurrency", as.slots())
                        .param("key", as.publicKey())
                        .param("keeps", as.running() != null)
                        .param("admin", caller.isAdmin())
                        .param("most", settings.mostPerOwner())
                        .update()
                == 1;
        if (!mine) {
            throw known.load(id).isPresent() || isReserved(id, caller.subject()) ? foreign(id) : tooMany();
        }
        ownIds.invalidate(caller.subject());
        Miner miner = known.load(id).orElseThrow();
        types.add(miner.capabilities().jobTypes());
        return miner;
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
        known.load(id).ifPresent(miner -> types.add(miner.capabilities().jobTypes()));
    }

    /** It says which of its jobs run: from now on its leases are short, those that it holds as well. */
    public void keepLeases(String id) {
        jdbc.sql("""
                        with m as (update core.miner set keeps_leases = true, updated_at = now() where id = :id),
                        held as (select job_id from core.lease where miner_id = :id order by job_id for update)
                        update core.lease set until = least(until, now() + make_interval(secs => :seconds))
                        where job_id in (select job_id from held)""")
                .param("id", id)
                .param("seconds", leases.duration().toSeconds())
                .update();
        known.load(id);
    }

    /** Signs a miner off; it stays known, and whose it is. */
    void deregister(String id) {
        jdbc.sql("""
                        with signed_off as (update core.miner set deregistered = true, updated_at = now() where id = :id)
                        update core.miner_beat set online = false, status = 'OFFLINE' where miner_id = :id""").param("id", id).update();
        known.load(id).ifPresent(miner -> ownIds.invalidate(miner.owner()));
    }

    private List<String> ownIds(String owner) {
        return jdbc.sql(OWN_IDS)
                .param("owner", owner)
                .param("most", MOST_OWN_IDS)
                .query(String.class)
                .list();
    }

    private boolean isReserved(String id, String owner) {
        return jdbc.sql("select " + RESERVED)
                .param("id", id)
                .param("owner", owner)
                .query(Boolean.class)
                .single();
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
