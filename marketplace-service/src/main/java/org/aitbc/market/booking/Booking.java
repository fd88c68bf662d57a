package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.row.Rows;
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

    /** Of a row with the times of its span, its GPU's model and worker, and what is held for it. */
    static Booking of(ResultSet row, int number) throws SQLException {
        return new Booking(
                Rows.id(row, "id"),
                Rows.id(row, "gpu_id"),
                row.getString("model"),
                row.getString("miner_id"),
                row.getString("client"),
                row.getString("owner"),
                Rows.constant(Tenure.class, row, "tenure"),
                row.getBigDecimal("price_per_hour"),
                Rows.constant(Currency.class, row, "currency"),
                row.getBigDecimal("hours"),
                Rows.time(row, "starts_at"),
                Rows.time(row, "ends_at"),
                Rows.constant(BookingState.class, row, "state"),
                new Usage(
                        Duration.ofNanos(row.getLong("used_micros") * 1_000),
                        Rows.time(row, "metered_until"),
                        Rows.time(row, "looked_at")),
                row.getBigDecimal("spend_cap"),
                row.getBigDecimal("held"),
                row.getBigDecimal("billed"),
                row.getString("job_id"),
                row.getString("warning"),
                Rows.timeOrNull(row, "warned_at"),
                row.getString("pause_reason"),
                Rows.timeOrNull(row, "paused_at"),
                Rows.timeOrNull(row, "confirmed_at"),
                row.getString("close_reason"),
                Rows.time(row, "created_at"),
                Rows.timeOrNull(row, "ended_at"));
    }

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

    /** @throws Invalid when its use has cost more already: that is the owner's */
    void requireCap(BigDecimal cap) {
        if (cap.compareTo(cost()) < 0) {
            throw new Invalid(
                    "CAP_BELOW_COST",
                    "spend_cap: the booking has cost %s so far"
                            .formatted(Rows.shown(cost()).toPlainString()));
        }
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

    /** @throws Conflict when it has ended */
    Booking open() {
        if (!state.isOpen()) {
            throw over();
        }
        return this;
    }

    /** @throws Conflict when its time is over */
    Booking openAt(Instant now) {
        if (!end.isAfter(now)) {
            throw over();
        }
        return open();
    }

    private static Conflict over() {
        return new Conflict("BOOKING_ENDED", "the booking has ended");
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
