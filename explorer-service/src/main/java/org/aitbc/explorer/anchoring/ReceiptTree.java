package org.aitbc.explorer.anchoring;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.aitbc.domain.merkle.MerkleHash;
import org.aitbc.domain.merkle.MerkleTree;
import org.aitbc.domain.merkle.Subtree;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tree over the receipts, as it is kept. Roots and proofs cost one query, whatever the size. */
@Component
class ReceiptTree {

    private final JdbcClient jdbc;

    ReceiptTree(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many receipts are in the log. */
    long size() {
        return jdbc.sql("select coalesce(max(index) + 1, 0) from explorer.receipt_leaf")
                .query(Long.class)
                .single();
    }

    byte[] root(long size) {
        return asked(subtrees -> new MerkleTree(subtrees).root(size));
    }

    List<byte[]> inclusion(long index, long size) {
        return asked(subtrees -> new MerkleTree(subtrees).inclusion(index, size));
    }

    List<byte[]> consistency(long from, long to) {
        return asked(subtrees -> new MerkleTree(subtrees).consistency(from, to));
    }

    /** Does something with subtrees twice: first to hear which ones it needs, then with all of them. */
    <T> T asked(Function<Function<Subtree, byte[]>, T> work) {
        Set<Subtree> needed = new LinkedHashSet<>();
        T nothing = work.apply(subtree -> {
            needed.add(subtree);
            return new byte[MerkleHash.LENGTH];
        });
        if (needed.isEmpty()) {
            return nothing;
        }
        Map<Subtree, byte[]> found = fetch(needed);
        return work.apply(subtree -> {
            byte[] hash = found.get(subtree);
            if (hash == null) {
                throw new IllegalStateException("the receipt log lacks " + subtree);
            }
            return hash;
        });
    }

    private Map<Subtree, byte[]> fetch(Set<Subtree> needed) {
        Map<Subtree, byte[]> found = new HashMap<>();
        jdbc.sql("""
                        select level, index, hash from explorer.receipt_node
                        where (level, index) in (select * from unnest(:levels::smallint[], :indices::bigint[]))""")
                .param("levels", needed.stream().map(Subtree::level).toArray(Integer[]::new))
                .param("indices", needed.stream().map(Subtree::index).toArray(Long[]::new))
                .query(row -> {
                    found.put(new Subtree(row.getInt(1), row.getLong(2)), row.getBytes(3));
                });
        return found;
    }
}
