package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.QuietMarket;
import org.aitbc.servicetest.FakeMoney;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.aitbc.servicetest.TestClock;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whatever clients and owners do in whatever order, and whatever fails of it: nobody pays for more than was used or held, the
 * owner gets what clients pay less the fee, no money appears or is lost, and dispatch knows what is active.
 */
class LifeOfBookingsTests {

    private static final int CLIENTS = 3;
    private static final BigDecimal PURSE = new BigDecimal("40");

    private static final class Service {

        static final ConfigurableApplicationContext CONTEXT = QuietMarket.CONTEXT;
        static final JdbcClient JDBC = CONTEXT.getBean(JdbcClient.class);
        static final FakeMoney MONEY = CONTEXT.getBean(FakeMoney.class);
        static final TestClock CLOCK = CONTEXT.getBean(TestClock.class);
        static final BookGpu BOOK = CONTEXT.getBean(BookGpu.class);
        static final ManageBookings MANAGE = CONTEXT.getBean(ManageBookings.class);
        static final Bookings BOOKINGS = CONTEXT.getBean(Bookings.class);
        static final BookingSweep SWEEP = CONTEXT.getBean(BookingSweep.class);
    }

    enum Verb {
        BOOK,
        BOOK_CAPPED,
        RESERVE,
        EXTEND,
        RELEASE,
        PAUSE,
        RESUME,
        CLOSE,
        BREAK,
        PASS,
        VANISH,
        LOSE_REQUEST,
        LOSE_ANSWER
    }

