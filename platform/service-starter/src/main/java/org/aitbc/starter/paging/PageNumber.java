package org.aitbc.starter.paging;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is wanted, where clients count pages.
 *
 * @param page from 1
 * @param limit as {@link PageLimits} say; else 1..100, 20 where not said
 */
public record PageNumber(Integer page, Integer limit) {

    static final int MAX = 100;

    public PageNumber(@Nullable Integer page, @Nullable Integer limit) {
        this.page = Objects.requireNonNullElse(page, 1);
        this.limit = Objects.requireNonNullElse(limit, Page.DEFAULT_LIMIT);
    }

    /** How many rows the pages before have. */
    public long skipped() {
        return (page - 1L) * limit;
    }

    /** The part of a list that is there as a whole. */
    public <T> List<T> of(List<T> all) {
        return all.stream().skip(skipped()).limit(limit).toList();
    }
}
