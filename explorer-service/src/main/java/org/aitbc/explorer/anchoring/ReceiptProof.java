package org.aitbc.explorer.anchoring;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.merkle.MerkleHash;
import org.aitbc.explorer.hex.Hex;
import org.jspecify.annotations.Nullable;

/**
 * That a receipt is in the log, and where the log's root is on chain. Hashes are hexadecimal digits with 0x; what is not
 * known yet is left out.
 *
 * @param receiptSha256 of the receipt's whole canonical JSON
 * @param leafIndex the receipt's place in the log, from 0
 * @param leafHash hash of its leaf
 * @param treeSize the size of the log that the root is of
 * @param inclusionPath the neighbours on the way from the leaf to the root
 * @param state pending: no transaction yet; submitted: sent; confirmed: as deep as the chain needs
 * @param contract address of the contract that holds the root
 * @param confirmations blocks from the transaction's on
 * @param anchoredAt when the transaction was seen in a block
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReceiptProof(
        String receiptId,
        String jobId,
        @Nullable String receiptSha256,
        @Nullable Long leafIndex,
        @Nullable String leafHash,
        @Nullable Long treeSize,
        @Nullable String root,
        @Nullable List<String> inclusionPath,
        AnchorState state,
        @Nullable Long chainId,
        @Nullable String contract,
        @Nullable String transactionHash,
        @Nullable Long blockNumber,
        @Nullable String blockHash,
        @Nullable Long confirmations,
        @Nullable Instant anchoredAt) {

    static ReceiptProof pending(Proofs.Leaf leaf) {
        return new ReceiptProof(
                Ids.text(leaf.receipt()),
                Ids.text(leaf.job()),
                leaf.sha256(),
                leaf.index(),
                leafHash(leaf),
                null,
                null,
                null,
                AnchorState.PENDING,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    static ReceiptProof of(Proofs.Leaf leaf, Anchor anchor, List<byte[]> path, @Nullable Long confirmations) {
        return new ReceiptProof(
                Ids.text(leaf.receipt()),
                Ids.text(leaf.job()),
                leaf.sha256(),
                leaf.index(),
                leafHash(leaf),
                anchor.treeSize(),
                anchor.root(),
                Hex.of(path),
                anchor.shown(),
                anchor.chainId(),
                anchor.contract(),
                anchor.transactionHash(),
                anchor.blockNumber(),
                anchor.blockHash(),
                confirmations,
                anchor.minedAt());
    }

    private static @Nullable String leafHash(Proofs.Leaf leaf) {
        String sha256 = leaf.sha256();
        return sha256 == null ? null : Hex.of(MerkleHash.leaf(Hex.bytes(sha256)));
    }
}
