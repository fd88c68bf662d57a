package org.aitbc.market.listing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.market.gpu.Cards;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Keeps listings in line with the registrations of their workers: each GPU of a worker is listed once, and none that it has not
 * reported. Listings that were made by hand or sold keep their terms; a booked one stays until the booking has ended, and no
 * other takes its slot before.
 */
@Component
public class WorkerListings {

    private static final String OFFERED = """
        jsonb_to_recordset(cast(:gpus as jsonb)) as w (id uuid, slot int, model text, memory_gb numeric, uuid text, driver text)""";

    /** Of a listing {@code g}: it follows its worker. */
    private static final String FOLLOWS =
            "g.miner_id = :miner and g.listed_by_worker and g.owner = :owner and g.removed_at is null";

    /** Of a listing {@code g}: its worker has no such GPU any more, or does not want it listed. */
    private static final String UNWANTED =
            "(g.claimed or not exists (select from %s where w.slot = g.slot and w.model = g.model))".formatted(OFFERED);

    private static final String REMOVE = """
        update marketplace.gpu g set removed_at = now(), updated_at = now() where %s and %s
          and not exists (select from marketplace.booking b where b.gpu_id = g.id and b.state in ('active', 'paused'))
        """.formatted(FOLLOWS, UNWANTED);

    /** A listing of the same GPU that was removed comes back, with its reviews. */
    private static final String UPDATE = """
        update marketplace.gpu g set memory_gb = w.memory_gb, uuid = w.uuid, driver = w.driver,
          bound_at = case when g.uuid <> w.uuid then now() else coalesce(g.bound_at, now()) end,
          claimed = false, cuda_version = :cuda, region = :region,
          price_per_hour = :pricePerHour, min_hours = :minHours, max_hours = :maxHours, models = :models,
          interruptible = :interruptible, sla = :sla, capabilities = :jobTypes, removed_at = null, updated_at = now()
        from (select distinct on (w.slot) w.slot, w.memory_gb, w.uuid, w.driver, o.id
              from %s
              join marketplace.gpu o on o.miner_id = :miner and o.slot = w.slot and o.model = w.model
                and o.listed_by_worker and o.owner = :owner and (o.removed_at is not null or not o.claimed)
              order by w.slot, o.removed_at is not null, o.id desc) w
        where g.id = w.id and not exists (
          select from marketplace.gpu other
          where other.miner_id = :miner and other.slot = w.slot and other.removed_at is null and not other.claimed
            and other.id <> g.id)
        """.formatted(OFFERED);

    private static final String INSERT = """
        insert into marketplace.gpu (id, owner, miner_id, slot, model, memory_gb, uuid, driver, claimed, bound_at, cuda_version, region,
          price_per_hour, min_hours, max_hours, models, interruptible, sla, capabilities, listed_by_worker)
        select w.id, :owner, :miner, w.slot, w.model, w.memory_gb, w.uuid, w.driver, false, now(), :cuda, :region,
          :pricePerHour, :minHours, :maxHours, :models, :interruptible, :sla, cast(:jobTypes as jsonb), true
        from %s
        on conflict (miner_id, slot) where miner_id is not null and removed_at is null and not claimed do nothing
        """.formatted(OFFERED);

    private static final String DONE = """
        update marketplace.listed_worker set version =
          case when not exists (select from marketplace.gpu g where %s and %s) then cast(:version as timestamptz) end
        where miner_id = :miner
        """.formatted(FOLLOWS, UNWANTED);

    private static final int MAX_AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final Cards cards;
    private final TransactionTemplate transactions;
    private final Sweeps sweeps;
    private final BigDecimal networkPrice;

    /** @param networkPrice per hour, of a GPU whose worker names no price */
    WorkerListings(
            JdbcClient jdbc,
            Cards cards,
            TransactionTemplate transactions,
            Sweeps sweeps,
            @Value("${aitbc.market.listing.price-per-hour:72}") BigDecimal networkPrice) {
        this.jdbc = jdbc;
        this.cards = cards;
        this.transactions = transactions;
        this.sweeps = sweeps;
        this.networkPrice = networkPrice;
    }

