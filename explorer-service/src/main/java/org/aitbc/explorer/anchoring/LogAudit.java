package org.aitbc.explorer.anchoring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.merkle.MerkleAppender;
import org.aitbc.domain.merkle.MerkleHash;
import org.aitbc.domain.merkle.Subtree;
import org.aitbc.explorer.hex.Hex;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the tree again from the receipts themselves and compares it with what is kept: each receipt with its leaf, each leaf
 * with its place, each subtree, and the root of each anchor.
 */
@Component
class LogAudit {

    private static final int ROWS_AT_ONCE = 50;
    /** Of a log that is wrong from some place on, all that follows is. */
    private static final int MOST_FINDINGS = 20;

    private final JdbcClient jdbc;

    LogAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Reads the whole log, as of one moment.
     *
     * @param anchors whose roots are to be those of the log
     * @return what is wrong, in words
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public List<String> check(List<Anchor> anchors) {
        List<String> wrong = new ArrayList<>();
        Map<Subtree, byte[]> computed = new HashMap<>();
        MerkleAppender appender = new MerkleAppender(computed::put);
        Map<Long, List<Anchor>> bySize = new HashMap<>();
        anchors.forEach(anchor -> bySize.computeIfAbsent(anchor.treeSize(), _ -> new ArrayList<>())
                .add(anchor));
        jdbc.sql("""
                        select l.index, l.sha256, o.receipt::text,
                          array(select n.hash from explorer.receipt_node n
                                join generate_series(0, 62) as g(level) on n.level = g.level
                                 and n.index = ((l.index + 1) >> g.level) - 1
                                where ((l.index + 1) & ((1::bigint << g.level) - 1)) = 0
                                order by n.level)
                        from explorer.receipt_leaf l left join core.outcome o on o.job_id = l.job_id and o.receipt_id = l.receipt_id
                        order by l.index""").withFetchSize(ROWS_AT_ONCE).query(row -> {
            long index = row.getLong(1);
            byte[] sha256 = row.getBytes(2);
            String receipt = row.getString(3);
            if (index != appender.size()) {
                find(wrong, "the log has no receipt " + appender.size());
            }
            if (receipt == null) {
                find(wrong, "the receipt " + index + " is gone");
            } else if (!ReceiptLog.sha256(receipt).equals(Hex.of(sha256))) {
                find(wrong, "the receipt " + index + " is not the one that was logged");
            }
            appender.append(MerkleHash.leaf(sha256));
            Object[] nodes = (Object[]) row.getArray(4).getArray();
            compare(index, computed, nodes, wrong);
            bySize.getOrDefault(appender.size(), List.of()).stream()
                    .filter(anchor -> !anchor.root().equals(Hex.of(appender.root())))
                    .forEach(anchor -> find(
                            wrong,
                            "the root of the first " + anchor.treeSize()
                                    + " receipts is not the one that was anchored"));
        });
        anchors.stream()
                .filter(anchor -> anchor.treeSize() > appender.size())
                .forEach(anchor -> find(wrong, "the log has lost receipts: " + anchor.treeSize() + " were anchored"));
        return List.copyOf(wrong);
    }

    /** The subtrees that a leaf completes, from its own on. */
    private static void compare(long index, Map<Subtree, byte[]> computed, Object[] nodes, List<String> wrong) {
        boolean same = nodes.length == computed.size();
        for (int level = 0; same && level < nodes.length; level++) {
            same = Arrays.equals((byte[]) nodes[level], computed.get(new Subtree(level, ((index + 1) >>> level) - 1)));
        }
        if (!same) {
            find(wrong, "the tree was changed at receipt " + index);
        }
        computed.clear();
    }

    private static void find(List<String> wrong, String what) {
        if (wrong.size() < MOST_FINDINGS) {
            wrong.add(what);
        }
    }
}
