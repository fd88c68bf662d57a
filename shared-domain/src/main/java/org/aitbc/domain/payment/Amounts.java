package org.aitbc.domain.payment;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money as accounts and the wire have them. */
public final class Amounts {

    private static final int DECIMALS = 8;

    private Amounts() {}

    /** Without trailing zeros, and without an exponent. */
    public static BigDecimal normalized(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    /** A measured figure as money. */
    public static BigDecimal normalized(double amount) {
        return normalized(rounded(BigDecimal.valueOf(amount)));
    }

    /** To what accounts can hold. */
    public static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
