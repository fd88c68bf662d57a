package org.aitbc.market.gpu;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What owners do with their GPUs. */
@Component
class OwnGpus {

    private static final BigDecimal LEAST_HOURS = new BigDecimal("0.0001");
    private static final BigDecimal MOST_HOURS = new BigDecimal("8760");

    private final JdbcClient jdbc;
    private final Gpus gpus;

    OwnGpus(JdbcClient jdbc, Gpus gpus) {
        this.jdbc = jdbc;
        this.gpus = gpus;
    }

    /**
     * @param calledFrom the worker that a legacy client names in its header; counts where it is the caller's
     * @throws Conflict when the worker's slot is on the market already, or still booked from when it was last
     */
    @Transactional
    UUID register(Caller caller, @Nullable String calledFrom, GpuRegister.Specs specs) {
        UUID id = Ids.next();
        BigDecimal least = Objects.requireNonNullElse(specs.minHours(), LEAST_HOURS);
        BigDecimal most = Objects.requireNonNullElse(specs.maxHours(), MOST_HOURS);
        checkHours(least, most);
        String miner = worker(caller, calledFrom, specs.minerId());
        // else one of them could be booked and taken off in between
        gpus.lockAllOf(miner);
        int slot = specs.slot() == null ? nextSlot(miner) : specs.slot();
        if (isStillBooked(miner, slot)) {
            throw new Conflict(
                    "GPU_BOOKED", "this slot of the worker is still booked, though it was taken off the market");
        }
        int rows = jdbc.sql("""
                        insert into marketplace.gpu (id, owner, miner_id, slot, model, memory_gb, price_per_hour, cuda_version,
                          region, cuda_cores, compute_capability, description, min_hours, max_hours, models, interruptible,
                          sla, capabilities)
                        values (:id, :owner, :miner, :slot, :model, :memory, :price, :cuda, :region, :cores, :compute,
                          :description, :least, :most, :models, :interruptible, :sla, coalesce(:capabilities::jsonb, '[]'))
                        on conflict (miner_id, slot) where miner_id is not null and removed_at is null do nothing""")
                .param("id", id)
                .param("owner", caller.subject())
                .param("miner", miner)
                .param("slot", slot)
                .param("model", specs.model().strip())
                .param("memory", specs.memoryGb())
                .param("price", specs.pricePerHour())
                .param("cuda", specs.cudaVersion())
                .param("region", specs.region())
                .param("cores", specs.cudaCores())
                .param("compute", specs.computeCapability())
                .param("description", specs.description())
                .param("least", least)
                .param("most", most)
                .param("models", texts(specs.models()))
                .param("interruptible", specs.interruptible() == null || specs.interruptible())
                .param("sla", specs.sla())
                .param(
                        "capabilities",
                        specs.capabilities() == null || specs.capabilities().isNull()
                                ? null
                                : specs.capabilities().toString())
                .update();
        if (rows == 0) {
            throw new Conflict("GPU_SLOT_TAKEN", "this slot of the worker is on the market already");
        }
        return id;
    }

    @Transactional
    void change(Caller caller, UUID id, GpuPatch patch) {
        Gpu gpu = lock(caller, id);
        checkHours(
                Objects.requireNonNullElse(patch.minHours(), gpu.minHours()),
                Objects.requireNonNullElse(patch.maxHours(), gpu.maxHours()));
        jdbc.sql("""
                        update marketplace.gpu set price_per_hour = coalesce(:price, price_per_hour),
                          min_hours = coalesce(:least, min_hours), max_hours = coalesce(:most, max_hours),
                          region = coalesce(:region, region), models = coalesce(:models, models),
                          interruptible = coalesce(:interruptible, interruptible), sla = coalesce(:sla, sla),
                          description = coalesce(:description, description), offered = coalesce(:offered, offered),
                          updated_at = now()
                        where id = :id""")
                .param("id", id)
                .param("price", patch.pricePerHour())
                .param("least", patch.minHours())
                .param("most", patch.maxHours())
                .param("region", patch.region())
                .param("models", patch.models() == null ? null : texts(patch.models()))
                .param("interruptible", patch.interruptible())
                .param("sla", patch.sla())
                .param("description", patch.description())
                .param("offered", patch.offered())
                .update();
    }

    /** @throws Conflict when it is booked, now or later, and not forced */
    @Transactional
    void remove(Caller caller, UUID id, boolean force) {
        lock(caller, id);
        if (!force && isBooked(id)) {
            throw new Conflict("GPU_BOOKED", "GPU is currently booked. Use force=true to delete anyway.");
        }
        jdbc.sql("update marketplace.gpu set removed_at = now(), updated_at = now() where id = ?")
                .param(id)
                .update();
    }

    private boolean isBooked(UUID id) {
        return jdbc.sql("""
                        select exists (select from marketplace.booking
                                       where gpu_id = ? and state in ('active', 'paused') and upper(span) > now())""").param(id).query(Boolean.class).single();
    }

    private int nextSlot(@Nullable String miner) {
        return jdbc.sql(
                        "select coalesce(max(slot) + 1, 0) from marketplace.gpu where miner_id = ? and removed_at is null")
                .param(miner)
                .query(Integer.class)
                .single();
    }

    /** Whoever booked it has it until then, under the id that it had. */
    private boolean isStillBooked(@Nullable String miner, int slot) {
        return jdbc.sql("""
                        select exists (select from marketplace.gpu g join marketplace.booking b on b.gpu_id = g.id
                                       where g.miner_id = ? and g.slot = ? and g.removed_at is not null
                                         and b.state in ('active', 'paused'))""").param(miner).param(slot).query(Boolean.class).single();
    }

    private Gpu lock(Caller caller, UUID id) {
        Gpu gpu = gpus.lock(id);
        gpu.requireOwner(caller.isAdmin() ? gpu.owner() : caller.subject());
        return gpu;
    }

    private @Nullable String worker(Caller caller, @Nullable String calledFrom, @Nullable String named) {
        if (named == null || named.isBlank()) {
            return calledFrom == null
                    ? null
                    : owner(calledFrom)
                            .filter(caller.subject()::equals)
                            .map(_ -> calledFrom)
                            .orElse(null);
        }
        String owner = owner(named)
                .orElseThrow(() ->
                        new Invalid("MINER_NOT_REGISTERED", "gpu.miner_id: no worker has registered as " + named));
        if (!caller.isAdmin() && !owner.equals(caller.subject())) {
            throw new Forbidden("MINER_NOT_YOURS", "miner " + named + " belongs to another key");
        }
        return named;
    }

    private Optional<String> owner(String miner) {
        return jdbc.sql("select owner from core.miner where id = ?")
                .param(miner)
                .query(String.class)
                .optional();
    }

    private static void checkHours(BigDecimal least, BigDecimal most) {
        if (least.compareTo(most) > 0) {
            throw new Invalid("VALIDATION_ERROR", "min_hours: is above max_hours");
        }
    }

    private static String[] texts(@Nullable List<String> texts) {
        return texts == null ? new String[0] : texts.toArray(String[]::new);
    }
}
