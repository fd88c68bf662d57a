package org.aitbc.market.gpu;

import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import java.util.function.Predicate;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What owners do with their GPUs. */
@Component
public class ManageGpus {

    private final JdbcClient jdbc;
    private final Gpus gpus;
    private final Cards cards;

    ManageGpus(JdbcClient jdbc, Gpus gpus, Cards cards) {
        this.jdbc = jdbc;
        this.gpus = gpus;
        this.cards = cards;
    }

    /**
     * Members that are left out keep their values. Bookings keep the terms that they were made on.
     *
     * @param models that may be run on it; empty for all
     * @param sla percent of booked time that is promised
     * @param offered whether it may be booked
     */
    public record GpuPatch(
            @Nullable @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal pricePerHour,

            @Nullable @DecimalMin("0.0001") @DecimalMax("8760")
            BigDecimal minHours,

            @Nullable @DecimalMin("0.0001") @DecimalMax("8760")
            BigDecimal maxHours,

            @Nullable @Size(max = 64) String region,
            @Nullable @Size(max = 256) List<@NotBlank @Size(max = 256) String> models,
            @Nullable Boolean interruptible,
            @Nullable @DecimalMin("0") @DecimalMax("100") BigDecimal sla,
            @Nullable @Size(max = 2000) String description,
            @Nullable Boolean offered) {}

    /** @param header the worker of a legacy client's {@code X-Miner-ID}; counts where it belongs to the caller */
    @Transactional
    UUID register(Caller caller, @Nullable String header, Specs specs) {
        checkHours(specs.minHours(), specs.maxHours());
        String miner = worker(caller, header, specs.minerId());
        Card card = miner == null ? null : card(miner, specs).orElse(null);
        return insert(ownerOf(miner, caller), miner, card, specs);
    }

    /**
     * Lists the GPUs that a worker of the caller has reported, or gives those that are listed these terms.
     *
     * @param most how many
     * @return their ids
     */
    @Transactional
    public List<UUID> offer(Caller caller, String minerId, int most, GpuPatch terms) {
        String miner = Objects.requireNonNull(worker(caller, null, minerId));
        Cards.Found found = cards.bind(miner);
        String owner = ownerOf(miner, caller);
        BigDecimal price = terms.pricePerHour;
        if (found.free().isEmpty() || price == null) {
            List<UUID> listed = gpus.ownedBy(owner).stream()
                    .filter(gpu -> miner.equals(gpu.minerId()) && !gpu.claimed())
                    .map(Gpu::id)
                    .limit(most)
                    .toList();
            Conflict.when(
                    listed.isEmpty(),
                    "GPU_NOT_REPORTED",
                    "the worker has reported no GPU that you could list at a price");
            listed.forEach(id -> change(caller, id, terms));
            return listed;
        }
        return found.free().stream()
                .limit(most)
                .map(card -> {
                    UUID id = insert(owner, miner, card, Specs.of(card, price));
                    change(caller, id, terms);
                    return id;
                })
                .toList();
    }

    /** The reported card that is meant; empty where the GPU is only claimed. */
    private Optional<Card> card(String miner, Specs specs) {
        Cards.Found found = cards.bind(miner);
        Predicate<Card> meant = card -> specs.slot() == null ? card.fits(specs.model()) : specs.slot() == card.slot();
        Optional<Card> free = found.free().stream().filter(meant).findFirst();
        String booked = "this slot of the worker is still booked, though it was taken off the market";
        Conflict.when(free.isEmpty() && found.booked().stream().anyMatch(meant), "GPU_BOOKED", booked);
        boolean taken = specs.slot() != null && isTrue("""
            select exists (select from marketplace.gpu where miner_id = ? and slot = ? and removed_at is null)\
            """, miner, specs.slot());
        Conflict.when(taken, "GPU_SLOT_TAKEN", "this slot of the worker is on the market already");
        return free.filter(card -> card.fits(specs.model()));
    }

