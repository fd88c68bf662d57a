package org.aitbc.market.bounty;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Active until a submission wins (completed), nobody did in time (expired), or somebody objects to a judgement (disputed).
 * The older system knew three more, in which no bounty is.
 */
enum BountyStatus {
    CREATED,
    ACTIVE,
    SUBMITTED,
    VERIFIED,
    COMPLETED,
    EXPIRED,
    DISPUTED;

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
