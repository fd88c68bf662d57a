package org.aitbc.explorer.anchoring;

import java.time.Instant;
import java.util.List;
import org.aitbc.starter.paging.WithNext;
import org.jspecify.annotations.Nullable;

/** Roots of the log, the newest first. */
record AnchorPage(List<Line> items, @Nullable String nextCursor) implements WithNext {

    /**
     * @param treeSize number of receipts in the log
     * @param anchoredAt when the transaction was seen in a block; null before
     */
    record Line(
            long treeSize,
            String root,
            AnchorState state,
            long chainId,
            String contract,
            @Nullable String transactionHash,
            @Nullable Long blockNumber,
            @Nullable Instant anchoredAt) {

        static Line of(Anchor anchor) {
            return new Line(
                    anchor.treeSize(),
                    anchor.root(),
                    anchor.shown(),
                    anchor.chainId(),
                    anchor.contract(),
                    anchor.transactionHash(),
                    anchor.blockNumber(),
                    anchor.minedAt());
        }
    }

    /** @param found one more than the rows where there are more */
    static AnchorPage of(List<Anchor> found, int rows) {
        List<Anchor> shown = found.subList(0, Math.min(rows, found.size()));
        return new AnchorPage(
                shown.stream().map(Line::of).toList(),
                found.size() > rows ? Long.toString(shown.getLast().id()) : null);
    }
}