    /** @param size hours, minutes or a price, as the verb needs it */
    record Step(Verb verb, int client, int size) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Verb> verbs = Arbitraries.frequency(
                Tuple.of(4, Verb.BOOK),
                Tuple.of(3, Verb.BOOK_CAPPED),
                Tuple.of(2, Verb.RESERVE),
                Tuple.of(2, Verb.EXTEND),
                Tuple.of(2, Verb.RELEASE),
                Tuple.of(2, Verb.PAUSE),
                Tuple.of(2, Verb.RESUME),
                Tuple.of(1, Verb.CLOSE),
                Tuple.of(1, Verb.BREAK),
                Tuple.of(7, Verb.PASS),
                Tuple.of(2, Verb.VANISH),
                Tuple.of(1, Verb.LOSE_REQUEST),
                Tuple.of(1, Verb.LOSE_ANSWER));
        return Combinators.combine(
                        verbs,
                        Arbitraries.integers().between(0, CLIENTS - 1),
                        Arbitraries.integers().between(1, 9))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(25);
    }

    private String owner = "";
    private String miner = "";
    private UUID gpu = Ids.next();
    private List<String> clients = List.of();

    @AfterProperty
    void letTimeGoOn() {
        Service.CLOCK.run();
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void moneyAndTimeAddUp(@ForAll("steps") List<Step> steps) {
        Service.CLOCK.stop();
        BigDecimal feesBefore = Service.MONEY.fees();
        list();
        clients.forEach(client -> Service.MONEY.fund(client, PURSE.toPlainString()));

        for (Step step : steps) {
            try {
                take(step);
            } catch (DomainException refused) {
                // it may be: what matters is that everything still adds up
            }
            check();
        }
        endAll();

        BigDecimal fees = Service.MONEY.fees().subtract(feesBefore);
        BigDecimal earned = Service.MONEY.available(owner);
        BigDecimal left = clients.stream().map(Service.MONEY::available).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(earned.add(fees).add(left)).isEqualByComparingTo(PURSE.multiply(BigDecimal.valueOf(CLIENTS)));
        assertThat(earned.add(fees)).isEqualByComparingTo(billed());
    }

    /** Of this try alone. */
    private void list() {
        owner = "owner-" + Ids.text(Ids.next());
        miner = "miner-" + Ids.text(Ids.next());
        gpu = Ids.next();
        clients = IntStream.range(0, CLIENTS)
                .mapToObj(_ -> "client-" + Ids.text(Ids.next()))
                .toList();
        Service.JDBC
                .sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, '{}', 1)")
                .params(miner, owner)
                .update();
        Service.JDBC.sql("""
                        insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                        values (?, ?, true, 'ONLINE', 0)""").params(miner, Timestamp.from(Service.CLOCK.now())).update();
        Service.JDBC.sql("""
                        insert into marketplace.gpu (id, owner, miner_id, claimed, model, memory_gb, price_per_hour, min_hours, max_hours)
                        values (?, ?, ?, false, 'H100', 80, 2.34567891, 0.5, 20)""").params(gpu, owner, miner).update();
    }

    private void take(Step step) {
        String client = clients.get(step.client());
        Caller caller = caller(client);
        switch (step.verb()) {
            case BOOK -> book(client, new BookRequest(hours(step)));
            case BOOK_CAPPED ->
                book(client, new BookRequest(hours(step), null, null, new BigDecimal(step.size()), null, null, null));
            case RESERVE -> reserve(client, step);
            case EXTEND -> Service.MANAGE.extend(caller, open(client), hours(step));
            case RELEASE -> Service.MANAGE.release(caller, gpu);
            case PAUSE -> Service.MANAGE.pause(caller, open(client));
            case RESUME -> Service.MANAGE.resume(caller, open(client), step.size() > 6 ? new BigDecimal("9") : null);
            case CLOSE -> Service.MANAGE.close(caller(owner), anyOpen(), Booking.CloseReason.RECLAIMED);
            case BREAK -> Service.MANAGE.close(caller(owner), anyOpen(), Booking.CloseReason.HARDWARE_FAILURE);
            case PASS -> pass(step.size() * 13, true);
            case VANISH -> pass(step.size() * 13, false);
            case LOSE_REQUEST -> Service.MONEY.failNext(client, Failure.BEFORE);
            case LOSE_ANSWER -> Service.MONEY.failNext(client, Failure.AFTER);
        }
    }

    private static BigDecimal hours(Step step) {
        return BigDecimal.valueOf(step.size()).divide(BigDecimal.valueOf(2));
    }

    private static Caller caller(String subject) {
        return new Caller(subject, Role.CLIENT, Caller.DEFAULT_TENANT);
    }

    private void book(String client, BookRequest wanted) {
        Service.BOOK.book("gpu.book", caller(client), new BookGpu.Ask(gpu, client, wanted));
    }

    /** As it was made when time to come could still be reserved: some of it is given up late. */
    private void reserve(String client, Step step) {
        if (!Service.BOOKINGS.findOpen(gpu).isEmpty()) {
            return;
        }
        book(client, new BookRequest(hours(step)));
        Timestamp start = Timestamp.from(Service.CLOCK.now().plus(Duration.ofMinutes(20L * step.size())));
        Service.JDBC.sql("""
                        update marketplace.booking set metered_until = :start, looked_at = :start,
                          span = tstzrange(:start, :start::timestamptz + (upper(span) - lower(span))) where id = :id""").param("start", start).param("id", open(client)).update();
        Service.JDBC.sql("""
                        update core.reservation r set starts_at = lower(b.span), ends_at = upper(b.span)
                        from marketplace.booking b where b.id = r.booking_id and b.id = ?""").param(open(client)).update();
    }

    private UUID open(String client) {
        return Service.BOOKINGS.findOpen(gpu).stream()
                .filter(one -> one.clientId().equals(client))
                .map(Booking::bookingId)
                .findFirst()
                .orElse(gpu);
    }

    private UUID anyOpen() {
        return Service.BOOKINGS.findOpen(gpu).stream()
                .map(Booking::bookingId)
                .findFirst()
                .orElse(gpu);
    }

    private void pass(int minutes, boolean alive) {
        Service.CLOCK.forward(Duration.ofMinutes(minutes));
        if (alive) {
            Service.JDBC
                    .sql("update core.miner_beat set last_seen = ? where miner_id = ?")
                    .params(Timestamp.from(Service.CLOCK.now()), miner)
                    .update();
        }
        Service.SWEEP.sweep();
    }

    private void check() {
        for (Booking one : all()) {
            Duration span = Duration.between(one.startTime(), one.endTime());
            assertThat(one.usage().used()).isBetween(Duration.ZERO, span);
            assertThat(one.cost()).isLessThanOrEqualTo(one.held());
            assertThat(one.held()).isLessThanOrEqualTo(one.totalCost());
            if (one.billed() != null) {
                boolean begun = !Objects.requireNonNull(one.endedAt()).isBefore(one.startTime());
                BigDecimal late = Booking.ofFirstHour(one.pricePerHour(), one.durationHours());
                assertThat(one.billed()).isBetween(one.cost(), begun ? one.cost() : late);
            }
        }
        assertThat(Service.JDBC
                        .sql("""
                                select count(*) from (select * from core.reservation where miner_id = :miner) r
                                full join (select * from marketplace.booking where gpu_id = :gpu) b on b.id = r.booking_id
                                where not coalesce(case when b.state in ('active', 'paused')
                                  then b.span = tstzrange(r.starts_at, r.ends_at) and r.paused = (b.state = 'paused')
                                  else r.ends_at <= b.ended_at and r.close_reason is not distinct from b.close_reason
                                    and not r.paused end, false)""")
                        .param("gpu", gpu)
                        .param("miner", miner)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private List<Booking> all() {
        return Service.JDBC
                .sql("select id from marketplace.booking where gpu_id = ?")
                .param(gpu)
                .query(UUID.class)
                .list()
                .stream()
                .map(Service.BOOKINGS::require)
                .toList();
    }

    /** By themselves: no booking keeps its GPU or its money for ever. */
    private void endAll() {
        pass(30 * 60, true);
        assertThat(Service.BOOKINGS.findOpen(gpu)).isEmpty();
        check();
        Service.JDBC
                .sql(
                        "update marketplace.hold set created_at = created_at - interval '5 minutes' where state = 'wanted'")
                .update();
        await().untilAsserted(() -> assertThat(Service.JDBC
                        .sql("select count(*) from marketplace.hold where state <> 'settled' and payer in (:clients)")
                        .param("clients", clients)
                        .query(Integer.class)
                        .single())
                .isZero());
        clients.forEach(client -> assertThat(Service.MONEY.held(client)).isZero());
    }

    private BigDecimal billed() {
        return all().stream()
                .map(one -> one.billed() == null ? BigDecimal.ZERO : one.billed())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
