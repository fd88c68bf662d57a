package org.aitbc.explorer.crosschain;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.aitbc.domain.error.Invalid;

/** Amounts as people write them, and the whole numbers that chains count in. */
public final class Amounts {

    private static final int LARGEST_BITS = 256;

    private Amounts() {}

    /** @throws Invalid when it is not above zero, or finer than the chain counts */
    public static BigInteger units(BigDecimal amount, int decimals) {
        try {
            BigInteger units = amount.movePointRight(decimals).toBigIntegerExact();
            if (units.signum() > 0 && units.bitLength() <= LARGEST_BITS) {
                return units;
            }
        } catch (ArithmeticException tooFine) {
            // told below
        }
        throw new Invalid("INVALID_AMOUNT", "amount: is to be above zero, with at most " + decimals + " decimals");
    }

    public static BigDecimal amount(BigInteger units, int decimals) {
        return plain(new BigDecimal(units, decimals));
    }

    /** Without zeros at the end, and without an exponent. */
    public static BigDecimal plain(BigDecimal amount) {
        return org.aitbc.domain.payment.Amounts.normalized(amount);
    }
}
