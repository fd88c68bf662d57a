package org.aitbc.endtoend;

import java.math.BigDecimal;
import java.math.RoundingMode;
import tools.jackson.databind.JsonNode;

/**
 * What a booking must have cost.
 *
 * @param fee of it, for the network
 */
record Bill(BigDecimal amount, BigDecimal fee) {

    private static final BigDecimal SECONDS = new BigDecimal(3600);
    private static final BigDecimal NETWORK_FEE = new BigDecimal("0.025");
    private static final int DECIMALS = 8;

    /** Of the seconds that the booking says were used. */
    static Bill of(JsonNode booking, int pricePerHour) {
        BigDecimal amount = new BigDecimal(pricePerHour)
                .multiply(new BigDecimal(booking.path("used_seconds").longValue()))
                .divide(SECONDS, DECIMALS, RoundingMode.HALF_UP);
        return new Bill(amount, amount.multiply(NETWORK_FEE).setScale(DECIMALS, RoundingMode.FLOOR));
    }

    BigDecimal earned() {
        return amount.subtract(fee);
    }
}
