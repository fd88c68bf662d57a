package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.booking.Deposits.Deposit;
import org.aitbc.starter.paging.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All bookings there are and were. */
@Component
class Bookings {

    private static final String ROWS = """
            select b.*, lower(b.span) as starts_at, upper(b.span) as ends_at, g.model, g.miner_id,
              (select coalesce(sum(h.amount), 0) from marketplace.booking_hold h where h.booking_id = b.id) as held
            from marketplace.booking b join marketplace.gpu g on g.id = b.gpu_id
            """;

    private static final String OPEN = "b.state in ('active', 'paused')";

    private final JdbcClient jdbc;

    Bookings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param client only those that this client made */
    record Filter(
            @Nullable String client,
            @Nullable UUID gpuId,
            @Nullable BookingState state) {}

    /** @throws Conflict when somebody has the GPU at that time: the constraint decides */
    void add(Booking made) {
        int added = jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, hours,
                          span, state, spend_cap, job_id, created_at, metered_until, looked_at)
                        values (:id, :gpu, :client, :owner, :tenure, :price, :currency, :hours,
                          tstzrange(:start, :end), 'active', :cap, :job, :created, :start, :start)
                        on conflict do nothing""")
                .param("id", made.id())
                .param("gpu", made.gpuId())
                .param("client", made.client())
                .param("owner", made.owner())
                .param("tenure", made.tenure().text())
                .param("price", made.pricePerHour())
                .param("currency", made.currency().name())
                .param("hours", made.hours())
                .param("start", Timestamp.from(made.start()))
                .param("end", Timestamp.from(made.end()))
                .param("cap", made.spendCap())
                .param("job", made.jobId())
                .param("created", Timestamp.from(made.createdAt()))
                .update();
        if (added == 0) {
            throw taken();
        }
    }

    /** What a deal has taken for the booking. */
    void paid(UUID booking, Deposit deposit) {
        if (deposit.hold() != null) {
            jdbc.sql("insert into marketplace.booking_hold (id, booking_id, amount) values (?, ?, ?)")
                    .params(deposit.hold(), booking, deposit.amount())
                    .update();
        }
    }

    /** The first first. */
    List<Deposit> deposits(UUID booking) {
        return jdbc.sql("select id, amount from marketplace.booking_hold where booking_id = ? order by id")
                .param(booking)
                .query((row, _) -> new Deposit(row.getObject("id", UUID.class), row.getBigDecimal("amount")))
                .list();
    }

    static Conflict taken() {
        return new Conflict("GPU_NOT_AVAILABLE", "the GPU is booked at that time");
    }

    Booking require(UUID id) {
        return jdbc.sql(ROWS + "where b.id = ?")
                .param(id)
                .query(Bookings::read)
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

    /** Locked until the end of the transaction, as it is then. */
    Booking lock(UUID id) {
        jdbc.sql("select id from marketplace.booking where id = ? for update")
                .param(id)
                .query(UUID.class)
                .optional();
        return require(id);
    }

    /** The same, or empty where it has ended or another works on it. */
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

    List<Booking> list(Caller caller, Filter filter, Page page) {
        return jdbc.sql(ROWS + """
                        where (:all or b.client = :me or (b.owner = :me and cast(:client as text) is null))
                          and (cast(:client as text) is null or b.client = :client)
                          and (cast(:gpu as uuid) is null or b.gpu_id = :gpu)
                          and (cast(:state as text) is null or b.state = :state)
                          and b.id < :below
                        order by b.id desc limit :limit offset :offset""")
                .param("all", caller.isAdmin())
                .param("me", caller.subject())
                .param("client", filter.client())
                .param("gpu", filter.gpuId())
                .param("state", filter.state() == null ? null : filter.state().text())
                .param("below", page.below())
                .param("limit", page.rows() + 1)
                .param("offset", page.skipped())
                .query(Bookings::read)
                .list();
    }

    /** Those that have the GPU at some time of the span, the first first. */
    List<Booking> during(UUID gpu, Instant start, Instant end) {
        return jdbc.sql(ROWS + "where b.gpu_id = ? and " + OPEN + """
                         and b.span && tstzrange(?, ?) order by lower(b.span)""")
                .params(gpu, Timestamp.from(start), Timestamp.from(end))
                .query(Bookings::read)
                .list();
    }

    /** Who has the GPU now or will have it, the first first. */
    List<Booking> openOf(UUID gpu) {
        return jdbc.sql(ROWS + "where b.gpu_id = ? and " + OPEN + " order by lower(b.span)")
                .param(gpu)
                .query(Bookings::read)
                .list();
    }

    /** What has begun and is not ended. */
    List<UUID> begun(Instant now) {
        return jdbc.sql("select b.id from marketplace.booking b where " + OPEN
                        + " and lower(b.span) <= ? order by upper(b.span) limit 10000")
                .param(Timestamp.from(now))
                .query(UUID.class)
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

    /** It will end sooner. */
    void cut(UUID id, Instant end, String reason) {
        jdbc.sql("""
                        update marketplace.booking set span = tstzrange(lower(span), ?), close_reason = ? where id = ?""").params(Timestamp.from(end), reason, id).update();
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

    void ended(
            Booking booking, BookingState state, Instant at, @Nullable String reason, Usage usage, BigDecimal billed) {
        jdbc.sql("""
                        update marketplace.booking set state = :state, ended_at = :now, close_reason = :reason,
                          span = tstzrange(lower(span), greatest(lower(span) + interval '1 microsecond',
                            least(upper(span), :now))),
                          used_micros = :micros, used_seconds = :seconds, metered_until = :until, looked_at = :now,
                          billed = :billed, pause_reason = null, paused_at = null
                        where id = :id""")
                .param("state", state.text())
                .param("now", Timestamp.from(at))
                .param("reason", reason)
                .param("micros", usage.used().toNanos() / 1_000)
                .param("seconds", usage.used().toSeconds())
                .param("until", Timestamp.from(usage.until()))
                .param("billed", billed)
                .param("id", booking.id())
                .update();
    }

    private static Booking read(ResultSet row, int number) throws SQLException {
        return new Booking(
                row.getObject("id", UUID.class),
                row.getObject("gpu_id", UUID.class),
                row.getString("model"),
                row.getString("miner_id"),
                row.getString("client"),
                row.getString("owner"),
                Tenure.of(row.getString("tenure")),
                row.getBigDecimal("price_per_hour"),
                Currency.valueOf(row.getString("currency")),
                row.getBigDecimal("hours"),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                BookingState.of(row.getString("state")),
                new Usage(
                        Duration.ofNanos(row.getLong("used_micros") * 1_000),
                        row.getTimestamp("metered_until").toInstant(),
                        row.getTimestamp("looked_at").toInstant()),
                row.getBigDecimal("spend_cap"),
                row.getBigDecimal("held"),
                row.getBigDecimal("billed"),
                row.getString("job_id"),
                row.getString("warning"),
                instant(row, "warned_at"),
                row.getString("pause_reason"),
                instant(row, "paused_at"),
                instant(row, "confirmed_at"),
                row.getString("close_reason"),
                row.getTimestamp("created_at").toInstant(),
                instant(row, "ended_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static NotFound unknown() {
        return new NotFound("BOOKING_NOT_FOUND", "there is no such booking, or it is not yours");
    }
}
