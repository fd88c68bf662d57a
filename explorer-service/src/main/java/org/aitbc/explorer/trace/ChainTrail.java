package org.aitbc.explorer.trace;

import java.time.Instant;
import java.util.List;
import org.aitbc.explorer.anchoring.AnchorTrail.Root;
import org.aitbc.explorer.trace.ChainRows.Transfer;
import org.aitbc.explorer.trace.Trace.Node;
import org.aitbc.explorer.trace.Trace.Sketch;
import org.springframework.stereotype.Component;

/** Transactions with their blocks and addresses, and the anchors that some of them carry. */
@Component
class ChainTrail {

    private static final int MOST = 20;

    private final ChainRows rows;

    ChainTrail(ChainRows rows) {
        this.rows = rows;
    }

    void anchor(Sketch sketch, String receipt, Root root) {
        String id = "anchor-" + root.chainId() + "-" + root.treeSize();
        sketch.add(new Node(
                id,
                Kind.ANCHOR,
                "anchor of " + root.treeSize() + " receipts",
                root.state(),
                root.at(),
                new Details()
                        .with("tree_size", root.treeSize())
                        .with("root", root.root())
                        .with("chain_id", root.chainId())
                        .with("transaction_hash", root.transactionHash())
                        .with("block_number", root.blockNumber())
                        .map()));
        sketch.link(receipt, id, "anchored in", root.at());
        String hash = root.transactionHash();
        if (hash != null) {
            rows.transaction(root.chainId(), hash.substring(2))
                    .ifPresentOrElse(
                            one -> draw(sketch, one),
                            () -> sketch.add(new Node(
                                    hash,
                                    Kind.TRANSACTION,
                                    "transaction",
                                    root.state(),
                                    root.at(),
                                    new Details()
                                            .with("chain_id", root.chainId())
                                            .map())));
            sketch.link(id, hash, "sent as", root.at());
        }
    }

    void draw(Sketch sketch, Transfer one) {
        sketch.add(new Node(
                one.hash(),
                Kind.TRANSACTION,
                "transaction",
                Boolean.FALSE.equals(one.success()) ? "failed" : "success",
                one.at(),
                new Details()
                        .with("chain_id", one.chainId())
                        .with("value", one.value())
                        .with("fee", one.fee())
                        .with("nonce", one.nonce())
                        .map()));
        block(sketch, one.blockHash(), one.height(), one.chainId(), one.at());
        sketch.link(one.hash(), one.blockHash(), "in", one.at());
        address(sketch, one.sender());
        sketch.link(one.sender(), one.hash(), "sent", one.at());
        String receiver = one.receiver();
        if (receiver != null) {
            address(sketch, receiver);
            sketch.link(one.hash(), receiver, one.creates() ? "created" : "to", one.at());
        }
    }

    void address(Sketch sketch, String address) {
        sketch.add(new Node(address, Kind.ADDRESS, "address", null, null, new Details().map()));
    }

    void block(Sketch sketch, String hash, long height, long chainId, Instant at) {
        sketch.add(new Node(
                hash,
                Kind.BLOCK,
                "block " + height,
                null,
                at,
                new Details().with("height", height).with("chain_id", chainId).map()));
    }

    void transactionsOf(Sketch sketch, List<Transfer> transactions) {
        transactions.stream().limit(MOST).forEach(one -> draw(sketch, one));
    }
}
