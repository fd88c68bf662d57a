package org.aitbc.domain.merkle;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Appends leaves to a log and tells the hash of each complete subtree as it comes to be. Holds one hash per level. */
public final class MerkleAppender {

    private final BiConsumer<Subtree, byte[]> completed;
    /** The complete subtrees that the leaves fall into, the greatest first. */
    private final Deque<byte[]> parts = new ArrayDeque<>();

    private long size;

    /** Begins an empty log. */
    public MerkleAppender(BiConsumer<Subtree, byte[]> completed) {
        this.completed = completed;
    }

    /** Continues a log of this size, whose complete subtrees are known. */
    public MerkleAppender(long size, Function<Subtree, byte[]> subtrees, BiConsumer<Subtree, byte[]> completed) {
        this(completed);
        long begin = 0;
        for (long rest = size; rest != 0; rest -= Long.highestOneBit(rest)) {
            int level = Long.numberOfTrailingZeros(Long.highestOneBit(rest));
            parts.addLast(subtrees.apply(new Subtree(level, begin >>> level)));
            begin += 1L << level;
        }
        this.size = size;
    }

    public long size() {
        return size;
    }

    /** @param hash of the leaf, as {@link MerkleHash#leaf} makes it */
    public void append(byte[] hash) {
        byte[] whole = hash;
        int level = 0;
        completed.accept(new Subtree(level, size), whole);
        for (long pairs = size; (pairs & 1) == 1; pairs >>>= 1) {
            whole = MerkleHash.node(parts.removeLast(), whole);
            level++;
            completed.accept(new Subtree(level, size >>> level), whole);
        }
        parts.addLast(whole);
        size++;
    }

    /** The root of what has been appended so far. */
    public byte[] root() {
        return parts.reversed().stream()
                .reduce((right, left) -> MerkleHash.node(left, right))
                .orElseGet(MerkleHash::empty);
    }
}
