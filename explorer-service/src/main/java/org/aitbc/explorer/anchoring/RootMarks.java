package org.aitbc.explorer.anchoring;

import java.time.Duration;
import java.util.List;
import org.aitbc.explorer.anchoring.AnchorContract.Anchored;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How far the chain was asked for roots, and which it has up to there. */
@Component
class RootMarks {

    /**
     * How far it was asked.
     *
     * @param checked before the first block that can have a root, where all are to be asked for
     * @param hash of the block; null where it was not asked for
     */
    record Mark(long checked, @Nullable String hash) {}

    private final JdbcClient jdbc;

    RootMarks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Forgets what is older than this. */
    void forget(int instance, String contract, Duration age) {
        jdbc.sql("""
                        delete from explorer.root_mark
                        where instance = ? and contract = ? and since <= now() - make_interval(secs => ?)""").params(instance, contract, age.toSeconds()).update();
    }

    Mark begin(int instance, String contract) {
        jdbc.sql("""
                        insert into explorer.root_mark (instance, contract, checked)
                        values (:instance, :contract, coalesce((
                            select o.block_number from explorer.deployment d join explorer.outgoing o on o.id = d.outgoing
                            where d.instance = :instance and d.address = :contract limit 1), 0) - 1)
                        on conflict do nothing""").param("instance", instance).param("contract", contract).update();
        return jdbc.sql("select checked, hash from explorer.root_mark where instance = ? and contract = ?")
                .params(instance, contract)
                .query(Mark.class)
                .single();
    }

    /** Writes down what blocks have, unless another instance of the service did. */
    @Transactional
    public void move(int instance, String contract, long from, Mark to, List<Anchored> roots) {
        int moved = jdbc.sql("""
                        update explorer.root_mark set checked = :to, hash = :hash
                        where instance = :instance and contract = :contract and checked = :from""")
                .param("to", to.checked())
                .param("hash", to.hash())
                .param("instance", instance)
                .param("contract", contract)
                .param("from", from)
                .update();
        if (moved == 0) {
            return;
        }
        roots.forEach(one -> jdbc.sql("""
                        insert into explorer.anchored_root
                          (instance, contract, block, log, tree_size, root, transaction_hash)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(instance, contract, one.block(), one.log(), one.size(), one.root(), one.transactionHash())
                .update());
    }

    List<Anchored> roots(int instance, String contract, long to) {
        return jdbc.sql("""
                        select * from explorer.anchored_root where instance = ? and contract = ? and block <= ?
                        order by block, log""")
                .params(instance, contract, to)
                .query(Anchored::stored)
                .list();
    }
}
