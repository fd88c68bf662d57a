package org.aitbc.market.gpu;

import java.util.*;
import org.aitbc.domain.error.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The GPUs that are on the market, and those that were. */
@Component
public record Gpus(JdbcClient jdbc) {

    /** Also one that was taken off the market. */
    public Optional<Gpu> find(UUID id) {
        return jdbc.sql("select * from marketplace.gpu where id = ?")
                .param(id)
                .query(Gpu.class)
                .optional();
    }

    public Gpu require(UUID id) {
        return find(id).filter(gpu -> gpu.removedAt() == null).orElseThrow(Gpus::unknown);
    }

    /** Those that can be booked now, or are. */
    public List<Gpu> working() {
        return jdbc.sql("""
            select * from marketplace.gpu
            where id in (select id from marketplace.listing where status in ('available', 'booked'))\
            """).query(Gpu.class).list();
    }

    public List<Gpu> ownedBy(String owner) {
        return jdbc.sql("select * from marketplace.gpu where owner = ? and removed_at is null order by id")
                .param(owner)
                .query(Gpu.class)
                .list();
    }

    /** By the name of the model in any case. */
    public List<Gpu> ofModel(String model) {
        return jdbc.sql("""
            select * from marketplace.gpu where lower(model) = lower(?) and removed_at is null order by id limit 1000\
            """).param(model).query(Gpu.class).list();
    }

    /** Its terms and owner stay as they are until the transaction ends. */
    public Gpu lock(UUID id) {
        return jdbc.sql("select * from marketplace.gpu where id = ? and removed_at is null for update")
                .param(id)
                .query(Gpu.class)
                .optional()
                .orElseThrow(Gpus::unknown);
    }

    /** Locks all that are or were listed of a worker: none is booked or taken off until the transaction ends. */
    public void lockAllOf(@Nullable String miner) {
        jdbc.sql("select id from marketplace.gpu where miner_id = :miner order by id for update")
                .param("miner", miner)
                .query(UUID.class)
                .list();
    }

    public static NotFound unknown() {
        return new NotFound("GPU_NOT_FOUND", "there is no such GPU on the market");
    }
}
