package org.aitbc.market.booking;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.booking.Booking.State;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code marketplace.booking}. */
@Component
record Bookings(JdbcClient jdbc, DatabaseClock clock, TransactionTemplate transactions) {

    private static final String ROWS = """
            select b.id as booking_id, b.gpu_id, g.model as gpu_model, g.miner_id, b.client as client_id, b.owner as owner_id,
              b.state as status, b.price_per_hour, b.currency, b.hours as duration_hours,
              lower(b.span) as start_time, upper(b.span) as end_time, b.spend_cap,
              (select coalesce(sum(h.amount), 0) from marketplace.booking_hold h where h.booking_id = b.id) as held,
              b.used_micros, b.metered_until, b.looked_at as metered_at, b.billed, b.job_id, b.warning,
              b.warned_at, b.pause_reason, b.paused_at, b.confirmed_at, b.close_reason, b.created_at, b.ended_at
            from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
            """;

    private static final String OPEN = "b.state in ('active', 'paused')";

    /** Each condition is a part of its own, for which an index has the newest. */
    private static final String NEWEST = """
            (select b.id from marketplace.booking b
             where %s and (cast(:gpu as uuid) is null or b.gpu_id = :gpu)
               and (cast(:state as text) is null or b.state = :state) and b.id < :below
             order by b.id desc limit cast(:limit as bigint) + :offset)""";

    private static final String OF_ALL = newest("true");
    private static final String OF_CLIENT = newest("b.client = :me");
    private static final String OF_BOTH = newest("b.client = :me", "b.owner = :me");

    private static String newest(String... conditions) {
        return Stream.of(conditions)
                .map(NEWEST::formatted)
                .collect(joining(
                        " union ", ROWS + "where b.id in (", ") order by b.id desc limit :limit offset :offset"));
    }

    /**
     * Newest first, one more than asked for, where there are more. An administrator sees all.
     *
     * @param lent also those of the caller's GPUs
     */
    List<Booking> list(Caller caller, boolean lent, @Nullable UUID gpu, @Nullable State state, Page page) {
        return jdbc.sql(caller.isAdmin() ? OF_ALL : lent ? OF_BOTH : OF_CLIENT)
                .param("me", caller.subject())
                .param("gpu", gpu)
                .param("state", state)
                .param("below", page.below())
                .param("limit", page.rows() + 1)
                .param("offset", page.skipped())
                .query(Booking.class)
                .list();
    }

    /** Open ones that have begun, or whose GPU was taken off the market or is gone. */
    List<UUID> due() {
        return due(OPEN);
    }

    /** Those of them that run, or are paused until there is money. */
    List<UUID> dueForMoney() {
        return due("(b.state = 'active' or b.state = 'paused' and b.pause_reason = 'INSUFFICIENT_FUNDS')");
    }

    private List<UUID> due(String state) {
        return jdbc.sql("""
                        select b.id from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
                        where %s and (lower(b.span) <= ? or g.removed_at is not null or g.claimed and g.miner_id is not null)
                        order by upper(b.span)""".formatted(state))
                .param(clock.now())
                .query(UUID.class)
                .list();
    }

    /** Current and coming bookings of the GPU, in the order of time. */
    List<Booking> findOpen(UUID gpu) {
        return jdbc.sql(ROWS + "where b.gpu_id = ? and " + OPEN + " order by lower(b.span)")
                .param(gpu)
                .query(Booking.class)
                .list();
    }

    Booking require(UUID id) {
        return jdbc.sql(ROWS + "where b.id = ?")
                .param(id)
                .query(Booking.class)
                .optional()
                .orElseThrow(Bookings::unknown);
    }

    /** One of the caller's own, or of its GPUs. */
    Booking require(Caller caller, UUID id) {
        Booking booking = require(id);
        if (!booking.isOf(caller) && !booking.isOwnedBy(caller)) {
            throw unknown();
        }
        return booking;
    }

    /** One that the caller pays for. */
    Booking requireOwn(Caller caller, UUID id) {
        Booking booking = require(caller, id);
        caller.requireOwner(booking.clientId(), "NOT_YOUR_BOOKING", "only its client can do that");
        return booking;
    }

