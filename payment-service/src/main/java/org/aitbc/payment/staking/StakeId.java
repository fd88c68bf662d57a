package org.aitbc.payment.staking;

import java.util.UUID;
import org.aitbc.domain.id.Ids;

/** Ids of stakes as they come in. */
final class StakeId {

    private static final String LEGACY_PREFIX = "stake_";

    private StakeId() {}

    /** @throws org.aitbc.domain.error.NotFound when the text is no id */
    static UUID parse(String text) {
        return Ids.parse(text.startsWith(LEGACY_PREFIX) ? text.substring(LEGACY_PREFIX.length()) : text);
    }
}
