package org.aitbc.market.bounty;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Pending, then verified (it wins) or rejected, either of which may be disputed. */
enum SubmissionStatus {
    PENDING,
    VERIFIED,
    REJECTED,
    DISPUTED;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
