package org.aitbc.ai.jobs;

import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Booked time, as far as jobs may ask for it. */
@Component
class Bookings {

    private final JdbcClient jdbc;

    Bookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param ended by the database's clock */
    record Booking(UUID id, Instant endsAt, boolean ended) {}

    /** @throws NotFound when there is none, or it is another's */
    Booking require(String client, UUID id) {
        return jdbc.sql(
                        "select booking_id as id, ends_at, ends_at <= now() as ended from core.reservation where booking_id = ? and client = ?")
                .params(id, client)
                .query(Booking.class)
                .optional()
                .orElseThrow(() -> new NotFound("BOOKING_NOT_FOUND", "booking not found: " + Ids.text(id)));
    }
}
