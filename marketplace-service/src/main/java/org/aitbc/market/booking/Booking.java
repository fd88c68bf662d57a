package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Booked time of a GPU.
 *
 * @param owner who is paid: the GPU's owner when it was booked
 * @param hours as agreed, whether or not it was cut short
 * @param spendCap the most that the client lets it cost, or null
 * @param held what is held for it
 * @param billed what it came to, once it has ended
 */
record Booking(
        UUID id,
        UUID gpuId,
        String gpuModel,
        @Nullable String minerId,
        String client,
        String owner,
        Tenure tenure,
        BigDecimal pricePerHour,
        Currency currency,
        BigDecimal hours,
        Instant start,
        Instant end,
        BookingState state,
        Usage usage,
        @Nullable BigDecimal spendCap,
        BigDecimal held,
        @Nullable BigDecimal billed,
        @Nullable String jobId,
        @Nullable String warning,
        @Nullable Instant warnedAt,
        @Nullable String pauseReason,
        @Nullable Instant pausedAt,
        @Nullable Instant confirmedAt,
        @Nullable String closeReason,
        Instant createdAt,
        @Nullable Instant endedAt) {

    BigDecimal total() {
        return Money.total(pricePerHour, hours);
    }

    /** The most that it may come to. */
    BigDecimal most() {
        return spendCap == null ? total() : total().min(spendCap);
    }

    /** The most that can be billed as it is now. */
    BigDecimal payable() {
        return spendCap == null ? held : held.min(spendCap);
    }

    BigDecimal cost(Duration used) {
        return Money.cost(pricePerHour, used).min(payable());
    }

    /** What its use has cost so far. */
    BigDecimal cost() {
        return cost(usage.used());
    }

    /** What goes back to the client: for sure once it has ended, before where all the rest is used. */
    BigDecimal refund() {
        if (billed != null) {
            return held.subtract(billed);
        }
        Duration rest = Duration.between(usage.until(), end);
        return held.subtract(
                cost(rest.isNegative() ? usage.used() : usage.used().plus(rest)));
    }

    boolean isRunning(Instant now) {
        return state == BookingState.ACTIVE && !start.isAfter(now) && end.isAfter(now);
    }

    boolean isOf(Caller caller) {
        return caller.isAdmin() || client.equals(caller.subject());
    }

    boolean isOwnedBy(Caller caller) {
        return caller.isAdmin() || owner.equals(caller.subject());
    }
}
