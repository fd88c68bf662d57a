package org.aitbc.domain.merkle;

import java.security.MessageDigest;
import org.aitbc.domain.digest.Sha256;

/** The hashes of RFC 6962, section 2.1: leaves and nodes are told apart by their first byte. */
public final class MerkleHash {

    /** Bytes of a hash. */
    public static final int LENGTH = 32;

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private MerkleHash() {}

    /** The root of a log without leaves. */
    public static byte[] empty() {
        return Sha256.digest().digest();
    }

    /** The hash of what a leaf holds. */
    public static byte[] leaf(byte[] data) {
        MessageDigest digest = Sha256.digest();
        digest.update(LEAF);
        return digest.digest(data);
    }

    /** The hash of two neighbours. */
    public static byte[] node(byte[] left, byte[] right) {
        MessageDigest digest = Sha256.digest();
        digest.update(NODE);
        digest.update(left);
        return digest.digest(right);
    }
}
