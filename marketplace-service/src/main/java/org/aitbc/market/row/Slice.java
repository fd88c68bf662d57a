package org.aitbc.market.row;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor where the next part starts; null on the last one
 */
public record Slice<T>(List<T> items, int limit, @Nullable UUID nextCursor) {

    /** @param rows one more than asked for, where there are more */
    public static <R, T> Slice<T> of(List<R> rows, Page page, Function<R, UUID> id, Function<R, T> view) {
        List<R> shown = rows.subList(0, Math.min(rows.size(), page.rows()));
        return new Slice<>(
                shown.stream().map(view).toList(),
                page.rows(),
                rows.size() > shown.size() ? id.apply(shown.getLast()) : null);
    }
}
