package org.aitbc.domain.merkle;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/** Checks proofs with nothing but hashes at hand (RFC 9162, sections 2.1.3.2 and 2.1.4.2, whose trees are RFC 6962's). */
public final class MerkleProofs {

    private MerkleProofs() {}

    /** Whether the tree of this size and root has this leaf at this index. */
    public static boolean includes(byte[] root, long size, byte[] leafHash, long index, List<byte[]> path) {
        if (index < 0 || index >= size) {
            return false;
        }
        Place place = new Place(index, size - 1);
        byte[] hash = leafHash;
        for (byte[] sibling : path) {
            if (place.isAtTop()) {
                return false;
            }
            hash = place.isRight() ? MerkleHash.node(sibling, hash) : MerkleHash.node(hash, sibling);
            place.rise();
        }
        return place.isAtTop() && MessageDigest.isEqual(hash, root);
    }

    /** Whether the greater tree begins with the leaves of the smaller one, which is not empty. */
    public static boolean extend(byte[] root, long size, byte[] olderRoot, long olderSize, List<byte[]> path) {
        if (olderSize <= 0 || olderSize > size) {
            return false;
        }
        if (olderSize == size) {
            return path.isEmpty() && MessageDigest.isEqual(olderRoot, root);
        }
        List<byte[]> rest = new ArrayList<>(path);
        if (Long.bitCount(olderSize) == 1) {
            rest.addFirst(olderRoot);
        }
        if (rest.isEmpty()) {
            return false;
        }
        Place place = new Place(olderSize - 1, size - 1);
        place.riseWhileOdd();
        byte[] older = rest.removeFirst();
        byte[] newer = older;
        for (byte[] sibling : rest) {
            if (place.isAtTop()) {
                return false;
            }
            if (place.isRight()) {
                older = MerkleHash.node(sibling, older);
                newer = MerkleHash.node(sibling, newer);
            } else {
                newer = MerkleHash.node(newer, sibling);
            }
            place.rise();
        }
        return place.isAtTop() && MessageDigest.isEqual(older, olderRoot) && MessageDigest.isEqual(newer, root);
    }

    /** On the way up: which node of its level, and which one is the level's last. */
    private static final class Place {

        private long node;
        private long last;

        Place(long node, long last) {
            this.node = node;
            this.last = last;
        }

        boolean isAtTop() {
            return last == 0;
        }

        /** Whether the next sibling stands to the left. */
        boolean isRight() {
            return (node & 1) == 1 || node == last;
        }

        void rise() {
            // a last node without a right neighbour has no sibling on its level
            if (isRight()) {
                while ((node & 1) == 0 && node != 0) {
                    up();
                }
            }
            up();
        }

        void riseWhileOdd() {
            while ((node & 1) == 1) {
                up();
            }
        }

        private void up() {
            node >>>= 1;
            last >>>= 1;
        }
    }
}
