package org.aitbc.explorer.browse;

import java.math.BigDecimal;
import org.aitbc.explorer.chain.Chain;
import org.jspecify.annotations.Nullable;

/** Amounts of a chain's coin as people read them: "1.5", not 1500000000000000000. */
final class Coins {

    private Coins() {}

    static String text(Chain chain, BigDecimal smallest) {
        BigDecimal amount = smallest.movePointLeft(chain.decimals()).stripTrailingZeros();
        return amount.toPlainString();
    }

    static @Nullable String textOrNull(Chain chain, @Nullable BigDecimal smallest) {
        return smallest == null ? null : text(chain, smallest);
    }
}
