package org.aitbc.explorer.anchoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.deploying.Contract;
import org.aitbc.explorer.deploying.Deployments;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.explorer.sending.ChainInstances;
import org.aitbc.explorer.sending.Heads;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What proves to anyone that a receipt is in the log, and that the log only grew. */
@Component
class Proofs {

    /** @param index null where the receipt is so new that the log does not have it yet */
    record Leaf(
            UUID receipt,
            UUID job,
            @Nullable Long index,
            @Nullable String sha256) {

        static Leaf of(ResultSet row, int ignored) throws SQLException {
            byte[] sha256 = row.getBytes("sha256");
            return new Leaf(
                    row.getObject("receipt_id", UUID.class),
                    row.getObject("job_id", UUID.class),
                    row.getObject("index", Long.class),
                    sha256 == null ? null : Hex.of(sha256));
        }
    }

    private final JdbcClient jdbc;
    private final ReceiptTree tree;
    private final Anchors anchors;
    private final Chains chains;
    private final Deployments deployments;
    private final ChainInstances instances;
    private final Heads heads;

    Proofs(
            JdbcClient jdbc,
            ReceiptTree tree,
            Anchors anchors,
            Chains chains,
            Deployments deployments,
            ChainInstances instances,
            Heads heads) {
        this.instances = instances;
        this.jdbc = jdbc;
        this.tree = tree;
        this.anchors = anchors;
        this.chains = chains;
        this.deployments = deployments;
        this.heads = heads;
    }

    /** @throws NotFound where there is no such receipt */
    ReceiptProof of(UUID receipt) {
        Leaf leaf = jdbc.sql("""
                        select o.receipt_id, o.job_id, l.index, l.sha256
                        from core.outcome o left join explorer.receipt_leaf l on l.receipt_id = o.receipt_id
                        where o.receipt_id = ?""")
                .param(receipt)
                .query(Leaf::of)
                .optional()
                .orElseThrow(() -> new NotFound("RECEIPT_NOT_FOUND", "receipt not found: " + Ids.text(receipt)));
        Long index = leaf.index();
        Optional<Anchor> anchor = index == null
                ? Optional.empty()
                : deployments
                        .find(Contract.RECEIPT_ANCHOR)
                        .flatMap(contract -> instances
                                .last(chains.home().id())
                                .flatMap(instance -> anchors.covering(instance, contract, index)));
        if (index == null || anchor.isEmpty()) {
            return ReceiptProof.pending(leaf);
        }
        List<byte[]> path = tree.inclusion(index, anchor.get().treeSize());
        return ReceiptProof.of(leaf, anchor.get(), path, confirmations(anchor.get()));
    }

    /** @throws Invalid where the log has or had no such size */
    ConsistencyProof between(long from, long to) {
        long size = tree.size();
        if (from < 1 || from > to || to > size) {
            throw new Invalid("VALIDATION_ERROR", "from and to: must be 1 <= from <= to <= " + size);
        }
        return ConsistencyProof.of(from, tree.root(from), to, tree.root(to), tree.consistency(from, to));
    }

    /** Blocks from the anchor's on, or null where that cannot be told at the moment. */
    private @Nullable Long confirmations(Anchor anchor) {
        OptionalLong head = heads.find(anchor.chainId());
        Long block = anchor.blockNumber();
        return block == null || head.isEmpty() ? null : Math.max(0, head.getAsLong() - block + 1);
    }
}
