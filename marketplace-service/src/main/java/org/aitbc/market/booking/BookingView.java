package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * A booking, as it is answered.
 *
 * @param durationHours as agreed, whether or not it was cut short
 * @param totalCost what all of that comes to
 * @param held what is held for it, or was
 * @param usedSeconds time that the GPU was there for the client
 * @param cost what that has cost so far
 * @param refund what goes back of what is held: once it has ended; before, if all the rest is used
 * @param warning what the client is told will happen: OUTBID, INSUFFICIENT_FUNDS, SPEND_CAP, or the owner's reason to close it
 * @param pauseReason CLIENT, INSUFFICIENT_FUNDS or SPEND_CAP
 */
record BookingView(
        UUID bookingId,
        UUID gpuId,
        String gpuModel,
        @Nullable String minerId,
        String clientId,
        String ownerId,
        Tenure tenure,
        BookingState status,
        BigDecimal pricePerHour,
        Currency currency,
        BigDecimal durationHours,
        BigDecimal totalCost,
        Instant startTime,
        Instant endTime,
        BigDecimal held,
        @Nullable BigDecimal spendCap,
        long usedSeconds,
        BigDecimal cost,
        @Nullable BigDecimal billed,
        BigDecimal refund,
        @Nullable String jobId,
        @Nullable String warning,
        @Nullable Instant warnedAt,
        @Nullable String pauseReason,
        @Nullable Instant pausedAt,
        @Nullable Instant confirmedAt,
        @Nullable String closeReason,
        Instant createdAt,
        @Nullable Instant endedAt) {

    static BookingView of(Booking booking) {
        return new BookingView(
                booking.id(),
                booking.gpuId(),
                booking.gpuModel(),
                booking.minerId(),
                booking.client(),
                booking.owner(),
                booking.tenure(),
                booking.state(),
                Rows.shown(booking.pricePerHour()),
                booking.currency(),
                Rows.shown(booking.hours()),
                Rows.shown(booking.total()),
                booking.start(),
                booking.end(),
                Rows.shown(booking.held()),
                Rows.shownOrNull(booking.spendCap()),
                booking.usage().used().toSeconds(),
                Rows.shown(booking.cost()),
                Rows.shownOrNull(booking.billed()),
                Rows.shown(booking.refund()),
                booking.jobId(),
                booking.warning(),
                booking.warnedAt(),
                booking.pauseReason(),
                booking.pausedAt(),
                booking.confirmedAt(),
                booking.closeReason(),
                booking.createdAt(),
                booking.endedAt());
    }
}