    private UUID insert(String owner, @Nullable String miner, @Nullable Card card, Specs specs) {
        UUID id = Ids.next();
        jdbc.sql("""
            insert into marketplace.gpu (id, owner, miner_id, slot, model, memory_gb, uuid, driver, claimed, bound_at,
              price_per_hour, cuda_version, region, cuda_cores, compute_capability, description, min_hours, max_hours, models,
              interruptible, sla, capabilities)
            values (:id, :owner, :worker, :place, :card, :memory, :uuid, :driver, :claimed, case when not :claimed then now() end,
              :pricePerHour, :cudaVersion, :region, :cudaCores, :computeCapability, :description, :minHours, :maxHours, :models,
              :interruptible, :sla, :capabilities)\
            """)
                .paramSource(specs)
                .param("id", id)
                .param("owner", owner)
                .param("worker", miner)
                .param("place", card != null ? card.slot() : specs.slot() != null ? specs.slot() : nextSlot(miner))
                .param("card", card == null ? specs.model() : card.model())
                .param("memory", card == null || card.memoryGb().signum() == 0 ? specs.memoryGb() : card.memoryGb())
                .param("uuid", card == null ? null : card.uuid())
                .param("driver", card == null ? null : card.driver())
                .param("claimed", card == null)
                .update();
        return id;
    }

    @Transactional
    public void change(Caller caller, UUID id, GpuPatch patch) {
        Gpu gpu = lock(caller, id);
        checkHours(
                Objects.requireNonNullElse(patch.minHours, gpu.minHours()),
                Objects.requireNonNullElse(patch.maxHours, gpu.maxHours()));
        jdbc.sql("""
            update marketplace.gpu set price_per_hour = coalesce(:pricePerHour, price_per_hour),
              min_hours = coalesce(:minHours, min_hours), max_hours = coalesce(:maxHours, max_hours),
              region = coalesce(:region, region), models = coalesce(:models, models),
              interruptible = coalesce(:interruptible, interruptible), sla = coalesce(:sla, sla),
              description = coalesce(:description, description), offered = coalesce(:offered, offered), updated_at = now()
            where id = :id\
            """).paramSource(patch).param("id", id).update();
    }

    @Transactional
    void remove(Caller caller, UUID id, boolean force) {
        lock(caller, id);
        boolean booked = !force && isTrue("""
            select exists (select from marketplace.booking
                           where gpu_id = ? and state in ('active', 'paused') and upper(span) > now())\
            """, id);
        Conflict.when(booked, "GPU_BOOKED", "GPU is currently booked. Use force=true to delete anyway.");
        jdbc.sql("update marketplace.gpu set removed_at = now(), updated_at = now() where id = ?")
                .param(id)
                .update();
    }

    private int nextSlot(@Nullable String miner) {
        return jdbc.sql(
                        "select coalesce(max(slot) + 1, 0) from marketplace.gpu where miner_id = :miner and removed_at is null")
                .param("miner", miner)
                .query(Integer.class)
                .single();
    }

    private boolean isTrue(String sql, Object... params) {
        return jdbc.sql(sql).params(params).query(Boolean.class).single();
    }

    private Gpu lock(Caller caller, UUID id) {
        Gpu gpu = gpus.lock(id);
        caller.requireOwner(gpu.owner(), "GPU_NOT_YOURS", "the GPU belongs to another principal");
        return gpu;
    }

    private @Nullable String worker(Caller caller, @Nullable String header, @Nullable String named) {
        if (named == null || named.isBlank()) {
            boolean own = header != null
                    && owner(header).filter(caller.subject()::equals).isPresent();
            return own ? header : null;
        }
        String owner = owner(named)
                .orElseThrow(() ->
                        new Invalid("MINER_NOT_REGISTERED", "gpu.miner_id: no worker has registered as " + named));
        caller.requireOwner(owner, "MINER_NOT_YOURS", "miner " + named + " belongs to another key");
        return named;
    }

    /** An admin lists for others what is in their workers. */
    private String ownerOf(@Nullable String miner, Caller caller) {
        return miner == null ? caller.subject() : owner(miner).orElseThrow();
    }

    private Optional<String> owner(String miner) {
        return jdbc.sql("select owner from core.miner where id = ?")
                .param(miner)
                .query(String.class)
                .optional();
    }

    private static void checkHours(BigDecimal least, BigDecimal most) {
        Invalid.when(least.compareTo(most) > 0, "VALIDATION_ERROR", "min_hours: is above max_hours");
    }
}
