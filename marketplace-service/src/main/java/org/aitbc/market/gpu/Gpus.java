package org.aitbc.market.gpu;

import java.util.*;
import org.aitbc.domain.error.NotFound;
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
            where not claimed and id in (select id from marketplace.listing where status in ('available', 'booked'))\
            """).query(Gpu.class).list();
    }

    public List<Gpu> ownedBy(String owner) {
        return jdbc.sql("select * from marketplace.gpu where owner = ? and removed_at is null order by id")
                .param(owner)
                .query(Gpu.class)
                .list();
    }

    /** Reported ones by the name of the model in any case. */
    public List<Gpu> ofModel(String model) {
        return jdbc.sql("""
            select * from marketplace.gpu where lower(model) = lower(?) and removed_at is null and not claimed
            order by id limit 1000\
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

    /** Those that a worker's report may concern: in it, of its cards, or claimed by its owner. */
    static final String CONCERNED = """
            select id from marketplace.gpu where removed_at is null and miner_id = :miner
            union all
            select id from marketplace.gpu where removed_at is null and uuid = any (cast(:uuids as text[]))
            union all
            select id from marketplace.gpu where removed_at is null and owner = :owner and claimed and miner_id is null""";

    /** None of them is booked, sold or taken off, and no other of the worker is listed, until the transaction ends. */
    void lockConcerned(String miner, String owner, String[] uuids) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('marketplace.gpu of ' || ?, 0))")
                .param(miner)
                .query((_, _) -> true)
                .single();
        jdbc.sql("select id from marketplace.gpu where id in (%s) order by id for update".formatted(CONCERNED))
                .param("miner", miner)
                .param("owner", owner)
                .param("uuids", uuids)
                .query(UUID.class)
                .list();
    }

    public static NotFound unknown() {
        return new NotFound("GPU_NOT_FOUND", "there is no such GPU on the market");
    }
}
