package org.aitbc.market.listing;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.listing.Offer.Slot;
import org.aitbc.market.sweep.Sweep;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings the market in line with what workers say of themselves: each of their GPUs is listed once. Listings that were made
 * by hand, and those that were sold, are left alone; one that is booked stays until the booking has ended, and no other
 * takes its slot before.
 */
@Component
public class WorkerListings {

    /** Of a listing {@code g}: it follows its worker. */
    private static final String FOLLOWS =
            "g.miner_id = :miner and g.listed_by_worker and g.owner = :owner and g.removed_at is null";

    /** Of a listing {@code g}: its worker has such a GPU no more, or does not want it listed. */
    private static final String UNWANTED = """
            not exists (select from unnest(:slots, :models) as w (slot, model) where w.slot = g.slot and w.model = g.model)
            """;

    /** Of a booking {@code b}: it has not ended. */
    private static final String OPEN = "b.state in ('active', 'paused')";

    private static final String REMOVE = """
            update marketplace.gpu g set removed_at = now(), updated_at = now() where %s and %s
              and not exists (select from marketplace.booking b where b.gpu_id = g.id and %s)
            """.formatted(FOLLOWS, UNWANTED, OPEN);

    /** Of a slot {@code w}: a listing that was removed is still booked, and the GPU with it. */
    private static final String STILL_BOOKED = """
            exists (select from marketplace.gpu o join marketplace.booking b on b.gpu_id = o.id
                    where o.miner_id = :miner and o.slot = w.slot and o.removed_at is not null and %s)
            """.formatted(OPEN);

    /** A listing of the same GPU that was removed comes back, with its reviews. */
    private static final String UPDATE = """
            update marketplace.gpu g set memory_gb = w.memory_gb, cuda_version = :cuda, region = :region,
              price_per_hour = :price, min_hours = :least, max_hours = :most, models = :served, interruptible = :interruptible,
              sla = :sla, capabilities = :types::jsonb, removed_at = null, updated_at = now()
            from (select distinct on (w.slot) w.slot, w.memory_gb, o.id
                  from unnest(:slots, :models, :memories) as w (slot, model, memory_gb)
                  join marketplace.gpu o on o.miner_id = :miner and o.slot = w.slot and o.model = w.model
                    and o.listed_by_worker and o.owner = :owner
                  order by w.slot, o.removed_at is not null, o.id desc) w
            where g.id = w.id and not exists (
              select from marketplace.gpu other
              where other.miner_id = :miner and other.slot = w.slot and other.removed_at is null and other.id <> g.id)
              and not %s
            """.formatted(STILL_BOOKED);

    private static final String INSERT = """
            insert into marketplace.gpu (id, owner, miner_id, slot, model, memory_gb, cuda_version, region, price_per_hour,
              min_hours, max_hours, models, interruptible, sla, capabilities, listed_by_worker)
            select w.id, :owner, :miner, w.slot, w.model, w.memory_gb, :cuda, :region, :price, :least, :most, :served,
              :interruptible, :sla, :types::jsonb, true
            from unnest(:ids, :slots, :models, :memories) as w (id, slot, model, memory_gb)
            where not %s
            on conflict (miner_id, slot) where miner_id is not null and removed_at is null do nothing
            """.formatted(STILL_BOOKED);

    private static final String DONE = """
            update marketplace.listed_worker set version =
              case when not exists (select from marketplace.gpu g where %s and %s)
                and not exists (select from unnest(:slots) as w (slot) where %s) then cast(:version as timestamptz) end
            where miner_id = :miner
            """.formatted(FOLLOWS, UNWANTED, STILL_BOOKED);

    private static final int MOST_AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final Gpus gpus;
    private final TransactionTemplate transactions;
    private final JsonMapper json;
    private final ListingSettings settings;

    WorkerListings(
            JdbcClient jdbc, Gpus gpus, TransactionTemplate transactions, JsonMapper json, ListingSettings settings) {
        this.jdbc = jdbc;
        this.gpus = gpus;
        this.transactions = transactions;
        this.json = json;
        this.settings = settings;
    }

    private record Worker(
            String id,
            String owner,
            @Nullable String region,
            Timestamp version,
            boolean byAdmin,
            Offer offer,
            boolean gone) {

        List<Slot> listed() {
            return gone || !offer.isListed(byAdmin) ? List.of() : offer.gpus();
        }
    }

