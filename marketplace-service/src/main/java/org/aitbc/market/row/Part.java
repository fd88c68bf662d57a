package org.aitbc.market.row;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.UUID;
import org.aitbc.domain.error.Invalid;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted, newest first, with the limits of the older market.
 *
 * @param limit 1..500, 100 where not said
 * @param offset how many to leave out; ignored with a cursor
 * @param cursor the id of the last one that was seen
 */
public record Part(
        @Nullable @Min(1) @Max(500) Integer limit,
        @Nullable @Min(0) Integer offset,
        @Nullable String cursor) {

    private static final int DEFAULT_LIMIT = 100;

    public int rows() {
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    public int skipped() {
        return new Page(limit, offset, cursor).skipped();
    }

    /** @throws Invalid when the cursor is none that was given out */
    public UUID below() {
        return new Page(limit, offset, cursor).below();
    }
}
