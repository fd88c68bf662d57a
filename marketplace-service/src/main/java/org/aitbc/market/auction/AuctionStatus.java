package org.aitbc.market.auction;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Open until a bid wins (awarded), which a booking then uses (booked); or it ends without use, and the money goes back. */
enum AuctionStatus {
    OPEN,
    AWARDED,
    BOOKED,
    /** By its client. */
    CANCELLED,
    /** By the owner of the one GPU it was about. */
    DECLINED,
    /** Nobody won in time, or the award was not used in time. */
    EXPIRED;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
