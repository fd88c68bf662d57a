package org.aitbc.explorer.anchoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.merkle.MerkleAppender;
import org.aitbc.domain.merkle.MerkleHash;
import org.aitbc.domain.merkle.Subtree;
import org.aitbc.domain.receipt.CanonicalJson;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.starter.outbox.OutboxConsumer;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Appends the receipt of each completed job to the log, in the order of the events. Its reader begins with the first event
 * there ever was, so receipts from before this service are in the log too. One instance reads at a time, so one appends.
 */
@Component
class ReceiptLog implements OutboxConsumer {

    /** Results may be large, and a batch of events has many. */
    private static final int RECEIPTS_AT_ONCE = 20;

    private static final JsonMapper JSON = new JsonMapper();

    private record Leaf(UUID job, UUID receipt, String sha256) {}

    private final JdbcClient jdbc;
    private final ReceiptTree tree;

    ReceiptLog(JdbcClient jdbc, ReceiptTree tree) {
        this.jdbc = jdbc;
        this.tree = tree;
    }

    @Override
    public String reader() {
        return "receipt-log";
    }

    @Override
    public void apply(List<Event> events) {
        List<UUID> jobs =
                Event.subjects(events, "job.completed").stream().distinct().toList();
        Map<UUID, Leaf> leaves = leaves(jobs);
        List<Leaf> fresh =
                jobs.stream().map(leaves::get).filter(Objects::nonNull).toList();
        if (!fresh.isEmpty()) {
            append(fresh);
        }
    }

    /** What is signed and what is anchored are the same text: the receipt's canonical JSON, with its signature. */
    static String sha256(String receipt) {
        return Hex.of(Sha256.digest().digest(CanonicalJson.bytes(JSON.readTree(receipt))));
    }

    private Map<UUID, Leaf> leaves(List<UUID> jobs) {
        Map<UUID, Leaf> leaves = new HashMap<>();
        jdbc.sql("""
                        select o.job_id, o.receipt_id, o.receipt::text from core.outcome o
                        where o.job_id = any(?) and o.receipt_id is not null
                          and not exists (select from explorer.receipt_leaf l where l.receipt_id = o.receipt_id)""")
                .param(jobs.toArray(UUID[]::new))
                .withFetchSize(RECEIPTS_AT_ONCE)
                .query(row -> {
                    UUID job = row.getObject(1, UUID.class);
                    leaves.put(job, new Leaf(job, row.getObject(2, UUID.class), sha256(row.getString(3))));
                });
        return leaves;
    }

    private void append(List<Leaf> fresh) {
        long size = tree.size();
        List<Subtree> subtrees = new ArrayList<>();
        List<byte[]> hashes = new ArrayList<>();
        MerkleAppender appender = tree.asked(known -> new MerkleAppender(size, known, (subtree, hash) -> {
            subtrees.add(subtree);
            hashes.add(hash);
        }));
        fresh.forEach(leaf -> appender.append(MerkleHash.leaf(Hex.bytes(leaf.sha256()))));
        jdbc.sql("""
                        insert into explorer.receipt_leaf (index, receipt_id, job_id, sha256)
                        select :size + n - 1, receipt, job, sha256
                        from unnest(:receipts::uuid[], :jobs::uuid[], :hashes::bytea[]) with ordinality as l(receipt, job, sha256, n)""")
                .param("size", size)
                .param("receipts", fresh.stream().map(Leaf::receipt).toArray(UUID[]::new))
                .param("jobs", fresh.stream().map(Leaf::job).toArray(UUID[]::new))
                .param(
                        "hashes",
                        fresh.stream().map(leaf -> Hex.bytes(leaf.sha256())).toArray(byte[][]::new))
                .update();
        jdbc.sql("""
                        insert into explorer.receipt_node (level, index, hash)
                        select * from unnest(:levels::smallint[], :indices::bigint[], :hashes::bytea[])""")
                .param("levels", subtrees.stream().map(Subtree::level).toArray(Integer[]::new))
                .param("indices", subtrees.stream().map(Subtree::index).toArray(Long[]::new))
                .param("hashes", hashes.toArray(byte[][]::new))
                .update();
    }
}
