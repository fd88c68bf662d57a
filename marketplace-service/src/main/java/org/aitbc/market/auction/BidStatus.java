package org.aitbc.market.auction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Pending, then one of the others for good. */
enum BidStatus {
    PENDING,
    ACCEPTED,
    REJECTED,
    /** By who made it. */
    WITHDRAWN,
    EXPIRED;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
