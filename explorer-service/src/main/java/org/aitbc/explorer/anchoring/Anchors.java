package org.aitbc.explorer.anchoring;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The roots that were handed to the outbox, with what became of them. */
@Component
class Anchors {

    /** Ids grow without an end. */
    static final long NEWEST = Long.MAX_VALUE;

    private static final String SELECT = """
            select a.id, a.tree_size, a.root, a.chain_id, a.contract,
                   s.state, s.transaction_hash, s.block_number, s.block_hash, s.mined_at
            from explorer.anchor a join explorer.outgoing s on s.id = a.outgoing
            where s.state not in ('failed', 'cancelled')\s""";

    private final JdbcClient jdbc;

    Anchors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The greatest tree that is or will be anchored in a contract. */
    Optional<Anchor> last(int instance, String contract) {
        return jdbc.sql(SELECT + "and a.instance = ? and a.contract = ? order by a.tree_size desc limit 1")
                .params(instance, contract)
                .query(Anchor::of)
                .optional();
    }

    /** The anchor that a leaf is proven with: the first that is confirmed, else the first on its way. */
    Optional<Anchor> covering(int instance, String contract, long index) {
        return jdbc.sql(SELECT + """
                        and a.instance = :instance and a.contract = :contract and a.tree_size > :index and s.state <> 'queued'
                        order by s.state = 'confirmed' desc, a.tree_size limit 1""")
                .param("instance", instance)
                .param("contract", contract)
                .param("index", index)
                .query(Anchor::of)
                .optional();
    }

    /** All of a contract, the smallest tree first. */
    List<Anchor> all(int instance, String contract) {
        return jdbc.sql(SELECT + "and a.instance = ? and a.contract = ? order by a.tree_size, a.id")
                .params(instance, contract)
                .query(Anchor::of)
                .list();
    }

    /** Anchors with ids below, newest first; those of an earlier instance of a chain are left out. */
    List<Anchor> below(long id, int most) {
        return jdbc.sql(SELECT + """
                        and a.id < ? and a.instance in (select i.id from explorer.chain_instance i where i.current)
                        order by a.id desc limit ?""").params(id, most).query(Anchor::of).list();
    }

    /** How often a tree of this size was sent in vain. */
    long failures(int instance, String contract, long size) {
        return jdbc.sql("""
                        select count(*) from explorer.anchor a join explorer.outgoing s on s.id = a.outgoing
                        where s.state in ('failed', 'cancelled') and a.instance = ? and a.contract = ? and a.tree_size = ?""").params(instance, contract, size).query(Long.class).single();
    }

    /**
     * What came to nothing since the last that did not.
     *
     * @param since the end of the newest of them
     * @param why in words, of the newest
     */
    record Vain(long times, Duration since, String why) {}

    /** Empty where the last one is, or may be, on the chain. */
    Optional<Vain> vain(int instance, String contract) {
        return jdbc.sql("""
                        select count(*) over () as times, extract(epoch from now() - s.ended_at) as since,
                               coalesce(s.error, s.state) as why
                        from explorer.anchor a join explorer.outgoing s on s.id = a.outgoing
                        where a.instance = :instance and a.contract = :contract and a.id > coalesce((
                          select max(g.id) from explorer.anchor g join explorer.outgoing o on o.id = g.outgoing
                          where g.instance = :instance and g.contract = :contract
                            and o.state not in ('failed', 'cancelled')), 0)
                        order by a.id desc limit 1""")
                .param("instance", instance)
                .param("contract", contract)
                .query((row, _) -> new Vain(
                        row.getLong("times"),
                        Duration.ofMillis(
                                row.getBigDecimal("since").movePointRight(3).longValue()),
                        row.getString("why")))
                .optional();
    }

    void insert(long size, byte[] root, long chainId, int instance, String contract, UUID outgoing) {
        jdbc.sql("""
                        insert into explorer.anchor (tree_size, root, chain_id, instance, contract, outgoing)
                        values (?, ?, ?, ?, ?, ?) on conflict (outgoing) do nothing""").params(size, root, chainId, instance, contract, outgoing).update();
    }
}
