package org.aitbc.market.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How firmly a booking has its GPU. */
enum Tenure {
    /** From now on. */
    ON_DEMAND,
    /** From a time to come. */
    RESERVED,
    /** From now on at the client's own price, until somebody outbids it or books without bidding. */
    INTERRUPTIBLE;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
