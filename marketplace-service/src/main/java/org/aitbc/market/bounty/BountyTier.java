package org.aitbc.market.bounty;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.Locale;

/** How much a bounty is worth at least, in AITBC. */
enum BountyTier {
    BRONZE(100),
    SILVER(500),
    GOLD(1000),
    PLATINUM(5000);

    private final BigDecimal minimum;

    BountyTier(int minimum) {
        this.minimum = BigDecimal.valueOf(minimum);
    }

    BigDecimal minimum() {
        return minimum;
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