    private record Worker(
            String id,
            String owner,
            @Nullable String region,
            Instant updatedAt,
            boolean byAdmin,
            JsonNode capabilities,
            boolean deregistered) {}

    /** Follows some of the workers that have registered again; a failure of one delays no others. */
    @Scheduled(fixedDelayString = "${aitbc.market.listing.every:5s}")
    void follow() {
        sweeps.each("worker listing", this::changed, miner -> follow(miner, false));
    }

    /** Those that wait the longest since they registered or were tried: the attempt is written first, however it ends. */
    private List<String> changed() {
        return jdbc.sql("""
            insert into marketplace.listed_worker (miner_id, tried_at)
            select id, now() from (
              select m.id from core.miner m left join marketplace.listed_worker l on l.miner_id = m.id
              where l.version is distinct from m.updated_at
              order by greatest(m.updated_at, l.tried_at) limit ?) waiting
            order by id
            on conflict (miner_id) do update set tried_at = excluded.tried_at
            returning miner_id\
            """).param(MAX_AT_ONCE).query(String.class).list();
    }

    /**
     * Lists the GPUs of all workers that are online and do not object.
     *
     * @return the GPUs that were not on the market before
     */
    public List<UUID> listAll() {
        return jdbc
                .sql("select id from marketplace.worker where presence = 'online' order by id")
                .query(String.class)
                .list()
                .stream()
                .flatMap(miner -> follow(miner, true).stream())
                .toList();
    }

    /**
     * Lists what a worker has reported since, where nobody else does so now.
     *
     * @return the GPUs of the worker that were not on the market before
     */
    public List<UUID> follow(String miner, boolean byAdmin) {
        return Objects.requireNonNull(transactions.execute(
                _ -> locked(miner, byAdmin).map(this::follow).orElse(List.of())));
    }

    /** The worker as it is now, where there is something to do that no other instance is doing. */
    private Optional<Worker> locked(String miner, boolean byAdmin) {
        jdbc.sql("insert into marketplace.listed_worker (miner_id) values (?) on conflict do nothing")
                .param(miner)
                .update();
        int free = jdbc.sql("""
            update marketplace.listed_worker set version = case when by_admin or not :admin then version end,
              by_admin = by_admin or :admin
            where miner_id in (select miner_id from marketplace.listed_worker where miner_id = :miner for update%s)\
            """.formatted(byAdmin ? "" : " skip locked"))
                .param("miner", miner)
                .param("admin", byAdmin)
                .update();
        return free == 0
                ? Optional.empty()
                : jdbc.sql("""
                    select m.*, l.by_admin from core.miner m join marketplace.listed_worker l on l.miner_id = m.id
                    where m.id = ? and l.version is distinct from m.updated_at\
                    """).param(miner).query(Worker.class).optional();
    }

    private List<UUID> follow(Worker worker) {
        WorkerOffer said = WorkerOffer.of(worker.capabilities, networkPrice);
        // what a worker had when it left is still there when it comes back
        Cards.Found found = worker.deregistered
                ? new Cards.Found(List.of(), List.of(), List.of(), List.of())
                : cards.adopt(worker.id, worker.owner, worker.capabilities);
        boolean wanted = Objects.requireNonNullElse(said.wanted(), worker.byAdmin);
        boolean waiting =
                wanted && !(found.booked().isEmpty() && found.elsewhere().isEmpty());
        WorkerOffer offer = said.with(wanted ? found.listable() : List.of());
        Set<UUID> before = listed(worker);
        for (String statement : List.of(REMOVE, UPDATE, INSERT)) {
            bind(worker, jdbc.sql(statement).paramSource(offer)).update();
        }
        bind(worker, jdbc.sql(DONE).paramSource(offer))
                .param("version", waiting ? null : worker.updatedAt)
                .update();
        Set<UUID> after = listed(worker);
        after.removeAll(before);
        return List.copyOf(after);
    }

    private Set<UUID> listed(Worker worker) {
        return new HashSet<>(bind(worker, jdbc.sql("select g.id from marketplace.gpu g where " + FOLLOWS))
                .query(UUID.class)
                .list());
    }

    private static StatementSpec bind(Worker worker, StatementSpec statement) {
        return statement.param("miner", worker.id).param("owner", worker.owner).param("region", worker.region);
    }
}
