package org.aitbc.worker.receipt;

import java.security.MessageDigest;
import java.util.List;
import org.aitbc.domain.merkle.MerkleProofs;
import org.aitbc.domain.receipt.Inclusion;
import tools.jackson.databind.JsonNode;

/**
 * A root of the log that somebody saved, held against the root of a proof.
 *
 * @param size of the log that it is the root of
 */
record SavedRoot(String root, long size) {

    /** Where a consistency proof comes from. */
    interface Source {
        JsonNode between(long from, long to) throws Flaw, InterruptedException;
    }

    /** @throws Flaw for text that is no root, or a size that no log has */
    static SavedRoot of(String root, long size) throws Flaw {
        if (size < 1) {
            throw new Flaw("--size: is to be at least 1");
        }
        try {
            Inclusion.hash(root);
            return new SavedRoot(root, size);
        } catch (IllegalArgumentException e) {
            throw new Flaw("--root: " + e.getMessage());
        }
    }

    /**
     * Sees that the log of the smaller size is the beginning of the other, so that nothing in it was rewritten between the
     * two. What the consistency proof says of roots is not looked at: ours and the inclusion proof's are what it must fit.
     *
     * @return what holds, in words
     */
    String check(Inclusion proof, Source source) throws Flaw, InterruptedException {
        byte[] saved = Inclusion.hash(root);
        byte[] proven = Inclusion.hash(proof.root());
        if (size == proof.size()) {
            if (!MessageDigest.isEqual(saved, proven)) {
                throw new Flaw("the proof's root is not the saved one");
            }
            return "the saved one";
        }
        boolean older = size < proof.size();
        List<byte[]> path = path(source.between(Math.min(size, proof.size()), Math.max(size, proof.size())));
        boolean extended = older
                ? MerkleProofs.extend(proven, proof.size(), saved, size, path)
                : MerkleProofs.extend(saved, size, proven, proof.size(), path);
        if (!extended) {
            throw new Flaw(
                    "nothing proves that the log of " + size + " receipts with the saved root and the proof's of "
                            + proof.size() + " are one log: it may have been rewritten between them");
        }
        if (!older) {
            return "the saved one of " + size + " receipts goes on from it";
        }
        return "it goes on from the saved one of " + size + " receipts"
                + (proof.index() < size ? "" : ", which is from before this receipt");
    }

    private static List<byte[]> path(JsonNode proof) throws Flaw {
        try {
            if (!proof.path("path").isArray()) {
                throw new IllegalArgumentException("it has no path");
            }
            return proof.path("path")
                    .valueStream()
                    .map(hash -> Inclusion.hash(hash.asString("")))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new Flaw("no consistency proof: " + e.getMessage());
        }
    }
}
