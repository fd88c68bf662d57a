package org.aitbc.market.booking;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.*;
import java.time.*;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.json.UpperCase;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.domain.payment.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Booked time of a GPU. Its cost is that of the seconds that were used, each that has begun, at the price of an hour, in 8
 * decimals.
 *
 * @param ownerId the payee: the GPU's owner when it was booked
 * @param durationHours as agreed, whether or not it was cut short
 * @param held what is held for it, or was
 * @param spendCap the most that the client lets it cost, or null
 * @param usedMicros time that the GPU was there for the client, counted up to {@code meteredUntil}
 * @param meteredAt when use was counted last
 * @param billed what it came to, once it has ended
 * @param warning what the client was told will happen: INSUFFICIENT_FUNDS, SPEND_CAP, or the owner's reason to close it
 * @param pauseReason CLIENT, INSUFFICIENT_FUNDS or SPEND_CAP
 */
record Booking(
        UUID bookingId,
        UUID gpuId,
        String gpuModel,
        @Nullable String minerId,
        String clientId,
        String ownerId,
        State status,
        BigDecimal pricePerHour,
        Currency currency,
        BigDecimal durationHours,
        Instant startTime,
        Instant endTime,
        BigDecimal held,
        @Nullable BigDecimal spendCap,
        long usedMicros,
        Instant meteredUntil,
        Instant meteredAt,
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

    /** What {@code constraints} of a job that is to run on the booked time hold. */
    record JobConstraints(UUID bookingId) {}

    /** Completed ones were used, cancelled ones were not. */
    enum State {
        ACTIVE,
        PAUSED,
        COMPLETED,
        CANCELLED
    }

    /** Why a booking ended, where not by its time. */
    @UpperCase
    enum CloseReason {
        /** The client no longer needed it. */
        RELEASED,
        /** It was paused for too long, or another booked the GPU meanwhile. */
        PAUSED,
        MAINTENANCE,
        /** The machine is gone: without notice. */
        HARDWARE_FAILURE,
        /** The owner wants it back. */
        RECLAIMED,
        /** The client used it for what the owner does not allow. */
        MISUSE,
        /** The GPU was taken off the market. */
        DELISTED
    }

    private static final BigDecimal MICROS = BigDecimal.valueOf(3_600_000_000L);

    /** How long before its start a reservation costs nothing to give up; after that it costs as much of its time. */
    private static final Duration FREE_TO_CANCEL = Duration.ofHours(1);

    static BigDecimal cost(BigDecimal pricePerHour, Duration used) {
        return pricePerHour
                .multiply(BigDecimal.valueOf(seconds(used)))
                .divide(BigDecimal.valueOf(3600), 8, RoundingMode.HALF_UP);
    }

    static BigDecimal cost(BigDecimal pricePerHour, BigDecimal hours) {
        return Amounts.rounded(pricePerHour.multiply(hours));
    }

    /** The least that is held for a booking, and what it costs to give up a reservation late. */
    static BigDecimal ofFirstHour(BigDecimal pricePerHour, BigDecimal hours) {
        return cost(pricePerHour, hours.min(BigDecimal.ONE));
    }

    /** Rounded up to whole seconds, since even a part of a second keeps the GPU from others. */
    static long seconds(Duration used) {
        return used.plusNanos(999_999_999).toSeconds();
    }

    static Duration duration(BigDecimal hours) {
        long micros = hours.multiply(MICROS).setScale(0, RoundingMode.HALF_UP).longValueExact();
        return Duration.ofNanos(Math.multiplyExact(micros, 1_000));
    }

    /** Of all the time that was agreed. */
    @JsonProperty
    BigDecimal totalCost() {
        return Amounts.normalized(cost(pricePerHour, durationHours));
    }

    @JsonProperty
    long usedSeconds() {
        return seconds(usage().used());
    }

    /** Of its use so far. */
    @JsonProperty
    BigDecimal cost() {
        return Amounts.normalized(cost(usage().used()));
    }

    /** How it is used: a job with these constraints runs on it, and costs nothing more. */
    @JsonProperty
    @Schema(
            description =
                    "A job that is submitted with these constraints runs on the booked time and costs nothing more")
    JobConstraints constraints() {
        return new JobConstraints(bookingId);
    }

    /** What goes back to the client: for sure once it has ended, before where all the rest is used. */
    @JsonProperty
    BigDecimal refund() {
        Duration rest = Duration.between(meteredUntil, endTime);
        Duration most = rest.isNegative() ? usage().used() : usage().used().plus(rest);
        return Amounts.normalized(held.subtract(billed == null ? cost(most) : billed));
    }

    /** Until when its client gives it up for nothing; null where its time began when it was made. */
    @JsonProperty
    @Nullable
    Instant freeToCancelUntil() {
        return startTime.isAfter(createdAt) ? startTime.minus(FREE_TO_CANCEL) : null;
    }

    /** Where its client gives it up now: nobody else is likely to book time that begins so soon. */
    BigDecimal costOfCancelling(Instant now) {
        boolean late = startTime.isAfter(now) && now.isAfter(startTime.minus(FREE_TO_CANCEL));
        return late ? ofFirstHour(pricePerHour, durationHours).min(payable()) : BigDecimal.ZERO;
    }

    BigDecimal cost(Duration used) {
        return cost(pricePerHour, used).min(payable());
    }

    /** The most that it may come to. */
    BigDecimal limit() {
        return spendCap == null ? totalCost() : totalCost().min(spendCap);
    }

    /** The most that can be billed as it is now. */
    BigDecimal payable() {
        return spendCap == null ? held : held.min(spendCap);
    }

    /** What is held and not used up. */
    BigDecimal left() {
        return payable().subtract(cost());
    }

    Usage usage() {
        return new Usage(Duration.ofNanos(usedMicros * 1_000), meteredUntil, meteredAt);
    }

    boolean isOpen() {
        return status == State.ACTIVE || status == State.PAUSED;
    }

    boolean isRunning(Instant now) {
        return status == State.ACTIVE && !startTime.isAfter(now) && endTime.isAfter(now);
    }

    boolean isOf(Caller caller) {
        return caller.isAdmin() || clientId.equals(caller.subject());
    }

    boolean isOwnedBy(Caller caller) {
        return caller.isAdmin() || ownerId.equals(caller.subject());
    }

    Booking requireOpen() {
        Conflict.when(!isOpen(), "BOOKING_ENDED", "the booking has ended");
        return this;
    }

    Booking requireOpen(Instant now) {
        Conflict.when(!endTime.isAfter(now), "BOOKING_ENDED", "the booking has ended");
        return requireOpen();
    }

    /** What its use has cost already is the owner's; beyond that a cap is as for a booking that is made now. */
    void requireCap(BigDecimal cap, Instant now) {
        String cost = "spend_cap: the booking has cost " + cost().toPlainString() + " so far";
        Invalid.when(cap.compareTo(cost()) < 0, "CAP_BELOW_COST", cost);
        Duration rest = Duration.between(now, endTime);
        Duration hour = Duration.ofHours(1);
        BigDecimal least = cost().add(cost(pricePerHour, rest.compareTo(hour) < 0 ? rest : hour));
        String deposit = "spend_cap: at least " + Amounts.normalized(least).toPlainString()
                + ", what the booking has cost and its next hour";
        Invalid.when(cap.compareTo(least.min(totalCost())) < 0, "CAP_BELOW_DEPOSIT", deposit);
    }
}
