package org.aitbc.trading.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.trading.book.Command;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.book.Order;
import org.aitbc.trading.book.Order.*;
import org.aitbc.trading.matching.Matcher.Outcome;
import org.aitbc.trading.matching.Matcher.Submission;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The matcher on a database of its own: what was answered is in the journal, once, and the journal tells all. */
class MatcherTests {

    private final TestMarket market = new TestMarket();
    private final JdbcClient jdbc = market.jdbc;
    private final List<Matcher> matchers = new ArrayList<>();
    private volatile Fees fees = new Fees(BigDecimal.ZERO, new BigDecimal("0.001"));
    private final Matcher matcher = matcher();

    private Matcher matcher() {
        Matcher one = market.matcher(() -> fees);
        matchers.add(one);
        return one;
    }

    @AfterEach
    void close() {
        matchers.forEach(Matcher::close);
    }

    @Test
    void whatIsAnsweredIsInTheJournalAndInTheTables() {
        Order ask = placed(place("ada", Side.SELL, 100, 10));
        Order bid = placed(place("bob", Side.BUY, 110, 4));
        assertThat(bid.status()).isEqualTo(Status.FILLED);
        assertThat(row(ask.id())).isEqualTo("partially_filled 4 0 0 6");
        assertThat(row(bid.id())).isEqualTo("filled 4 0 0 0");
        assertThat(jdbc.sql("select price || ' ' || quantity || ' ' || buyer || ' ' || seller || ' ' || buyer_fee"
                                + " || ' ' || seller_fee from trading.fill where market = ?")
                        .param(market.id())
                        .query(String.class)
                        .list())
                .containsExactly("100 4 bob ada 0.00400000 0.00000000");
        market.assertReplays();
    }

    /** The journal says which fees were in force, so that it leads to the same after they have changed. */
    @Test
    void feesThatChangeArePartOfTheJournal() {
        placed(place("ada", Side.SELL, 1_000, 10));
        placed(place("bob", Side.BUY, 1_000, 4));
        fees = new Fees(new BigDecimal("0.005"), new BigDecimal("0.02"));
        matcher.submit(new Resume());
        placed(place("bob", Side.BUY, 1_000, 6));
        assertThat(jdbc.sql("select buyer_fee || ' ' || seller_fee from trading.fill where market = ? order by seq")
                        .param(market.id())
                        .query(String.class)
                        .list())
                .containsExactly("0.00400000 0.00000000", "0.12000000 0.00000030");
        assertThat(market.journal())
                .extracting(entry -> entry.command().replaceFirst("^place.*", "place"))
                .containsExactly("place", "place", "resume", "fees 0.005 0.02", "place");
        market.assertReplays();
    }

    @Test
    void anOrderIsRefusedAsItWasNever() {
        Order ask = placed(place("ada", Side.SELL, 100, 10));
        placed(place("bob", Side.BUY, 100, 1));
        assertRefused(place("bob", Side.BUY, 501, 10), "PRICE_BAND");
        Order low = placed(place("bob", Side.BUY, 90, 10));
        assertRefused(place("ada", Side.SELL, 19, 10), "PRICE_BAND");
        matcher.submit(new Cancel(low.id()));
        assertRefused(new Amend(ask.id(), 10), "AMEND_ONLY_REDUCES");
        assertRefused(new Amend(ask.id(), 1), "AMEND_ONLY_REDUCES");
        assertRefused(new Cancel(Ids.next()), "ORDER_CLOSED");
        matcher.submit(new Halt("test"));
        assertRefused(place("ada", Side.SELL, 100, 10), "MARKET_HALTED");
        assertThat(matcher.submit(new Amend(ask.id(), 5)).refused()).isNull();
        assertThat(matcher.submit(new Cancel(ask.id())).refused()).isNull();
        matcher.submit(new Resume());
        placed(place("ada", Side.SELL, 100, 10));
        market.assertReplays();
    }

