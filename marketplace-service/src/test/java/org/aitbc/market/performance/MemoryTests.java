package org.aitbc.market.performance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.aitbc.market.performance.Memory.Block;
import org.junit.jupiter.api.Test;

class MemoryTests {

    /** Byte by byte. */
    private static final class Naive {

        private final int total;
        private final BitSet taken = new BitSet();

        Naive(int total) {
            this.total = total;
        }

        Optional<Block> firstFit(int size) {
            for (int start = 0; start + size <= total; start++) {
                if (taken.get(start, start + size).isEmpty()) {
                    return Optional.of(new Block(start, size));
                }
            }
            return Optional.empty();
        }

        double fragmentation() {
            int greatest = 0;
            int run = 0;
            for (int at = 0; at < total; at++) {
                run = taken.get(at) ? 0 : run + 1;
                greatest = Math.max(greatest, run);
            }
            int free = total - taken.cardinality();
            return free == 0 ? 0 : 1 - greatest / (double) free;
        }

        void set(Block block, boolean value) {
            taken.set((int) block.start(), (int) block.end(), value);
        }
    }

    /** Positive steps take so much, others give one block back. */
    @Property
    void isAsByteByByte(
            @ForAll @IntRange(min = 1, max = 64) int total,
            @ForAll @Size(max = 60) List<@IntRange(min = -8, max = 24) Integer> steps) {
        Naive naive = new Naive(total);
        List<Block> taken = new ArrayList<>();
        for (int step : steps) {
            if (step > 0) {
                Optional<Block> found = new Memory(total, taken).firstFit(step);
                assertThat(found).isEqualTo(naive.firstFit(step));
                found.ifPresent(block -> {
                    taken.add(block);
                    naive.set(block, true);
                });
            } else if (!taken.isEmpty()) {
                naive.set(taken.remove(-step % taken.size()), false);
            }
            taken.sort(Comparator.comparingLong(Block::start));
            assertThat(new Memory(total, taken).fragmentation()).isEqualTo(Figures.rounded(naive.fragmentation()));
            assertThat(new Memory(total, taken)
                            .free().stream().mapToLong(Block::size).sum())
                    .isEqualTo(total - naive.taken.cardinality());
        }
    }

    @Test
    void whatIsBehindTheEndOfAListingMadeSmallerIsNotFree() {
        Memory memory = new Memory(10, List.of(new Block(2, 3), new Block(8, 6), new Block(20, 5)));
        assertThat(memory.free()).containsExactly(new Block(0, 2), new Block(5, 3));
    }
}
