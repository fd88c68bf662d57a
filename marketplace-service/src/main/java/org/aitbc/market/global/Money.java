package org.aitbc.market.global;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.aitbc.market.row.Rows;

/** Amounts of money: decimal, with up to 8 places after the point. */
final class Money {

    private static final int DECIMALS = 8;

    private Money() {}

    static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** Without zeros that say nothing. */
    static BigDecimal shown(BigDecimal amount) {
        return Rows.shown(amount);
    }
}
