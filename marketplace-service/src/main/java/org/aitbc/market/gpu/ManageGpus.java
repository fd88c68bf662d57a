package org.aitbc.market.gpu;

import com.fasterxml.jackson.annotation.JsonAlias;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What owners do with their GPUs. */
@Component
class ManageGpus {

    private final JdbcClient jdbc;
    private final Gpus gpus;

    ManageGpus(JdbcClient jdbc, Gpus gpus) {
        this.jdbc = jdbc;
        this.gpus = gpus;
    }

    /**
     * A GPU that is registered by hand.
     *
     * @param memoryGb GiB
     * @param minerId the caller's worker that it is in
     * @param slot the index of the GPU in the worker; the next free one by default
     * @param pricePerHour AITBC
     * @param minHours per booking, as the maximum
     * @param models that may be run on it; all by default
     * @param sla percent of booked time that is promised
     */
    record Specs(
            @JsonAlias("name") @NotBlank @Size(max = 128) String model,

            @JsonAlias("memory") @NotNull @Positive @DecimalMax("100000") @Digits(integer = 6, fraction = 3)
            BigDecimal memoryGb,

            @JsonAlias({"base_price", "price"})
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1000000000")
            @Digits(integer = 10, fraction = 8)
            BigDecimal pricePerHour,

            @Nullable @Size(max = 128) String minerId,
            @Nullable @Min(0) @Max(1023) Integer slot,
            @Nullable @Size(max = 32) String cudaVersion,
            @Nullable @Size(max = 64) String region,
            @Nullable @Min(0) @Max(1_000_000) Integer cudaCores,
            @Nullable @Size(max = 32) String computeCapability,
            @Nullable @Size(max = 2000) String description,
            @DecimalMin("0.0001") @DecimalMax("8760") BigDecimal minHours,
            @DecimalMin("0.0001") @DecimalMax("8760") BigDecimal maxHours,
            @Size(max = 256) List<@NotBlank @Size(max = 256) String> models,
            Boolean interruptible,
            @Nullable @DecimalMin("0") @DecimalMax("100") BigDecimal sla,
            JsonNode capabilities) {

        Specs {
            model = model == null ? model : model.strip();
            minHours = Objects.requireNonNullElse(minHours, new BigDecimal("0.0001"));
            maxHours = Objects.requireNonNullElse(maxHours, new BigDecimal("8760"));
            models = Objects.requireNonNullElse(models, List.of());
            interruptible = Objects.requireNonNullElse(interruptible, true);
            capabilities =
                    capabilities == null || capabilities.isNull() ? JsonNodeFactory.instance.arrayNode() : capabilities;
        }

        @AssertTrue(message = "is to be an array of at most 16 KiB")
        boolean isCapabilitiesFit() {
            return capabilities.isArray() && capabilities.toString().length() <= 16 * 1024;
        }
    }

    /** Members that are left out keep their values. Bookings keep the terms that they were made on. */
    record GpuPatch(
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
        UUID id = Ids.next();
        checkHours(specs.minHours, specs.maxHours);
        String miner = worker(caller, header, specs.minerId);
        // otherwise one of them could be booked and taken off in between
        gpus.lockAllOf(miner);
        int slot = specs.slot == null ? nextSlot(miner) : specs.slot;
        String booked = "this slot of the worker is still booked, though it was taken off the market";
        Conflict.when(isStillBooked(miner, slot), "GPU_BOOKED", booked);
        int rows = jdbc.sql("""
            insert into marketplace.gpu (id, owner, miner_id, slot, model, memory_gb, price_per_hour, cuda_version, region, cuda_cores,
              compute_capability, description, min_hours, max_hours, models, interruptible, sla, capabilities)
            values (:id, :owner, :worker, :freeSlot, :model, :memoryGb, :pricePerHour, :cudaVersion, :region, :cudaCores,
              :computeCapability, :description, :minHours, :maxHours, :models, :interruptible, :sla, :capabilities)
            on conflict (miner_id, slot) where miner_id is not null and removed_at is null do nothing\
            """)
                .paramSource(specs)
                .param("id", id)
                .param("owner", caller.subject())
                .param("worker", miner)
                .param("freeSlot", slot)
                .update();
        Conflict.when(rows == 0, "GPU_SLOT_TAKEN", "this slot of the worker is on the market already");
        return id;
    }

    @Transactional
    void change(Caller caller, UUID id, GpuPatch patch) {
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

    /** A client who booked it keeps it until then, under the id that it had. */
    private boolean isStillBooked(@Nullable String miner, int slot) {
        return miner != null && isTrue("""
            select exists (select from marketplace.gpu g join marketplace.booking b on b.gpu_id = g.id
                           where g.miner_id = ? and g.slot = ? and g.removed_at is not null and b.state in ('active', 'paused'))\
            """, miner, slot);
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
