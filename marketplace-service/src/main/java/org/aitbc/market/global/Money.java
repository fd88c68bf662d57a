package org.aitbc.market.global;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money: decimal, with up to 8 places after the point. */
final class Money {

    private static final int DECIMALS = 8;

    private Money() {}

    static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** Without zeros that say nothing. */
    static BigDecimal shown(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
