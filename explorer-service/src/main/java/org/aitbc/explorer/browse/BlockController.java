package org.aitbc.explorer.browse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.aitbc.explorer.index.Progress;
import org.aitbc.explorer.index.Progresses;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.WithNext;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "explorer")
class BlockController {

    private final Progresses progresses;
    private final Tips tips;
    private final Blocks blocks;

    BlockController(Progresses progresses, Tips tips, Blocks blocks) {
        this.progresses = progresses;
        this.tips = tips;
        this.blocks = blocks;
    }

    record BlockSummary(
            long height,
            String hash,
            Instant timestamp,
            @JsonProperty("txCount") int txCount,
            String proposer) {

        static BlockSummary of(Block block) {
            return new BlockSummary(block.height(), block.hash(), block.timestamp(), block.txCount(), block.proposer());
        }
    }

    /** @param asOf the last block of the chain when the list began */
    record BlockList(
            List<BlockSummary> items,
            @Nullable Integer nextOffset,
            @Nullable String nextCursor,
            long asOf) implements WithNext {}

    /**
     * @param blocks those of this part
     * @param total how many blocks the chain has
     */
    record BlockPage(List<Block> blocks, long total, int limit, int offset) {}

    /**
     * @param confirmations blocks that are there from this one on
     * @param transactions hashes of its transactions
     */
    record BlockView(@JsonUnwrapped Block block, long chainId, long confirmations, List<String> transactions) {}

    @GetMapping("/v1/explorer/blocks")
    @Operation(summary = "Blocks of a chain, newest first")
    BlockList list(Page page, @RequestParam @Nullable Long chainId) {
        Part part = tips.part(chainId, page);
        List<Block> found = blocks.list(part);
        List<Block> shown = found.subList(0, Math.min(found.size(), part.rows()));
        boolean more = found.size() > shown.size();
        return new BlockList(
                shown.stream().map(BlockSummary::of).toList(),
                part.nextOffset(page, more),
                more
                        ? Cursor.at(
                                        part.asOf(),
                                        shown.getLast().height(),
                                        shown.getLast().hash(),
                                        0)
                                .text()
                        : null,
                part.asOf());
    }

    @GetMapping("/v1/explorer/blocks/{block}")
    @Operation(summary = "A block by height or hash")
    BlockView block(@PathVariable String block, @RequestParam @Nullable Long chainId) {
        Progress at = progresses.require(chainId);
        Block found = blocks.require(at.chainId(), block);
        return new BlockView(
                found,
                at.chainId(),
                at.indexed() - found.height() + 1,
                blocks.transactions(at.chainId(), found.height()));
    }

    @GetMapping("/v1/blocks")
    @Operation(summary = "Latest blocks of the home chain or another one; 503 if the chain has no node")
    BlockPage blocks(Page page, @RequestParam @Nullable Long chainId) {
        Part part = tips.part(chainId, page);
        List<Block> found = blocks.list(part);
        return new BlockPage(
                found.subList(0, Math.min(found.size(), part.rows())), part.asOf() + 1, part.rows(), part.skipped());
    }
}
