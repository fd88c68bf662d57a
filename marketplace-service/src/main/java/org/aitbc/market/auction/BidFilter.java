package org.aitbc.market.auction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;

/**
 * Which bids are wanted, newest first; null members ask for nothing.
 *
 * @param limit 1..500, 100 where not said
 * @param offset how many to leave out; ignored with a cursor
 * @param cursor the id of the last one that was seen
 */
record BidFilter(
        @Nullable BidStatus status,
        @Nullable String provider,
        @Nullable @Min(1) @Max(500) Integer limit,
        @Nullable @Min(0) Integer offset,
        @Nullable String cursor) {

    private static final int DEFAULT_ROWS = 100;

    int rows() {
        return limit == null ? DEFAULT_ROWS : limit;
    }

    Page page() {
        return new Page(limit, offset, cursor);
    }
}
