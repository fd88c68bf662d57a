package org.aitbc.starter.paging;

import java.util.UUID;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted, newest first: the legacy {@code limit} and {@code offset}, or the {@code cursor} that the
 * part before was answered with, whose cost does not grow with the distance.
 *
 * @param limit as {@link PageLimits} say; else 1..200, 20 where not said
 * @param offset how many to leave out; ignored with a cursor
 * @param cursor the {@code next_cursor} of the part before
 */
public record Page(
        @Nullable Integer limit,
        @Nullable Integer offset,
        @Nullable String cursor) {

    static final int MAX = 200;
    static final int DEFAULT_LIMIT = 20;

    /** Sorts after every id. */
    private static final UUID NEWEST = new UUID(-1L, -1L);

    public int rows() {
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    public int skipped() {
        return offset == null || cursor != null ? 0 : offset;
    }

    /**
     * Rows of the part have ids below this.
     *
     * @throws Invalid when the cursor is none that was given out
     */
    public UUID below() {
        try {
            return cursor == null ? NEWEST : Ids.parse(cursor);
        } catch (DomainException noId) {
            throw new Invalid("INVALID_CURSOR", "cursor: must be the next_cursor of an answer to the same list");
        }
    }
}
