package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.aitbc.market.row.Rows;

/** Measured figures as prices. */
final class Decimals {

    private static final int PLACES = 8;

    private Decimals() {}

    static BigDecimal price(double value) {
        return Rows.shown(BigDecimal.valueOf(value).setScale(PLACES, RoundingMode.HALF_UP));
    }
}
