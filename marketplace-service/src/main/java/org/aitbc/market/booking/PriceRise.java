package org.aitbc.market.booking;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/** @param pricePerHour of time that is added to the booking; what was booked before keeps its price */
record PriceRise(
        UUID priceRiseId,
        UUID bookingId,
        BigDecimal pricePerHour,
        Status status,
        Instant proposedAt,
        @Nullable Instant decidedAt) {

    /** Replaced by a later proposal, unless the client has decided before. */
    enum Status {
        PROPOSED,
        CONSENTED,
        DECLINED,
        REPLACED;

        @JsonValue
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static PriceRise of(ResultSet row, int number) throws SQLException {
        return new PriceRise(
                Rows.id(row, "id"),
                Rows.id(row, "booking_id"),
                Rows.amount(row, "price_per_hour"),
                Rows.constant(Status.class, row, "status"),
                Rows.time(row, "proposed_at"),
                Rows.timeOrNull(row, "decided_at"));
    }
}
