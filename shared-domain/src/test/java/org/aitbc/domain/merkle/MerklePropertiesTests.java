package org.aitbc.domain.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MerklePropertiesTests {

    private static final int MOST = 200;

    private static final List<byte[]> LEAVES = new ArrayList<>();
    private static final Map<Subtree, byte[]> SUBTREES = new HashMap<>();
    private static final MerkleTree TREE = new MerkleTree(SUBTREES::get);

    static {
        MerkleAppender appender = new MerkleAppender(SUBTREES::put);
        for (int i = 0; i < MOST; i++) {
            LEAVES.add(leaf(i));
            appender.append(leaf(i));
        }
    }

    @Example
    void everyRootIsTheDefinitionsAndTheAppenders() {
        MerkleAppender appender = new MerkleAppender((_, _) -> {});
        for (int size = 0; size <= MOST; size++) {
            assertThat(TREE.root(size)).isEqualTo(byDefinition(LEAVES.subList(0, size)));
            assertThat(appender.root()).isEqualTo(TREE.root(size));
            if (size < MOST) {
                appender.append(LEAVES.get(size));
            }
        }
    }

    @Example
    void aLogGoesOnFromItsSubtrees() {
        for (int size = 0; size <= MOST; size++) {
            Map<Subtree, byte[]> added = new HashMap<>();
            MerkleAppender appender = new MerkleAppender(size, SUBTREES::get, added::put);
            LEAVES.subList(size, MOST).forEach(appender::append);
            assertThat(appender.size()).isEqualTo(MOST);
            assertThat(appender.root()).isEqualTo(TREE.root(MOST));
            added.forEach((subtree, hash) -> assertThat(hash).isEqualTo(SUBTREES.get(subtree)));
        }
    }

    @Property
    void eachLeafIsProvenInEachTreeAndNoOtherIs(
            @ForAll @IntRange(min = 1, max = MOST) int size,
            @ForAll @IntRange(max = MOST - 1) int at,
            @ForAll @IntRange(max = MOST - 1) int elsewhere) {
        int index = at % size;
        List<byte[]> path = TREE.inclusion(index, size);
        assertThat(path).hasSizeLessThanOrEqualTo(Integer.SIZE - Integer.numberOfLeadingZeros(size - 1));
        assertThat(includes(size, index, index, path)).isTrue();
        int other = elsewhere % size;
        assertThat(includes(size, index, other, path)).isEqualTo(other == index);
        assertThat(includes(size, other, index, path)).isEqualTo(other == index);
        assertThat(MerkleProofs.includes(TREE.root(size), size, leaf(index), size + other, path))
                .isFalse();
    }

    @Property
    void aChangedProofProvesNothing(
            @ForAll @IntRange(min = 2, max = MOST) int size,
            @ForAll @IntRange(max = MOST - 1) int at,
            @ForAll @IntRange(max = 1000) int where) {
        int index = at % size;
        List<byte[]> path = TREE.inclusion(index, size);
        assertThat(includes(size, index, index, changed(path, where))).isFalse();
        assertThat(includes(size, index, index, path.subList(0, path.size() - 1)))
                .isFalse();
        assertThat(includes(size, index, index, longer(path))).isFalse();
    }

    @Property
    void eachTreeExtendsEachSmallerOne(
            @ForAll @IntRange(min = 1, max = MOST) int a,
            @ForAll @IntRange(min = 1, max = MOST) int b,
            @ForAll @IntRange(max = 1000) int where) {
        int from = Math.min(a, b);
        int to = Math.max(a, b);
        List<byte[]> path = TREE.consistency(from, to);
        assertThat(extend(from, to, path)).isTrue();
        assertThat(extend(from, to, longer(path))).isFalse();
        if (!path.isEmpty()) {
            assertThat(extend(from, to, changed(path, where))).isFalse();
            assertThat(extend(from, to, path.subList(1, path.size()))).isFalse();
        }
        if (from < to) {
            assertThat(extend(from + 1, to, path)).isFalse();
            assertThat(MerkleProofs.extend(TREE.root(from), from, TREE.root(to), to, path))
                    .isFalse();
        }
    }

    @Property
    void aRewrittenLeafIsNoExtension(
            @ForAll @IntRange(min = 1, max = MOST - 1) int from, @ForAll @IntRange(max = MOST - 1) int at) {
        List<byte[]> rewritten = new ArrayList<>(LEAVES);
        rewritten.set(at % from, MerkleHash.leaf(new byte[] {1}));
        Map<Subtree, byte[]> subtrees = new HashMap<>();
        MerkleAppender appender = new MerkleAppender(subtrees::put);
        rewritten.forEach(appender::append);
        MerkleTree other = new MerkleTree(subtrees::get);
        assertThat(MerkleProofs.extend(other.root(MOST), MOST, TREE.root(from), from, other.consistency(from, MOST)))
                .isFalse();
        assertThat(MerkleProofs.extend(other.root(MOST), MOST, TREE.root(from), from, TREE.consistency(from, MOST)))
                .isFalse();
    }

    @Example
    void whatIsOutOfRangeIsRefused() {
        assertThatThrownBy(() -> TREE.root(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.inclusion(3, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.inclusion(-1, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.consistency(0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TREE.consistency(4, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(extend(0, 3, List.of())).isFalse();
        assertThat(extend(3, 3, List.of())).isTrue();
    }

    private static boolean includes(int size, int index, int leaf, List<byte[]> path) {
        return MerkleProofs.includes(TREE.root(size), size, leaf(leaf), index, path);
    }

    private static boolean extend(int from, int to, List<byte[]> path) {
        return MerkleProofs.extend(TREE.root(to), to, TREE.root(from), from, path);
    }

    private static byte[] leaf(int number) {
        return MerkleHash.leaf(ByteBuffer.allocate(4).putInt(number).array());
    }

    /** RFC 6962, section 2.1, word for word. */
    private static byte[] byDefinition(List<byte[]> leaves) {
        int size = leaves.size();
        if (size <= 1) {
            return size == 0 ? MerkleHash.empty() : leaves.getFirst();
        }
        int split = 1;
        while (split * 2 < size) {
            split *= 2;
        }
        return MerkleHash.node(byDefinition(leaves.subList(0, split)), byDefinition(leaves.subList(split, size)));
    }

    private static List<byte[]> changed(List<byte[]> path, int where) {
        List<byte[]> changed = new ArrayList<>(path);
        int at = where % path.size();
        byte[] hash = path.get(at).clone();
        hash[where % MerkleHash.LENGTH] ^= (byte) (1 << (where % 8));
        changed.set(at, hash);
        return changed;
    }

    private static List<byte[]> longer(List<byte[]> path) {
        List<byte[]> longer = new ArrayList<>(path);
        longer.add(new byte[MerkleHash.LENGTH]);
        return longer;
    }
}
