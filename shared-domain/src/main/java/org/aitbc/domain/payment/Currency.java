package org.aitbc.domain.payment;

import java.util.Locale;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.json.UpperCase;
import org.jspecify.annotations.Nullable;

/** What accounts hold. Amounts of each have up to 8 decimals. */
@UpperCase
public enum Currency {
    AITBC,
    BTC,
    ETH,
    USDT;

    /**
     * A currency by its name in any case; {@code aitbc_token} is the legacy name of AITBC.
     *
     * @throws Invalid when there is none of this name
     */
    public static Currency of(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        if (name.equals("AITBC_TOKEN")) {
            return AITBC;
        }
        for (Currency currency : values()) {
            if (currency.name().equals(name)) {
                return currency;
            }
        }
        throw new Invalid("VALIDATION_ERROR", "currency: must be one of AITBC, BTC, ETH, USDT");
    }

    /** The same, and AITBC where none is said. */
    public static Currency orAitbc(@Nullable String text) {
        return text == null ? AITBC : of(text);
    }
}
