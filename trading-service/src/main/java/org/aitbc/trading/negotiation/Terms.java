package org.aitbc.trading.negotiation;

import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.payment.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * What is agreed about a GPU, or offered.
 *
 * @param pricePerHour AITBC
 * @param hours null while nobody has said for how long
 * @param startTime when it is delivered; null for at once
 */
@Embeddable
record Terms(
        BigDecimal pricePerHour,
        @Nullable BigDecimal hours,
        @Nullable Instant startTime) {

    /** For all the hours, in the 8 decimals of accounts. */
    BigDecimal cost() {
        return hours == null ? BigDecimal.ZERO : Amounts.rounded(pricePerHour.multiply(hours));
    }

    /** By which both sides know what was signed, in hexadecimal digits. */
    String hash(String parties) {
        String hoursText = hours == null ? "" : Amounts.normalized(hours).toPlainString();
        return HexFormat.of()
                .formatHex(Sha256.of(parties + "\n"
                        + Amounts.normalized(pricePerHour).toPlainString() + "\n" + hoursText + "\n" + startTime));
    }
}