    /** Follows some of the workers that have said something new; what one of them said keeps no others waiting. */
    @Scheduled(fixedDelayString = "${aitbc.market.listing.every:5s}")
    void follow() {
        Sweep.each("worker", this::changed, miner -> follow(miner, false));
    }

    /** Those that wait the longest since they have said it, or were tried: which is written first, however it goes. */
    private List<String> changed() {
        return jdbc.sql("""
                        insert into marketplace.listed_worker (miner_id, tried_at)
                        select id, now() from (
                          select m.id from core.miner m left join marketplace.listed_worker l on l.miner_id = m.id
                          where l.version is distinct from m.updated_at
                          order by greatest(m.updated_at, l.tried_at) limit ?) waiting
                        order by id
                        on conflict (miner_id) do update set tried_at = excluded.tried_at
                        returning miner_id""").param(MOST_AT_ONCE).query(String.class).list();
    }

    /**
     * Lists the GPUs of all workers that are online, except of those that do not want it.
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

    /** @return the GPUs of the worker that were not on the market before */
    List<UUID> follow(String miner, boolean byAdmin) {
        return Objects.requireNonNull(transactions.execute(
                _ -> locked(miner, byAdmin).map(this::follow).orElse(List.of())));
    }

    /** The worker as it is now, where there is something to do that no other instance is doing. */
    private Optional<Worker> locked(String miner, boolean byAdmin) {
        jdbc.sql("insert into marketplace.listed_worker (miner_id) values (?) on conflict do nothing")
                .param(miner)
                .update();
        boolean free = jdbc.sql("""
                        update marketplace.listed_worker set version = case when by_admin or not :admin then version end,
                          by_admin = by_admin or :admin
                        where miner_id in (select miner_id from marketplace.listed_worker where miner_id = :miner for update%s)""".formatted(byAdmin ? "" : " skip locked"))
                        .param("miner", miner)
                        .param("admin", byAdmin)
                        .update()
                == 1;
        return !free
                ? Optional.empty()
                : jdbc.sql("""
                        select m.*, l.by_admin from core.miner m join marketplace.listed_worker l on l.miner_id = m.id
                        where m.id = ? and l.version is distinct from m.updated_at""")
                        .param(miner)
                        .query((row, _) -> new Worker(
                                row.getString("id"),
                                row.getString("owner"),
                                row.getString("region"),
                                row.getTimestamp("updated_at"),
                                row.getBoolean("by_admin"),
                                Offer.of(json.readTree(row.getString("capabilities")), settings.pricePerHour()),
                                row.getBoolean("deregistered")))
                        .optional();
    }

    private List<UUID> follow(Worker worker) {
        gpus.lockAllOf(worker.id());
        Set<UUID> before = live(worker);
        bind(worker, REMOVE).update();
        terms(worker, UPDATE).update();
        terms(worker, INSERT)
                .param("ids", worker.listed().stream().map(_ -> Ids.next()).toArray(UUID[]::new))
                .update();
        bind(worker, DONE).param("version", worker.version()).update();
        Set<UUID> after = live(worker);
        after.removeAll(before);
        return List.copyOf(after);
    }

    /** Its listings. */
    private Set<UUID> live(Worker worker) {
        return new HashSet<>(jdbc.sql("select g.id from marketplace.gpu g where " + FOLLOWS)
                .param("miner", worker.id())
                .param("owner", worker.owner())
                .query(UUID.class)
                .list());
    }

    private StatementSpec terms(Worker worker, String sql) {
        Offer offer = worker.offer();
        return bind(worker, sql)
                .param("memories", column(worker, Slot::memoryGb).toArray(BigDecimal[]::new))
                .param("cuda", offer.cuda())
                .param("region", worker.region())
                .param("price", offer.pricePerHour())
                .param("least", offer.minHours())
                .param("most", offer.maxHours())
                .param("served", offer.models().toArray(String[]::new))
                .param("interruptible", offer.interruptible())
                .param("sla", offer.sla())
                .param("types", offer.jobTypes());
    }

    private StatementSpec bind(Worker worker, String sql) {
        return jdbc.sql(sql)
                .param("miner", worker.id())
                .param("owner", worker.owner())
                .param("slots", column(worker, Slot::slot).toArray(Integer[]::new))
                .param("models", column(worker, Slot::model).toArray(String[]::new));
    }

    private static <T> List<T> column(Worker worker, Function<Slot, T> column) {
        return worker.listed().stream().map(column).toList();
    }
}
