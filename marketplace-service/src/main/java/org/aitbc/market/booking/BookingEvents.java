package org.aitbc.market.booking;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells the suite what happens to bookings, in the transaction that makes it happen. */
@Component
class BookingEvents {

    static final String WARNED = "booking.warned";
    static final String PAUSED = "booking.paused";
    static final String RESUMED = "booking.resumed";
    static final String CLOSED = "booking.closed";

    private final JdbcClient jdbc;

    BookingEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void tell(String event, UUID booking) {
        jdbc.sql("insert into core.outbox (event, subject) values (?, ?)")
                .params(event, booking)
                .update();
    }
}
