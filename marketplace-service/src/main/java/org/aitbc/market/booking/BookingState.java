package org.aitbc.market.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** {@code completed} was used, {@code cancelled} was not. */
enum BookingState {
    ACTIVE,
    PAUSED,
    COMPLETED,
    CANCELLED;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isOpen() {
        return this == ACTIVE || this == PAUSED;
    }
}
