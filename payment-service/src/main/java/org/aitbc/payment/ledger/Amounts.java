package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of money: decimal, with 8 places after the point in the ledger. */
public final class Amounts {

    public static final int DECIMALS = 8;
    public static final BigDecimal ZERO = BigDecimal.ZERO.setScale(DECIMALS);

    private Amounts() {}

    /** The amount as the ledger writes it. @throws ArithmeticException when it has more than 8 decimals */
    public static BigDecimal exact(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.UNNECESSARY);
    }

    /** A computed amount, rounded down: what is handed out is never more than what there is. */
    public static BigDecimal floor(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.DOWN);
    }

    /** The amount as it is shown, without zeros that say nothing. */
    public static BigDecimal shown(BigDecimal amount) {
        return org.aitbc.domain.payment.Amounts.normalized(amount);
    }
}
