package org.aitbc.payment.staking;

import java.util.Locale;

/** Active, then unbonding, then completed; slashed where a punishment has left nothing. */
enum StakeStatus {
    ACTIVE,
    UNBONDING,
    COMPLETED,
    SLASHED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static StakeStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
