package org.aitbc.market.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;

/** GPUs by an attribute, those without it last; the newest first where it is equal. */
public record Sorting(Attribute attribute, boolean descending) {

    /** @param text an attribute, with {@code -} before it for the greatest first */
    public static Sorting of(String text) {
        boolean descending = text.startsWith("-");
        String name = (descending ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        return new Sorting(
                Attribute.named(name)
                        .orElseThrow(() -> new Invalid(
                                "INVALID_SORT",
                                "sort: there is no attribute '" + name + "'; there are " + Attribute.known())),
                descending);
    }

    /**
     * Where a list goes on.
     *
     * @param key what the last GPU was sorted by
     * @param id of the last GPU
     */
    record Cursor(@Nullable String key, UUID id) {}

    /** Of the text of a {@code next_cursor}. */
    Cursor cursor(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split("\n", 3);
            if (parts.length > 1 && parts[0].equals(text())) {
                return new Cursor(parts.length == 2 ? null : parts[2], Ids.parse(parts[1]));
            }
        } catch (IllegalArgumentException | DomainException noCursor) {
            // answered below
        }
        throw invalidCursor();
    }

    static Invalid invalidCursor() {
        return new Invalid("INVALID_CURSOR", "cursor: must be the next_cursor of an answer in the same order");
    }

    String text(Cursor cursor) {
        String text = text() + "\n" + Ids.text(cursor.id) + (cursor.key == null ? "" : "\n" + cursor.key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private String text() {
        return (descending ? "-" : "") + attribute.text();
    }

    String sql() {
        return attribute.key() + (descending ? " desc" : " asc") + " nulls last, id desc";
    }

    /** SQL of what is behind the cursor that {@code key} and {@code id} are bound to. */
    String behind(boolean hasKey) {
        return hasKey
                ? "(%1$s %2$s cast(:key as %3$s) or %1$s is null or (%1$s = cast(:key as %3$s) and id < :id))"
                        .formatted(attribute.key(), descending ? "<" : ">", attribute.kind.type)
                : "(%s is null and id < :id)".formatted(attribute.key());
    }
}
