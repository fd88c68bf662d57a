package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Measured figures as prices. */
final class Decimals {

    private static final int PLACES = 8;

    private Decimals() {}

    static BigDecimal price(double value) {
        BigDecimal plain =
                BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_UP).stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}
