package org.aitbc.domain.receipt;

import java.util.HexFormat;
import java.util.List;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.merkle.MerkleHash;
import org.aitbc.domain.merkle.MerkleProofs;
import tools.jackson.databind.JsonNode;

/**
 * A proof that a receipt is in the log whose roots are on the chain, as {@code GET /v1/receipts/{id}/proof} gives it
 * (docs/receipts.md; RFC 9162, section 2.1.3).
 *
 * @param index the receipt's place in the log
 * @param size how many receipts the log had when its root was anchored
 * @param root hexadecimal digits with 0x
 * @param path the hashes beside the way from leaf to root
 * @param contract the ReceiptAnchor that has the root, on chain {@code chainId}
 */
public record Inclusion(long index, long size, String root, List<String> path, long chainId, String contract) {

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException for what is no proof, or not yet, saying why
     */
    public static Inclusion of(JsonNode proof) {
        if (!proof.path("root").isString() || !proof.path("inclusion_path").isArray()) {
            throw new IllegalArgumentException(
                    "pending".equals(proof.path("state").asString(""))
                            ? "the receipt is not anchored yet"
                            : "not a proof");
        }
        Inclusion inclusion = new Inclusion(
                proof.path("leaf_index").asLong(-1),
                proof.path("tree_size").asLong(-1),
                proof.path("root").stringValue(),
                proof.path("inclusion_path")
                        .valueStream()
                        .map(hash -> hash.asString(""))
                        .toList(),
                proof.path("chain_id").asLong(-1),
                proof.path("contract").asString(""));
        hash(inclusion.root);
        inclusion.path.forEach(Inclusion::hash);
        return inclusion;
    }

    /** Whether the receipt is where the proof says, in a log of this root. */
    public boolean holds(JsonNode receipt) {
        byte[] leaf = MerkleHash.leaf(Sha256.digest().digest(CanonicalJson.bytes(receipt)));
        return MerkleProofs.includes(
                hash(root),
                size,
                leaf,
                index,
                path.stream().map(Inclusion::hash).toList());
    }

    /**
     * The 32 bytes of a hash in hexadecimal digits.
     *
     * @throws IllegalArgumentException for text that is none
     */
    public static byte[] hash(String text) {
        String digits = text.startsWith("0x") ? text.substring(2) : text;
        if (digits.length() != MerkleHash.LENGTH * 2) {
            throw new IllegalArgumentException("not a hash: '" + text + "'");
        }
        return HexFormat.of().parseHex(digits);
    }
}
