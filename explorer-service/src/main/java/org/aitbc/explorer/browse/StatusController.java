package org.aitbc.explorer.browse;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.aitbc.explorer.index.Gaps;
import org.aitbc.explorer.index.Progress;
import org.aitbc.explorer.index.Progresses;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "blockchain")
class StatusController {

    private final Progresses progresses;
    private final Blocks blocks;
    private final Gaps gaps;

    StatusController(Progresses progresses, Blocks blocks, Gaps gaps) {
        this.progresses = progresses;
        this.blocks = blocks;
        this.gaps = gaps;
    }

    /**
     * @param status {@code synced}, {@code syncing} or {@code halted}
     * @param height number of the last block that is indexed
     * @param txCount transactions of that block
     */
    record Status(String status, long chainId, long height, String hash, Instant timestamp, int txCount) {}

    /**
     * @param block the last one that is indexed
     * @param head the node's last one
     * @param indexed how many blocks are indexed
     * @param lag how many are between
     * @param gaps flaws that the audit found in the stored blocks
     * @param reorgs how many times blocks were replaced
     * @param halted why the chain is read no further
     */
    record SyncStatus(
            String status,
            long block,
            long chainId,
            long head,
            long indexed,
            long lag,
            int gaps,
            long reorgs,
            @Nullable String halted) {}

    @GetMapping("/v1/status")
    @Operation(summary = "Last indexed block of a chain")
    Status status(@RequestParam @Nullable Long chainId) {
        Progress at = progresses.require(chainId);
        Block last = blocks.require(at.chainId(), String.valueOf(at.hash()));
        return new Status(word(at), at.chainId(), last.height(), last.hash(), last.timestamp(), last.txCount());
    }

    @GetMapping("/v1/sync-status")
    @Operation(summary = "Index progress of a chain")
    SyncStatus syncStatus(@RequestParam @Nullable Long chainId) {
        Progress at = progresses.require(chainId);
        return new SyncStatus(
                word(at),
                at.indexed(),
                at.chainId(),
                at.head(),
                at.indexed(),
                at.lag(),
                gaps.of(at.chainId()).size(),
                at.reorgs(),
                at.halted());
    }

    private static String word(Progress at) {
        if (at.halted() != null) {
            return "halted";
        }
        return at.lag() == 0 ? "synced" : "syncing";
    }
}
