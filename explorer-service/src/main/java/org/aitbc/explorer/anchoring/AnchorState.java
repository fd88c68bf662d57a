package org.aitbc.explorer.anchoring;

import java.util.Locale;

/** How far the anchor of a receipt is. */
enum AnchorState {
    PENDING,
    SUBMITTED,
    CONFIRMED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
