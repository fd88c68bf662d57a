package org.aitbc.explorer.browse;

import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;

/**
 * The part of a chain's list that is wanted.
 *
 * @param asOf the last block it knows of
 * @param hash of the block that the cursor stands at, its first digits; of the last one where it begins at the top
 * @param cursor null where it begins at the top
 */
record Part(long chainId, long asOf, String hash, @Nullable Cursor cursor, int rows, int skipped) {

    /** Where the request does not say. */
    static final int DEFAULT_ROWS = 50;

    static final int MOST_ROWS = 200;

    /** The legacy offset of the next part; null where there is none. */
    @Nullable
    Integer nextOffset(Page page, boolean more) {
        return more && page.cursor() == null ? Integer.valueOf(skipped + rows) : null;
    }
}
