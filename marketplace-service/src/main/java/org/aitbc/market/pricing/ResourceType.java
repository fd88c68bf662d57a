package org.aitbc.market.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.aitbc.domain.error.NotFound;

/** What the older system priced. This market trades GPUs by the hour; it measures no prices of the others. */
enum ResourceType {
    GPU,
    SERVICE,
    STORAGE;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws NotFound where there is no market to measure */
    void requireMarket() {
        if (this != GPU) {
            throw new NotFound("NO_MARKET_DATA", "no market for " + text() + " is measured here");
        }
    }
}
