package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.aitbc.market.row.Rows;

/** What booked time costs: its seconds at the price of an hour, in 8 decimals. */
final class Money {

    private static final BigDecimal SECONDS = BigDecimal.valueOf(3600);
    private static final BigDecimal MICROS = BigDecimal.valueOf(3_600_000_000L);
    private static final int DECIMALS = 8;

    private Money() {}

    /** Of used time, by the whole second. */
    static BigDecimal cost(BigDecimal pricePerHour, Duration used) {
        return pricePerHour
                .multiply(BigDecimal.valueOf(used.toSeconds()))
                .divide(SECONDS, DECIMALS, RoundingMode.HALF_UP);
    }

    static BigDecimal total(BigDecimal pricePerHour, BigDecimal hours) {
        return Rows.rounded(pricePerHour.multiply(hours));
    }

    static Duration duration(BigDecimal hours) {
        long micros = hours.multiply(MICROS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        return Duration.ofNanos(Math.multiplyExact(micros, 1_000));
    }
}
