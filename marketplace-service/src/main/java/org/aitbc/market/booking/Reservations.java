package org.aitbc.market.booking;

import java.time.Instant;
import java.util.*;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.schedule.Retention;
import org.aitbc.starter.wake.Notifications;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What dispatch knows of bookings, written by the transaction that changes them. */
@Component
record Reservations(JdbcClient jdbc, DatabaseClock clock, Notifications notifications, Retention retention) {

    private static final String FOLLOW = """
            insert into core.reservation (booking_id, miner_id, client, exclusive, starts_at, ends_at, paused, close_reason, gpu_slot)
            select b.id, g.miner_id, b.client, false, least(lower(b.span), b.ended_at - interval '1 microsecond'),
              least(upper(b.span), b.ended_at), b.state = 'paused', b.close_reason, g.slot
            from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
            where b.id = ? and g.miner_id is not null
            on conflict (booking_id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at,
              paused = excluded.paused, close_reason = excluded.close_reason, gpu_slot = excluded.gpu_slot""";

    /** At the start of a booking, or now where it has begun: whether each GPU of its miner that is listed is booked. */
    private static final String MOMENT = """
            with moment as (
              select r.booking_id, r.miner_id, r.exclusive, not exists (
                select from marketplace.gpu g
                where g.miner_id = r.miner_id and g.removed_at is null and not g.claimed and not exists (
                  select from marketplace.booking b
                  where b.gpu_id = g.id and b.state = 'active'
                    and b.span @> greatest(r.starts_at, cast(:now as timestamptz)))) as full_up
              from core.reservation r
              where (cast(:miner as text) is null or r.miner_id = :miner) and r.ends_at > :now)
            """;

    private static final String MARK = MOMENT + """
            update core.reservation r set exclusive = m.full_up from moment m
            where m.booking_id = r.booking_id and r.exclusive <> m.full_up""";

    private static final String MISMARKED = MOMENT + """
            select distinct miner_id from moment where exclusive <> full_up order by miner_id""";

    private static final String OLD = """
            with old as (
              select booking_id from core.reservation where ends_at < now() - make_interval(days => :days)
              order by ends_at limit :most for update skip locked),
            gone as (delete from core.reservation r using old where r.booking_id = old.booking_id returning 1)
            select count(*) from gone""";

    /** Writes the booking as it is now; one that has ended is kept as time that is over. */
    void follow(Booking booking) {
        if (booking.minerId() != null) {
            lock(booking.minerId());
            jdbc.sql(FOLLOW).param(booking.bookingId()).update();
            notifyAfterCommit();
            mark(booking.minerId(), clock.now());
        }
    }

    /** The miners whose time is to be marked otherwise since time went on. */
    List<String> mismarked() {
        return jdbc.sql(MISMARKED)
                .param("miner", null)
                .param("now", clock.now())
                .query(String.class)
                .list();
    }

    void mark(String miner, Instant now) {
        lock(miner);
        int marked = jdbc.sql(MARK).param("miner", miner).param("now", now).update();
        if (marked > 0) {
            notifyAfterCommit();
        }
    }

    /** Those of bookings that ended long ago; the bookings stay, since they explain what was paid. */
    @Scheduled(fixedDelayString = Retention.EVERY, initialDelayString = Retention.EVERY)
    void forget() {
        retention.delete("reservations", OLD);
    }

    /** Each booking of a miner writes what the others are marked by. */
    private void lock(String miner) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('reservation ' || ?, 0))")
                .param(miner)
                .query((_, _) -> true)
                .single();
    }

    /** Jobs that waited for this time, or for its end, are dispatched at once. */
    private void notifyAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                notifications.tell(Map.of());
            }
        });
    }
}
