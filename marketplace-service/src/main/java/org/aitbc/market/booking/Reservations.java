package org.aitbc.market.booking;

import java.sql.Timestamp;
import java.time.Instant;
import org.aitbc.market.clock.MarketClock;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What dispatch knows of bookings, written by the transaction that changes them. */
@Component
class Reservations {

    private static final String FOLLOW = """
            insert into core.reservation (booking_id, miner_id, client, exclusive, starts_at, ends_at)
            select b.id, g.miner_id, b.client, false, lower(b.span), upper(b.span)
            from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
            where b.id = ? and b.state = 'active' and g.miner_id is not null
            on conflict (booking_id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at""";

    /** At the start of a booking, or now where it has begun: whether each GPU of its miner that is listed is booked. */
    private static final String MARK = """
            with moment as (
              select r.booking_id, not exists (
                select from marketplace.gpu g
                where g.miner_id = r.miner_id and g.removed_at is null and not exists (
                  select from marketplace.booking b
                  where b.gpu_id = g.id and b.state = 'active'
                    and b.span @> greatest(r.starts_at, cast(:now as timestamptz)))) as full_up
              from core.reservation r
              where (cast(:miner as text) is null or r.miner_id = :miner) and r.ends_at > :now
              order by r.booking_id)
            update core.reservation r set exclusive = m.full_up from moment m
            where m.booking_id = r.booking_id and r.exclusive <> m.full_up""";

    private final JdbcClient jdbc;
    private final MarketClock clock;

    Reservations(JdbcClient jdbc, MarketClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes the booking as it is now: only an active one is reserved time. */
    void follow(Booking booking) {
        if (booking.minerId() != null) {
            // each writes what the others of its miner are marked by
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('reservation ' || ?, 0))")
                    .param(booking.minerId())
                    .query((_, _) -> true)
                    .single();
        }
        int reserved = jdbc.sql(FOLLOW).param(booking.id()).update();
        if (reserved == 0) {
            jdbc.sql("delete from core.reservation where booking_id = ?")
                    .param(booking.id())
                    .update();
        }
        if (booking.minerId() != null) {
            mark(booking.minerId(), clock.now());
        }
    }

    /** @param miner only this one's, or null for all that are to be marked otherwise since time went on */
    void mark(@Nullable String miner, Instant now) {
        jdbc.sql(MARK).param("miner", miner).param("now", Timestamp.from(now)).update();
    }
}
