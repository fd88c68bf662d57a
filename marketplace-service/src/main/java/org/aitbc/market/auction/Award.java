package org.aitbc.market.auction;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;

/**
 * An award that a booking has taken.
 *
 * @param hold the money, which is the booking's to decide about from now on: the most that the client would have paid,
 *     which may be more than the price comes to
 * @param gpuId the GPU that is to be booked
 * @param pricePerHour the winner's
 * @param provider who is paid: the owner of the GPU when it was awarded
 */
public record Award(
        UUID hold,
        Currency currency,
        String client,
        String provider,
        UUID gpuId,
        BigDecimal pricePerHour,
        BigDecimal hours) {}
