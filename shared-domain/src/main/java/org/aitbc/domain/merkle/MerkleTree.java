package org.aitbc.domain.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Roots and proofs of an append-only log (RFC 6962, section 2.1), for each size it has had, from the hashes of its complete
 * subtrees. A proof needs at most two of them per level.
 */
public final class MerkleTree {

    private final Function<Subtree, byte[]> subtrees;

    /** @param subtrees the hash of each complete subtree within the sizes that are asked for */
    public MerkleTree(Function<Subtree, byte[]> subtrees) {
        this.subtrees = subtrees;
    }

    /** The root of the first {@code size} leaves. */
    public byte[] root(long size) {
        check(size >= 0);
        return size == 0 ? MerkleHash.empty() : hash(0, size);
    }

    /** What proves that a leaf is in the tree of this size, from the leaf up; see {@link MerkleProofs#includes}. */
    public List<byte[]> inclusion(long index, long size) {
        check(index >= 0 && index < size);
        List<byte[]> path = new ArrayList<>();
        include(index, 0, size, path);
        return path;
    }

    /** What proves that the tree of one size begins with that of another; see {@link MerkleProofs#extend}. */
    public List<byte[]> consistency(long from, long to) {
        check(from > 0 && from <= to);
        List<byte[]> path = new ArrayList<>();
        extend(from, 0, to, true, path);
        return path;
    }

    private void include(long index, long begin, long end, List<byte[]> path) {
        if (end - begin == 1) {
            return;
        }
        long middle = begin + split(end - begin);
        if (index < middle) {
            include(index, begin, middle, path);
            path.add(hash(middle, end));
        } else {
            include(index, middle, end, path);
            path.add(hash(begin, middle));
        }
    }

    /** @param known whether the verifier has the hash of the older tree's part of this range: it is the older root */
    private void extend(long from, long begin, long end, boolean known, List<byte[]> path) {
        if (from == end) {
            if (!known) {
                path.add(hash(begin, end));
            }
            return;
        }
        long middle = begin + split(end - begin);
        if (from <= middle) {
            extend(from, begin, middle, known, path);
            path.add(hash(middle, end));
        } else {
            extend(from, middle, end, false, path);
            path.add(hash(begin, middle));
        }
    }

    private byte[] hash(long begin, long end) {
        long size = end - begin;
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return subtrees.apply(new Subtree(level, begin >>> level));
        }
        long middle = begin + split(size);
        return MerkleHash.node(hash(begin, middle), hash(middle, end));
    }

    /** The greatest power of two below. */
    private static long split(long size) {
        return Long.highestOneBit(size - 1);
    }

    private static void check(boolean inRange) {
        if (!inRange) {
            throw new IllegalArgumentException("no such leaf or size");
        }
    }
}
