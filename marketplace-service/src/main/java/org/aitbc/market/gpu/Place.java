package org.aitbc.market.gpu;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.UUID;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on.
 *
 * @param key what the last GPU was sorted by, or null where it had none
 * @param id of the last GPU
 */
public record Place(Sorting sorting, @Nullable String key, UUID id) {

    private static final int PARTS = 3;

    /** @throws Invalid when it is none that was given out, or for a list in another order */
    public static Place of(String cursor, Sorting sorting) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split("\n", PARTS);
            if (parts.length >= PARTS - 1 && parts[0].equals(sorting.text())) {
                return new Place(sorting, parts.length < PARTS ? null : parts[2], Ids.parse(parts[1]));
            }
        } catch (IllegalArgumentException | DomainException noCursor) {
            // told below
        }
        throw invalid();
    }

    public String cursor() {
        String text = sorting.text() + "\n" + Ids.text(id) + (key == null ? "" : "\n" + key);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static Invalid invalid() {
        return new Invalid("INVALID_CURSOR", "cursor: is not one that was given out for this order");
    }
}
