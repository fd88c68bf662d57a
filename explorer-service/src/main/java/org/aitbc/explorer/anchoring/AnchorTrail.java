package org.aitbc.explorer.anchoring;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The way between receipts and the transactions that anchor them. */
@Component
public class AnchorTrail {

    /** Chains that began one after another may have the same transaction. */
    private static final String RECEIPTS = """
            select distinct on (l.index) l.receipt_id from explorer.outgoing s
            join explorer.anchor a on a.outgoing = s.id
            join explorer.receipt_leaf l on l.index < a.tree_size and l.index >= coalesce((
                select max(b.tree_size) from explorer.anchor b join explorer.outgoing o on o.id = b.outgoing
                where b.instance = a.instance and b.contract = a.contract and b.tree_size < a.tree_size and o.state not in ('failed', 'cancelled')), 0)
            where s.transaction_hash = ? and s.state not in ('failed', 'cancelled') order by l.index limit ?""";

    private final Proofs proofs;
    private final JdbcClient jdbc;

    AnchorTrail(Proofs proofs, JdbcClient jdbc) {
        this.proofs = proofs;
        this.jdbc = jdbc;
    }

    /** A root that covers a receipt; {@code state} as proofs have it. */
    public record Root(
            long treeSize,
            long leafIndex,
            String root,
            String state,
            long chainId,
            @Nullable String transactionHash,
            @Nullable Long blockNumber,
            @Nullable Instant at) {}

    /** The root that a receipt is proven with; empty before it is in one. */
    public Optional<Root> of(UUID receipt) {
        ReceiptProof proof;
        try {
            proof = proofs.of(receipt);
        } catch (NotFound noReceipt) {
            return Optional.empty();
        }
        Long size = proof.treeSize();
        Long index = proof.leafIndex();
        String root = proof.root();
        Long chain = proof.chainId();
        return size == null || index == null || root == null || chain == null
                ? Optional.empty()
                : Optional.of(new Root(
                        size,
                        index,
                        root,
                        proof.state().text(),
                        chain,
                        proof.transactionHash(),
                        proof.blockNumber(),
                        proof.anchoredAt()));
    }

    /** The first receipts that a transaction anchored and none before it. */
    public List<UUID> receipts(String transactionHash, int most) {
        return jdbc.sql(RECEIPTS)
                .params(transactionHash, most)
                .query(UUID.class)
                .list();
    }
}