    Booking lock(UUID id) {
        jdbc.sql("select id from marketplace.booking where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return require(id);
    }

    /** One that is open and locked, or empty where it has ended or another transaction has it. */
    Optional<Booking> tryLock(UUID id) {
        return jdbc.sql("select b.id from marketplace.booking b where b.id = ? and " + OPEN + " for update skip locked")
                .param(id)
                .query(UUID.class)
                .optional()
                .map(this::require);
    }

    /** Changes a locked open booking, in a transaction of its own, and returns it as it is then. */
    Booking change(UUID id, BiConsumer<Booking, Instant> change) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            change.accept(lock(id).requireOpen(), clock.now());
            return require(id);
        }));
    }

    /** The constraint decides between overlapping bookings. */
    void add(UUID id, Gpu gpu, String client, BookRequest request, BigDecimal pricePerHour, Instant start) {
        int added = jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, price_per_hour, currency, hours,
                          span, state, spend_cap, job_id, created_at, metered_until, looked_at)
                        values (:id, :gpu, :client, :owner, :price, :currency, :hours,
                          tstzrange(:start, :end), 'active', :cap, :job, :start, :start, :start)
                        on conflict do nothing""")
                .param("id", id)
                .param("gpu", gpu.id())
                .param("client", client)
                .param("owner", gpu.owner())
                .param("price", pricePerHour)
                .param("currency", gpu.currency().name())
                .param("hours", request.hours())
                .param("start", start)
                .param("end", start.plus(Booking.duration(request.hours())))
                .param("cap", request.spendCap())
                .param("job", request.jobId() == null ? null : Ids.text(request.jobId()))
                .update();
        if (added == 0) {
            throw taken();
        }
    }

    /** Those that others may have the GPU of in this time. */
    List<Booking> lockPaused(UUID gpu, Instant start, BigDecimal hours) {
        return jdbc.sql("""
                        select id from marketplace.booking
                        where gpu_id = ? and state = 'paused' and span && tstzrange(?, ?) order by id for update""").params(gpu, start, start.plus(Booking.duration(hours))).query(UUID.class).list().stream()
                .map(this::require)
                .toList();
    }

    /** Only a better error before money moves: the constraint decides. */
    void requireFree(UUID gpu, Instant start, BigDecimal hours) {
        boolean booked = jdbc.sql("""
                        select exists (select from marketplace.booking
                          where gpu_id = ? and state = 'active' and span && tstzrange(?, ?))""")
                .params(gpu, start, start.plus(Booking.duration(hours)))
                .query(Boolean.class)
                .single();
        if (booked) {
            throw taken();
        }
    }

    void extend(Booking booking, BigDecimal hours) {
        try {
            update(
                    booking.bookingId(),
                    "span = tstzrange(lower(span), ?), hours = ?",
                    booking.endTime().plus(Booking.duration(hours)),
                    booking.durationHours().add(hours));
        } catch (DataIntegrityViolationException overlaps) {
            throw taken();
        }
    }

    void warn(UUID id, @Nullable String warning, @Nullable Instant now) {
        update(id, "warning = ?, warned_at = ?", warning, now);
    }

    void meter(UUID id, Usage usage) {
        update(
                id,
                "used_micros = ?, metered_until = ?, looked_at = ?",
                usage.used().toNanos() / 1_000,
                usage.until(),
                usage.at());
    }

    /** @param assignments of columns, with a {@code ?} for each value */
    void update(UUID id, String assignments, @Nullable Object... values) {
        @Nullable Object[] params = Arrays.copyOf(values, values.length + 1);
        params[values.length] = id;
        jdbc.sql("update marketplace.booking set " + assignments + " where id = ?")
                .params(params)
                .update();
    }

    private static Conflict taken() {
        return new Conflict("GPU_NOT_AVAILABLE", "the GPU is booked at that time");
    }

    private static NotFound unknown() {
        return new NotFound("BOOKING_NOT_FOUND", "there is no such booking, or it is not yours");
    }
}