    @Test
    void aMarketOrderStaysInTheBandAroundTheLastPrice() {
        assertRefused(atMarket("bob", Side.BUY, 1_000), "NO_LAST_PRICE");
        placed(place("ada", Side.SELL, 1_000, 1));
        placed(place("bob", Side.BUY, 1_000, 1));
        placed(place("ada", Side.SELL, 1_100, 3));
        placed(place("ada", Side.SELL, 5_001, 3));
        placed(place("bob", Side.BUY, 300, 3));
        placed(place("bob", Side.BUY, 199, 3));
        Order buy = placed(atMarket("eve", Side.BUY, 20_000));
        assertThat(row(buy.id())).isEqualTo("expired 3 0 0 0");
        Order sell = placed(atMarket("eve", Side.SELL, 10));
        assertThat(row(sell.id())).isEqualTo("expired 3 0 7 0");
        Order little = placed(place("ada", Side.SELL, 1_100, 3));
        Order budget = placed(atMarket("eve", Side.BUY, 2_300));
        assertThat(row(budget.id())).isEqualTo("filled 2 0 0 0");
        assertThat(row(little.id())).isEqualTo("partially_filled 2 0 0 1");
        assertRefused(atMarket("eve", Side.SELL, 0), "MIN_NOTIONAL");
        market.assertReplays();
    }

    /** By a trade with itself, for next to nothing. */
    @Test
    void whoMovesTheLastPriceKeepsNobodyFromTrading() {
        placed(place("eve", Side.SELL, 1, 1));
        placed(place("eva", Side.BUY, 1, 1));
        placed(place("bob", Side.BUY, 100, 10));
        assertThat(placed(place("ada", Side.SELL, 100, 10)).status()).isEqualTo(Status.FILLED);
        Order ask = placed(place("ada", Side.SELL, 501, 10));
        Order bid = placed(place("bob", Side.BUY, 19, 10));
        assertThat(List.of(ask.status(), bid.status())).containsOnly(Status.NEW);
        market.assertReplays();
    }

