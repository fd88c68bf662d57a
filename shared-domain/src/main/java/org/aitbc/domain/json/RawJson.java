package org.aitbc.domain.json;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/** A JSON object kept as the text it was stored as, so that passing it on neither parses nor changes it. */
public record RawJson(@JsonValue @JsonRawValue String text) {

    /** The object of a column that may be null. */
    public static @Nullable RawJson of(@Nullable String text) {
        return text == null ? null : new RawJson(text);
    }
}
