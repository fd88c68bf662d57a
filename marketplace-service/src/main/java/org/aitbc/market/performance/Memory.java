package org.aitbc.market.performance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A GPU's memory and what of it is set aside, in bytes.
 *
 * @param taken the blocks in use, by their start, none over another
 */
record Memory(long total, List<Block> taken) {

    record Block(long start, long size) {

        long end() {
            return start + size;
        }
    }

    List<Block> free() {
        List<Block> free = new ArrayList<>();
        long at = 0;
        for (Block block : taken) {
            add(free, at, Math.min(block.start(), total));
            at = block.end();
        }
        add(free, at, total);
        return free;
    }

    private static void add(List<Block> free, long from, long until) {
        if (from < until) {
            free.add(new Block(from, until - from));
        }
    }

    /** The lowest block of this size that is free. */
    Optional<Block> firstFit(long size) {
        return free().stream().filter(gap -> gap.size() >= size).findFirst().map(gap -> new Block(gap.start(), size));
    }

    /** What of the free memory is outside of the greatest gap: 0 where it is one, near 1 where it is in crumbs. */
    double fragmentation() {
        List<Block> free = free();
        long greatest = free.stream().mapToLong(Block::size).max().orElse(0);
        double all = (double) free.stream().mapToLong(Block::size).sum();
        return greatest == 0 ? 0 : Figures.rounded(1 - greatest / all);
    }
}