    /** Also after a restart, before anything has swept, and where more are due than a batch takes. */
    @Test
    void anOrderWhoseTimeIsOverFillsNothing() {
        matcher.submitAll(Collections.nCopies(600, 100L).stream()
                .map(price -> place("ada", Side.SELL, price, 1))
                .toList());
        Order later = placed(place("ada", Side.SELL, 110, 5));
        jdbc.sql(
                        "update trading.spot_order set valid_until = now() + (price - 105) * interval '1 hour' where market = ?")
                .param(market.id())
                .update();
        Order bid = placed(matcher(), place("bob", Side.BUY, 120, 7));
        assertThat(bid.filled()).isEqualTo(5);
        assertThat(row(later.id())).isEqualTo("filled 5 0 0 0");
        assertThat(jdbc.sql("select count(*) from trading.spot_order where market = ? and status = 'expired'")
                        .param(market.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(600);
        assertThat(market.journal())
                .filteredOn(entry -> entry.command().startsWith("expire"))
                .hasSize(600);
        market.assertReplays();
    }

    /** Its reserve may be released by now as one that no order has. */
    @Test
    void anOrderThatWaitedTooLongIsNotPlaced() {
        long longAgo =
                System.nanoTime() - Matcher.RESERVED_LONG_AGO.plusSeconds(1).toNanos();
        Outcome outcome = matcher.submit(new Submission(place("ada", Side.SELL, 100, 10), null, null, longAgo));
        assertThat(outcome.refused()).isInstanceOf(Unavailable.class);
        assertThat(orders()).isZero();
    }

    @Test
    void aClientOrderIdIsPlacedOnce() throws Exception {
        List<Outcome> outcomes = atOnce(
                20,
                _ -> matcher.submit(new Submission(
                        place("ada-" + market.id(), Side.SELL, 100, 10), "mine", null, System.nanoTime())));
        assertThat(outcomes).filteredOn(one -> one.order() != null).hasSize(1);
        UUID first = outcomes.stream()
                .map(Outcome::order)
                .filter(Objects::nonNull)
                .map(Order::id)
                .findAny()
                .orElseThrow();
        assertThat(outcomes).filteredOn(one -> first.equals(one.repeated())).hasSize(19);
        assertThat(orders()).isEqualTo(1);
    }

    /** The sums of candles count on it: their minutes are over for all who get the lock after them. */
    @Test
    void aCommandThatWaitedForTheMarketIsFromAfterTheWait() throws Exception {
        try (Connection other = TestDatabase.dataSource(TestMarket.URL).getConnection();
                Statement statement = other.createStatement();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            statement.execute("select from trading.market where id = '%s' for share".formatted(market.id()));
            Future<Outcome> waiting = threads.submit(() -> matcher.submit(new Resume()));
            await().until(() -> jdbc.sql(
                            "select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')")
                    .query(Boolean.class)
                    .single());
            Instant before =
                    jdbc.sql("select clock_timestamp()").query(Instant.class).single();
            other.rollback();
            assertThat(waiting.get().at()).isAfter(before);
        }
    }

    /** When a batch cannot be written or committed, no caller is answered, and the matcher drops the book that it has changed. */
    @ParameterizedTest
    @ValueSource(strings = {"not deferrable", "deferrable initially deferred"})
    void aBookIsLoadedAgainAfterAFailedCommit(String when) throws SQLException {
        Order ask = placed(place("ada", Side.SELL, 100, 10));
        execute("""
            create or replace function trading.fail() returns trigger language plpgsql as $$
            begin raise exception 'no commit' using errcode = '40001'; end $$;
            create constraint trigger fail_%1$s after insert on trading.command %2$s
              for each row when (new.market = '%1$s') execute function trading.fail()\
            """.formatted(market.id(), when));
        assertThatThrownBy(() -> matcher.submit(place("bob", Side.BUY, 100, 4))).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> matcher.submit(new Cancel(ask.id()))).isInstanceOf(Unavailable.class);
        execute("drop trigger fail_%s on trading.command".formatted(market.id()));
        Order bid = placed(place("bob", Side.BUY, 100, 10));
        assertThat(bid.filled()).isEqualTo(10);
        assertThat(row(ask.id())).isEqualTo("filled 10 0 0 0");
        market.assertReplays();
    }

    /** Each finds the journal where the other left it. */
    @Test
    void twoInstancesOnOneMarketTakeTurns() throws Exception {
        Matcher other = matcher();
        Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
        Random random = new Random(7);
        List<Place> places = IntStream.range(0, 400)
                .mapToObj(_ -> place(
                        "owner" + random.nextInt(5),
                        random.nextBoolean() ? Side.BUY : Side.SELL,
                        95 + random.nextInt(11),
                        1 + random.nextInt(20)))
                .toList();
        atOnce(places.size(), i -> {
            Place place = places.get(i);
            placed(i % 2 == 0 ? matcher : other, place);
            acknowledged.add(place.order());
            return i;
        });
        assertThat(acknowledged).hasSize(400);
        assertThat(orders()).isEqualTo(400);
        assertThat(jdbc.sql("select count(*) from trading.command where market = ? and command like 'place%'")
                        .param(market.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(400);
        market.assertReplays();
    }

    /** The session of the writer is cut in the middle: whatever was answered is there, once. */
    @Test
    void aLostConnectionLosesNothingThatWasAnswered() throws Exception {
        Set<UUID> acknowledged = ConcurrentHashMap.newKeySet();
        atOnce(60, i -> {
            if (i == 30) {
                execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()"
                        + " and query not like '%terminate%'");
            }
            Place place = place("owner" + i % 3, i % 2 == 0 ? Side.BUY : Side.SELL, 100, 1 + i % 7);
            try {
                placed(place);
                acknowledged.add(place.order());
            } catch (Unavailable unknown) {
                assertThat(unknown.code()).isEqualTo("DATABASE_UNAVAILABLE");
            }
            return i;
        });
        assertThat(acknowledged).allSatisfy(id -> assertThat(row(id)).isNotBlank());
        placed(place("late", Side.BUY, 100, 1));
        market.assertReplays();
    }

    @Test
    void theJournalHasNoGapAndCannotBeChanged() {
        Order ask = placed(place("ada", Side.SELL, 100, 10));
        matcher.submit(new Cancel(ask.id()));
        assertThatThrownBy(() -> execute("update trading.command set effects = ''"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> execute("delete from trading.fill")).hasMessageContaining("append-only");
        assertThatThrownBy(() -> execute("""
            insert into trading.command (market, seq, previous, previous_hash, at, command, effects, hash)
            values ('%s', 4, 3, '\\x01', now(), 'resume', '', '\\x02')\
            """.formatted(market.id()))).hasMessageContaining("command_follows");
    }

    @Test
    void aJournalThatSaysSomethingElseIsNoticed() {
        placed(place("ada", Side.SELL, 100, 10));
        placed(place("bob", Side.BUY, 100, 4));
        List<JournalEntry> entries = market.journal();
        JournalEntry last = entries.getLast();
        JournalEntry forged = new JournalEntry(
                last.seq(), last.at(), last.command(), last.effects().replace(" 4", " 5"), last.hash());
        Replay replay = market.replay();
        replay.take(entries.getFirst());
        assertThatThrownBy(() -> replay.take(forged)).hasMessageContaining("leads to something else");
        Replay gap = market.replay();
        assertThatThrownBy(() -> gap.take(last)).hasMessageContaining("follows");
        for (String command : List.of("cancel", "amend x 1", "expire " + Ids.next() + "0", "halt", "fees 0 x")) {
            assertThatThrownBy(() -> replay.take(new JournalEntry(2, last.at(), command, "", "")))
                    .isInstanceOf(Replay.Differs.class)
                    .hasMessageContaining("cannot be read");
        }
        // it may be of a newer version
        assertThatThrownBy(() -> replay.take(new JournalEntry(2, last.at(), "auction 1", "", "")))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Place place(String owner, Side side, long price, long quantity) {
        return new Place(Ids.next(), owner, side, price, quantity, TimeInForce.GTC, SelfTrade.EXPIRE_TAKER);
    }

    private static Place atMarket(String owner, Side side, long quantity) {
        return new Place(
                Ids.next(), owner, OrderType.MARKET, side, 0, quantity, TimeInForce.IOC, SelfTrade.EXPIRE_TAKER);
    }

    private Order placed(Place place) {
        return placed(matcher, place);
    }

    private static Order placed(Matcher matcher, Place place) {
        Outcome outcome = matcher.submit(place);
        assertThat(outcome.refused()).isNull();
        return Objects.requireNonNull(outcome.order());
    }

    private void assertRefused(Command command, String code) {
        DomainException refused = matcher.submit(command).refused();
        assertThat(refused).isNotNull();
        assertThat(Objects.requireNonNull(refused).code()).isEqualTo(code);
    }

    private String row(UUID order) {
        return jdbc.sql("select status || ' ' || filled || ' ' || prevented || ' ' || cancelled || ' ' || remaining"
                        + " from trading.spot_order where id = ?")
                .param(order)
                .query(String.class)
                .single();
    }

    private int orders() {
        return jdbc.sql("select count(*) from trading.spot_order where market = ?")
                .param(market.id())
                .query(Integer.class)
                .single();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = TestDatabase.dataSource(TestMarket.URL).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Numbered<T extends @Nullable Object> {
        T call(int number) throws Exception;
    }

    private static <T extends @Nullable Object> List<T> atOnce(int times, Numbered<T> work)
            throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = IntStream.range(0, times)
                    .mapToObj(number -> threads.submit(() -> work.call(number)))
                    .toList();
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            return all.stream().map(Future::resultNow).toList();
        }
    }
}
