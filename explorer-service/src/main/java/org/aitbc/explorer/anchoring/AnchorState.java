package org.aitbc.explorer.anchoring;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far the anchor of a receipt is. */
enum AnchorState {
    PENDING,
    SUBMITTED,
    CONFIRMED;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
