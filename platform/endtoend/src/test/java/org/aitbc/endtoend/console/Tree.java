package org.aitbc.endtoend.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The Merkle tree of RFC 6962, section 2.1, as it is defined there: slow, and plainly right. */
record Tree(List<byte[]> leaves) {

    static byte[] leafHash(byte[] leaf) {
        return sha256(new byte[] {0}, leaf);
    }

    byte[] root() {
        if (leaves.size() == 1) {
            return leafHash(leaves.getFirst());
        }
        return sha256(new byte[] {1}, left().root(), right().root());
    }

    List<byte[]> path(int leaf) {
        if (leaves.size() == 1) {
            return new ArrayList<>();
        }
        boolean isLeft = leaf < split();
        List<byte[]> path = isLeft ? left().path(leaf) : right().path(leaf - split());
        path.add((isLeft ? right() : left()).root());
        return path;
    }

    static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    private int split() {
        return Integer.highestOneBit(leaves.size() - 1);
    }

    private Tree left() {
        return new Tree(leaves.subList(0, split()));
    }

    private Tree right() {
        return new Tree(leaves.subList(split(), leaves.size()));
    }
}
