package org.aitbc.market.gpu;

import java.util.Locale;
import org.aitbc.domain.error.Invalid;

/** In which order GPUs are listed: by an attribute, those without it last, and newest first where it is equal. */
public record Sorting(Attribute attribute, boolean descending) {

    public static final Sorting NEWEST_FIRST = new Sorting(Attribute.CREATED_AT, true);

    /**
     * The order of a text: an attribute, with a {@code -} before it where the greatest come first.
     *
     * @throws Invalid when there is no such attribute
     */
    public static Sorting of(String text) {
        boolean descending = text.startsWith("-");
        String name = (descending ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        return new Sorting(
                Attribute.named(name)
                        .orElseThrow(() -> new Invalid("INVALID_SORT", "sort: there is no attribute '" + name + "'")),
                descending);
    }

    public String text() {
        return (descending ? "-" : "") + attribute.text();
    }

    String sql() {
        return attribute.key() + (descending ? " desc" : " asc") + " nulls last, id desc";
    }

    /** SQL of what lies behind the place that {@code key} and {@code id} are bound to. */
    String behind(boolean hasKey) {
        return hasKey
                ? "(%1$s %2$s cast(:key as %3$s) or %1$s is null or (%1$s = cast(:key as %3$s) and id < :id))"
                        .formatted(
                                attribute.key(),
                                descending ? "<" : ">",
                                attribute.kind().type())
                : "(%s is null and id < :id)".formatted(attribute.key());
    }
}
