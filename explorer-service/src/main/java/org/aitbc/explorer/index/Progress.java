package org.aitbc.explorer.index;

import org.jspecify.annotations.Nullable;

/**
 * How far a chain is read.
 *
 * @param first the first block that is read
 * @param indexed the last one that was; {@code first - 1} while there is none
 * @param hash of that one
 * @param head the node's last block
 * @param reorgs how many times blocks were replaced
 * @param halted why it goes no further, in words
 */
public record Progress(
        long chainId,
        long first,
        long indexed,
        @Nullable String hash,
        long head,
        long reorgs,
        @Nullable String halted) {

    public long lag() {
        return Math.max(0, head - indexed);
    }
}
