package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.clock.MarketClock;
import org.aitbc.market.gpu.Gpu;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** All bookings there are and were. */
@Component
class Bookings {

    static final String ROWS = """
            select b.*, lower(b.span) as starts_at, upper(b.span) as ends_at, g.model, g.miner_id,
              (select coalesce(sum(h.amount), 0) from marketplace.booking_hold h where h.booking_id = b.id) as held
            from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
            """;

    /** Of a booking {@code b}: it has not ended. */
    static final String OPEN = "b.state in ('active', 'paused')";

    private final JdbcClient jdbc;
    private final MarketClock clock;
    private final TransactionTemplate transactions;

    Bookings(JdbcClient jdbc, MarketClock clock, TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** @throws Conflict when somebody has the GPU at that time: the constraint decides */
    void add(UUID id, Gpu gpu, String client, BookRequest wanted, BigDecimal pricePerHour, Instant start, Instant now) {
        int added = jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, hours,
                          span, state, spend_cap, job_id, created_at, metered_until, looked_at)
                        values (:id, :gpu, :client, :owner, :tenure, :price, :currency, :hours,
                          tstzrange(:start, :end), 'active', :cap, :job, :created, :start, :start)
                        on conflict do nothing""")
                .param("id", id)
                .param("gpu", gpu.id())
                .param("client", client)
                .param("owner", gpu.owner())
                .param("tenure", wanted.kind().text())
                .param("price", pricePerHour)
                .param("currency", gpu.currency().name())
                .param("hours", wanted.hours())
                .param("start", Timestamp.from(start))
                .param("end", Timestamp.from(start.plus(wanted.duration())))
                .param("cap", wanted.spendCap())
                .param("job", wanted.jobId() == null ? null : Ids.text(wanted.jobId()))
                .param("created", Timestamp.from(now))
                .update();
        if (added == 0) {
            throw taken();
        }
    }

    static Conflict taken() {
        return new Conflict("GPU_NOT_AVAILABLE", "the GPU is booked at that time");
    }

    Booking require(UUID id) {
        return jdbc.sql(ROWS + "where b.id = ?")
                .param(id)
                .query(Booking::of)
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

    /** One that the caller pays. @throws Forbidden when it only is of one of the caller's GPUs */
    Booking requireOwn(Caller caller, UUID id) {
        Booking booking = require(caller, id);
        if (!booking.isOf(caller)) {
            throw new Forbidden("NOT_YOUR_BOOKING", "only its client can do that");
        }
        return booking;
    }

    /** Locked until the end of the transaction, as it is then. */
    Booking lock(UUID id) {
        jdbc.sql("select id from marketplace.booking where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return require(id);
    }

    /**
     * Does something with a locked booking, in a transaction of its own; it is given the time.
     *
     * @return the booking as it is then
     * @throws Conflict when it has ended
     */
    Booking change(UUID id, BiConsumer<Booking, Instant> change) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            change.accept(lock(id).open(), clock.now());
            return require(id);
        }));
    }

    /** One that is open and locked, or empty where it has ended or another works on it. */
    Optional<Booking> tryLock(UUID id) {
        return jdbc.sql("""
                        select true from marketplace.booking b where b.id = ? and %s for update skip locked""".formatted(OPEN))
                        .param(id)
                        .query(Boolean.class)
                        .optional()
                        .isPresent()
                ? Optional.of(require(id))
                : Optional.empty();
    }

    /** Who has the GPU now or will have it, the first first. */
    List<Booking> openOf(UUID gpu) {
        return jdbc.sql(ROWS + "where b.gpu_id = ? and " + OPEN + " order by lower(b.span)")
                .param(gpu)
                .query(Booking::of)
                .list();
    }

    void metered(UUID id, Usage usage) {
        jdbc.sql("update marketplace.booking set used_micros = ?, metered_until = ?, looked_at = ? where id = ?")
                .params(
                        usage.used().toNanos() / 1_000,
                        Timestamp.from(usage.until()),
                        Timestamp.from(usage.lookedAt()),
                        id)
                .update();
    }

    void confirmed(UUID id, Instant now) {
        jdbc.sql("update marketplace.booking set confirmed_at = coalesce(confirmed_at, ?) where id = ?")
                .params(Timestamp.from(now), id)
                .update();
    }

    void warned(UUID id, @Nullable String warning, @Nullable Instant now) {
        jdbc.sql("update marketplace.booking set warning = :warning, warned_at = :now where id = :id")
                .param("warning", warning)
                .param("now", now == null ? null : Timestamp.from(now))
                .param("id", id)
                .update();
    }

    void paused(UUID id, String reason, Instant now) {
        jdbc.sql("update marketplace.booking set state = 'paused', pause_reason = ?, paused_at = ? where id = ?")
                .params(reason, Timestamp.from(now), id)
                .update();
    }

    void resumed(UUID id) {
        jdbc.sql("update marketplace.booking set state = 'active', pause_reason = null, paused_at = null where id = ?")
                .param(id)
                .update();
    }

    void capped(UUID id, BigDecimal cap) {
        jdbc.sql("update marketplace.booking set spend_cap = ? where id = ?")
                .params(cap, id)
                .update();
    }

    void runs(UUID id, String job) {
        jdbc.sql("update marketplace.booking set job_id = ? where id = ?")
                .params(job, id)
                .update();
    }

    /** @throws Conflict when somebody has the GPU then: the constraint decides */
    void extended(UUID id, Instant end, BigDecimal hours) {
        try {
            jdbc.sql("update marketplace.booking set span = tstzrange(lower(span), ?), hours = ? where id = ?")
                    .params(Timestamp.from(end), hours, id)
                    .update();
        } catch (DataIntegrityViolationException overlaps) {
            throw taken();
        }
    }

    private static NotFound unknown() {
        return new NotFound("BOOKING_NOT_FOUND", "there is no such booking, or it is not yours");
    }
}
