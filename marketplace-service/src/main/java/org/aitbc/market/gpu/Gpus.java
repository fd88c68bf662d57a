package org.aitbc.market.gpu;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The GPUs that are on the market, and those that were. */
@Component
public class Gpus {

    private static final RowMapper<Gpu> ROW = (row, _) -> new Gpu(
            Rows.id(row, "id"),
            row.getString("owner"),
            row.getString("miner_id"),
            row.getInt("slot"),
            row.getString("model"),
            row.getBigDecimal("memory_gb"),
            row.getString("cuda_version"),
            row.getString("region"),
            row.getBigDecimal("price_per_hour"),
            Rows.constant(Currency.class, row, "currency"),
            row.getBigDecimal("min_hours"),
            row.getBigDecimal("max_hours"),
            Rows.texts(row, "models"),
            row.getBoolean("interruptible"),
            row.getBigDecimal("sla"),
            row.getBoolean("offered"),
            row.getBoolean("listed_by_worker"),
            Rows.time(row, "created_at"),
            Rows.timeOrNull(row, "removed_at"));

    private final JdbcClient jdbc;

    Gpus(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Also one that was taken off the market. */
    public Optional<Gpu> find(UUID id) {
        return jdbc.sql("select * from marketplace.gpu where id = ?")
                .param(id)
                .query(ROW)
                .optional();
    }

    /** @throws NotFound when there is none, or none any more */
    public Gpu require(UUID id) {
        return find(id).filter(gpu -> gpu.removedAt() == null).orElseThrow(Gpus::unknown);
    }

    /** Those that can be booked now, or are. */
    public List<Gpu> working() {
        return jdbc.sql("""
                        select * from marketplace.gpu
                        where id in (select id from marketplace.listing where status in ('available', 'booked'))""").query(ROW).list();
    }

    /** Those of an owner that are on the market. */
    public List<Gpu> ownedBy(String owner) {
        return jdbc.sql("select * from marketplace.gpu where owner = ? and removed_at is null order by id")
                .param(owner)
                .query(ROW)
                .list();
    }

    /** Those of a model, by its name in any case, that are on the market. */
    public List<Gpu> ofModel(String model) {
        return jdbc.sql(
                        "select * from marketplace.gpu where lower(model) = lower(?) and removed_at is null order by id limit 1000")
                .param(model)
                .query(ROW)
                .list();
    }

    /**
     * The same, locked until the end of the transaction: its terms and owner stay as they are.
     *
     * @throws NotFound when there is none, or none any more
     */
    public Gpu lock(UUID id) {
        return jdbc.sql("select * from marketplace.gpu where id = ? and removed_at is null for update")
                .param(id)
                .query(ROW)
                .optional()
                .orElseThrow(Gpus::unknown);
    }

    /** All that are or were listed of a worker, locked until the end of the transaction: none is booked or taken off meanwhile. */
    public void lockAllOf(@Nullable String miner) {
        jdbc.sql("select id from marketplace.gpu where miner_id = ? order by id for update")
                .param(miner)
                .query(UUID.class)
                .list();
    }

    public static NotFound unknown() {
        return new NotFound("GPU_NOT_FOUND", "there is no such GPU on the market");
    }
}
