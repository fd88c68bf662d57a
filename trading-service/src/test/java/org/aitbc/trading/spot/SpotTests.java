package org.aitbc.trading.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.TradeLedger.*;
import org.aitbc.domain.payment.TradeLedger.Reserves;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.TradingTest;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.fake.FakeTradeLedger;
import org.aitbc.trading.matching.*;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.JsonNode;

class SpotTests extends TradingTest {

    private static final String MARKET = "AITBC-ETH";

    @Autowired
    private FakeTradeLedger ledger;

    @Autowired
    private Markets markets;

    @Autowired
    private Matchers matchers;

    @Autowired
    private ReserveSweep reserveSweep;

    @Autowired
    private ExpirySweep expirySweep;

    @Autowired
    private ReserveAudit reserveAudit;

    @Autowired
    private Sweeps sweeps;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Candles candles;

    @Autowired
    private Tapes tapes;

    @Autowired
    private DataSource database;

    private final String buyer = someone("buyer");

    /** An empty book: markets are shared by all tests. */
    @BeforeEach
    void begin() {
        for (Market market : markets.all()) {
            matchers.of(market).submit(new Resume());
            jdbc.sql("select id from trading.spot_order where market = ? and remaining > 0")
                    .param(market.id())
                    .query(UUID.class)
                    .list()
                    .forEach(id -> matchers.of(market).submit(new Cancel(id)));
        }
        settled();
        ledger.fund(seller, "1000", Currency.AITBC);
        ledger.fund(buyer, "1", Currency.ETH);
    }

    @AfterEach
    void end() {
        ledger.goAway(false);
        clock.run();
    }

    @Nested
    class Money {

        @Test
        void aTradeIsPaidAtTheRestingPriceLessFeesAndTheRestComesBack() {
            String ask = id(place(seller, "sell", "0.0001", "100", ""));
            assertThat(ledger.reserved(seller, Currency.AITBC)).isEqualByComparingTo("100");
            JsonNode bid = read(place(buyer, "buy", "0.00012", "40", ", \"time_in_force\": \"ioc\""));
            assertThat(bid.path("status").asString()).isEqualTo("filled");
            settled();
            assertThat(ledger.available(buyer, Currency.AITBC)).isEqualByComparingTo("39.96");
            assertThat(ledger.available(buyer, Currency.ETH)).isEqualByComparingTo("0.996");
            assertThat(ledger.available(seller, Currency.ETH)).isEqualByComparingTo("0.004");
            assertThat(ledger.reserved(buyer, Currency.ETH)).isZero();
            assertThat(ledger.reserved(seller, Currency.AITBC)).isEqualByComparingTo("60");
            assertThat(cancel(seller, ask)).hasStatusOk();
            settled();
            assertThat(ledger.available(seller, Currency.AITBC)).isEqualByComparingTo("960");
            JsonNode fill = read(get(buyer, "/v1/trading/fills")).path(0);
            assertThat(fill.path("fee").decimalValue()).isEqualByComparingTo("0.04");
            assertThat(fill.path("role").asString()).isEqualTo("taker");
            assertThat(fill.path("settled").booleanValue()).isTrue();
            assertThat(id(bid)).isEqualTo(fill.path("order_id").asString());
            JsonNode sold = read(get(seller, "/v1/trading/fills?order=" + ask)).path(0);
            assertThat(sold.path("order_id").asString()).isEqualTo(ask);
            assertThat(sold.path("role").asString()).isEqualTo("maker");
        }

        @Test
        void aFeeIsRoundedDown() {
            place(buyer, "buy", "0.00012345", "7", "");
            place(seller, "sell", "0.00012345", "7", "");
            settled();
            assertThat(ledger.available(seller, Currency.ETH)).isEqualByComparingTo("0.00086329");
            assertThat(ledger.available(buyer, Currency.AITBC)).isEqualByComparingTo("7");
        }

        /** What is left of the budget comes back, and nothing of it stays in the book. */
        @Test
        void aMarketOrderCostsItsBudgetAtMost() {
            place(seller, "sell", "0.0001", "100", "");
            place(buyer, "buy", "0.0001", "10", "");
            place(seller, "sell", "0.0002", "100", "");
            JsonNode bid = read(post(buyer, "/v1/trading/orders", """
                {"market": "%s", "type": "market", "side": "buy", "quote_quantity": 0.01911, "client_order_id": "m"}\
                """.formatted(MARKET)));
            assertThat(bid.path("status").asString()).isEqualTo("filled");
            assertThat(bid.path("quantity").intValue()).isEqualTo(140);
            assertThat(bid.path("price").isNull()).isTrue();
            settled();
            // 10 and 90 at 0.0001, 50 at 0.0002, and 0.00011 of the budget buys nothing
            assertThat(ledger.available(buyer, Currency.ETH)).isEqualByComparingTo("0.98");
            assertThat(ledger.reserved(buyer, Currency.ETH)).isZero();
            assertThat(ledger.available(buyer, Currency.AITBC)).isEqualByComparingTo("149.85");
            JsonNode same = read(post(buyer, "/v1/trading/orders", """
                {"market": "%s", "type": "market", "side": "buy", "quote_quantity": 0.01911, "client_order_id": "m"}\
                """.formatted(MARKET)));
            assertThat(same).isEqualTo(read(get(buyer, "/v1/trading/orders/" + id(bid))));
            assertThat(ledger.available(buyer, Currency.ETH)).isEqualByComparingTo("0.98");
        }

        @Test
        void aMarketOrderThatSellsGivesBackWhatNobodyBuys() {
            place(buyer, "buy", "0.0001", "100", "");
            place(seller, "sell", "0.0001", "40", "");
            JsonNode ask = read(post(seller, "/v1/trading/orders", """
                {"market": "%s", "type": "market", "side": "sell", "quantity": 500}\
                """.formatted(MARKET)));
            assertThat(ask.path("status").asString()).isEqualTo("expired");
            assertThat(ask.path("filled_quantity").intValue()).isEqualTo(60);
            settled();
            assertThat(ledger.available(seller, Currency.AITBC)).isEqualByComparingTo("900");
            assertThat(ledger.reserved(seller, Currency.AITBC)).isZero();
        }

        @Test
        void anOrderWhoseTimeIsOverExpiresAndGivesItsMoneyBack() {
            String until = clock.now().plusSeconds(60).toString();
            String bid = id(place(buyer, "buy", "0.0001", "100", ", \"valid_until\": \"" + until + "\""));
            expirySweep.expire();
            assertThat(status(bid)).isEqualTo("new");
            jdbc.sql("update trading.spot_order set valid_until = now() where id = ?")
                    .param(Ids.parse(bid))
                    .update();
            expirySweep.expire();
            assertThat(status(bid)).isEqualTo("expired");
            settled();
            assertThat(ledger.available(buyer, Currency.ETH)).isEqualByComparingTo("1");
            assertInvalidOrder(", \"price\": 0.0001, \"quantity\": 100, \"valid_until\": \"2001-01-01T00:00:00Z\"");
            assertThat(ledger.reserved(buyer, Currency.ETH)).isZero();
        }

        private String status(String order) {
            return read(get(buyer, "/v1/trading/orders/" + order))
                    .path("status")
                    .asString();
        }

        @Test
        void anOpenOrderReservesWhatItCanStillCost() {
            UUID bid = Ids.parse(id(place(buyer, "buy", "0.00012", "1000", "")));
            assertThat(ledger.left(bid)).isEqualByComparingTo("0.12");
            place(seller, "sell", "0.0001", "300", "");
            settled();
            // the bid rested, so it pays its own price
            assertThat(ledger.left(bid)).isEqualByComparingTo("0.084");
            assertThat(amend(buyer, Ids.text(bid), "500")).hasStatusOk();
            settled();
            assertThat(ledger.left(bid)).isEqualByComparingTo("0.024");
            ledger.fund(buyer, "50", Currency.AITBC);
            place(buyer, "sell", "0.00012", "50", ", \"self_trade_prevention\": \"decrement\"");
            settled();
            assertThat(ledger.left(bid)).isEqualByComparingTo("0.018");
            cancel(buyer, Ids.text(bid));
            settled();
            assertThat(ledger.left(bid)).isNull();
            assertThat(ledger.reserved(buyer, Currency.ETH)).isZero();
        }

        @Test
        void aTakerWhoseRestStaysGetsABetterPriceBackAtOnce() {
            place(seller, "sell", "0.0001", "100", "");
            UUID bid = Ids.parse(id(place(buyer, "buy", "0.0002", "150", "")));
            settled();
            assertThat(ledger.left(bid)).isEqualByComparingTo("0.01");
            assertThat(ledger.available(buyer, Currency.ETH)).isEqualByComparingTo("0.98");
        }

        @Test
        void whatIsRefusedReservesNothing() {
            assertProblem(place(buyer, "buy", "0.0002", "5001", ""), 402, "INSUFFICIENT_FUNDS");
            admin("halt", "{\"reason\": \"test\"}");
            assertProblem(place(buyer, "buy", "0.0001", "100", ""), 409, "MARKET_HALTED");
            assertThat(ledger.reserved(buyer, Currency.ETH)).isZero();
            assertThat(ledger.available(buyer, Currency.ETH)).isEqualByComparingTo("1");
        }

        @Test
        void whatCannotRestOrTakeIsGivenBack() {
            place(seller, "sell", "0.0001", "100", "");
            for (String force : List.of("fok", "post_only")) {
                JsonNode order = read(place(buyer, "buy", "0.0001", "101", ", \"time_in_force\": \"" + force + "\""));
                assertThat(order.path("status").asString()).isEqualTo("expired");
            }
            settled();
            assertThat(ledger.available(buyer, Currency.ETH)).isEqualByComparingTo("1");
        }

        @Test
        void whilePaymentsAreAwayNothingIsPlacedAndFillsAreMadeUpFor() {
            String bid = id(place(buyer, "buy", "0.0001", "100", ""));
            place(seller, "sell", "0.0001", "100", "");
            settled();
            String ask = id(place(seller, "sell", "0.0001", "100", ""));
            long before = seq();
            ledger.goAway(true);
            assertProblem(place(buyer, "buy", "0.0001", "100", ""), 503, "SERVICE_UNAVAILABLE");
            assertThat(seq()).isEqualTo(before);
            assertThat(cancel(seller, ask)).hasStatusOk();
            assertThat(unsettled()).isOne();
            ledger.goAway(false);
            settled();
            assertThat(ledger.available(seller, Currency.AITBC)).isEqualByComparingTo("900");
            assertProblem(cancel(buyer, bid), 409, "ORDER_CLOSED");
        }

        /** The answer of the ledger, or the order itself, was lost halfway. */
        @Test
        void aReserveThatNoOrderHasIsReleasedAndOneWithAnOrderIsNot() {
            UUID lost = Ids.next();
            ledger.reserve(new Reserves(List.of(new Reserve(lost, buyer, Currency.ETH, new BigDecimal("0.5")))));
            UUID bid = Ids.parse(id(place(buyer, "buy", "0.0001", "100", "")));
            reserveSweep.releaseUnused();
            assertThat(ledger.left(lost)).isEqualByComparingTo("0.5");
            clock.stop();
            clock.forward(Duration.ofSeconds(61));
            reserveSweep.releaseUnused();
            reserveSweep.releaseUnused();
            assertThat(ledger.left(lost)).isNull();
            assertThat(ledger.left(bid)).isEqualByComparingTo("0.01");
        }

        @Test
        void aMarketWhoseReservesAreNotWhatItsOrdersCanCostIsHalted() {
            UUID bid = Ids.parse(id(place(buyer, "buy", "0.0001", "100", "")));
            place(seller, "sell", "0.0001", "30", "");
            settled();
            reserveAudit.compare();
            assertThat(read(get("/v1/trading/markets/" + MARKET)).path("state").asString())
                    .isEqualTo("open");
            Draw lost = new Draw(bid, Currency.ETH, List.of(new Share(buyer, new BigDecimal("0.00000001"))));
            ledger.move(new Moves(List.of(new Move(Ids.next(), "test", List.of(lost), List.of()))));
            reserveAudit.compare();
            JsonNode halted = read(get("/v1/trading/markets/" + MARKET));
            assertThat(halted.path("state").asString()).isEqualTo("halted");
            assertThat(halted.path("reason").asString()).contains(bid + " has 0.00699999");
            assertThat(meters.get("aitbc.trading.reserves.differing").gauge().value())
                    .isOne();
            reserveAudit.compare();
            assertThat(read(get("/v1/trading/markets/" + MARKET)).path("seq")).isEqualTo(halted.path("seq"));
            // an administrator knows of this one, and not of another
            admin("resume", "{}");
            reserveAudit.compare();
            assertThat(read(get("/v1/trading/markets/" + MARKET)).path("state").asString())
                    .isEqualTo("open");
            assertThat(meters.get("aitbc.trading.reserves.differing").gauge().value())
                    .isOne();
            UUID other = Ids.parse(id(place(buyer, "buy", "0.00009", "100", "")));
            Draw more = new Draw(other, Currency.ETH, List.of(new Share(buyer, new BigDecimal("0.00000001"))));
            ledger.move(new Moves(List.of(new Move(Ids.next(), "test", List.of(more), List.of()))));
            reserveAudit.compare();
            assertThat(read(get("/v1/trading/markets/" + MARKET)).path("reason").asString())
                    .contains(other + " has 0.00899999");
        }

        /** Nor after a restart: the journal says which order it was halted for. */
        @Test
        void anotherLeaderDoesNotHaltOnceMoreWhatWasResumed() {
            UUID bid = Ids.parse(id(place(buyer, "buy", "0.0001", "100", "")));
            Draw lost = new Draw(bid, Currency.ETH, List.of(new Share(buyer, new BigDecimal("0.00000001"))));
            ledger.move(new Moves(List.of(new Move(Ids.next(), "test", List.of(lost), List.of()))));
            reserveAudit.compare();
            admin("resume", "{}");
            MeterRegistry own = new SimpleMeterRegistry();
            new ReserveAudit(jdbc, ledger, sweeps, markets, matchers, own).compare();
            assertThat(own.get("aitbc.trading.reserves.differing").gauge().value())
                    .isOne();
            assertThat(read(get("/v1/trading/markets/" + MARKET)).path("state").asString())
                    .isEqualTo("open");
        }

        /** A move that the ledger refuses is a bug: its money stays where it is, and that of others comes back. */
        @Test
        void aMarketWhoseMoveIsRefusedIsHalted() {
            String other = id(place(seller, "sell", "0.0003", "10", ""));
            UUID bid = Ids.parse(id(place(buyer, "buy", "0.0002", "100", "")));
            ledger.move(new Moves(List.of(PlaceOrder.releaseOf(bid))));
            place(seller, "sell", "0.0002", "100", "");
            await().until(() -> read(get("/v1/trading/markets/" + MARKET))
                    .path("state")
                    .asString()
                    .equals("halted"));
            cancel(seller, other);
            await().until(() -> unsettled() == 1);
            assertThat(ledger.available(buyer, Currency.AITBC)).isZero();
            assertThat(ledger.reserved(seller, Currency.AITBC)).isEqualByComparingTo("100");
            assertProblem(place(seller, "sell", "0.0002", "100", ""), 409, "MARKET_HALTED");
            // as long as it is refused
            admin("resume", "{}");
            await().until(() -> read(get("/v1/trading/markets/" + MARKET))
                    .path("state")
                    .asString()
                    .equals("halted"));
            jdbc.sql("delete from trading.move").update();
        }
    }

    @Nested
    class Orders {

        @Test
        void aClientOrderIdIsPlacedOnce() throws InterruptedException {
            List<String> ids =
                    atOnce(8, () -> id(place(buyer, "buy", "0.0001", "100", ", \"client_order_id\": \"a\"")));
            assertThat(ids).containsOnly(ids.getFirst());
            settled();
            assertThat(ledger.reserved(buyer, Currency.ETH)).isEqualByComparingTo("0.01");
            assertProblem(
                    place(buyer, "buy", "0.0001", "101", ", \"client_order_id\": \"a\""),
                    422,
                    "IDEMPOTENCY_KEY_REUSED");
            JsonNode found = read(get(buyer, "/v1/trading/orders?client_order_id=a"));
            assertThat(found.at("/items/0/id").asString()).isEqualTo(ids.getFirst());
            cancel(buyer, ids.getFirst());
            assertThat(id(place(buyer, "buy", "0.0001", "100", ", \"client_order_id\": \"a\"")))
                    .isEqualTo(ids.getFirst());
        }

        /** Its first request has all the money, and waits for its commit. */
        @Test
        void aNamedOrderIsNotRefusedWhileItIsBeingPlaced() throws Exception {
            String name = ", \"client_order_id\": \"slow\"";
            try (Connection other = database.getConnection();
                    Statement statement = other.createStatement();
                    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                other.setAutoCommit(false);
                statement.execute("select from trading.market where id = '%s' for update".formatted(MARKET));
                Future<String> first = threads.submit(() -> id(place(buyer, "buy", "0.0001", "10000", name)));
                await().until(() -> ledger.available(buyer, Currency.ETH).signum() == 0);
                assertProblem(place(buyer, "buy", "0.0001", "10000", name), 503, "SERVICE_UNAVAILABLE");
                assertProblem(place(buyer, "buy", "0.0001", "10000", ""), 402, "INSUFFICIENT_FUNDS");
                other.rollback();
                String placed = first.get();
                assertThat(id(place(buyer, "buy", "0.0001", "10000", name))).isEqualTo(placed);
            }
            assertProblem(
                    place(buyer, "buy", "0.0001", "1", ", \"client_order_id\": \"poor\""), 402, "INSUFFICIENT_FUNDS");
        }

        /** Both markets look for the name before the other has it, and the database refuses one. */
        @Test
        void aClientOrderIdOnTwoMarketsAtOnceReservesForOneOrder() throws InterruptedException {
            ledger.fund(buyer, "1", Currency.BTC);
            for (int name = 0; name < 10; name++) {
                String order = """
                    {"market": "%s", "side": "buy", "price": 0.0001, "quantity": 100, "client_order_id": "%d"}\
                    """.formatted("%s", name);
                AtomicInteger number = new AtomicInteger();
                atOnce(
                        2,
                        () -> post(
                                buyer,
                                "/v1/trading/orders",
                                order.formatted(number.getAndIncrement() == 0 ? MARKET : "AITBC-BTC")));
            }
            assertThat(ledger.reserved(buyer, Currency.ETH).add(ledger.reserved(buyer, Currency.BTC)))
                    .isEqualByComparingTo("0.1");
        }

        @ParameterizedTest
        @CsvSource({
            "0.000000015, 100, PRICE_TICK",
            "0.0001, 1.5, LOT_SIZE",
            "0.00000001, 1, MIN_NOTIONAL",
            "0, 100, VALIDATION_ERROR",
            "0.0001, -1, VALIDATION_ERROR"
        })
        void anOrderKeepsTheRulesOfItsMarket(String price, String quantity, String code) {
            // nine decimals are more than an amount may have
            String expected = price.length() > 10 ? "VALIDATION_ERROR" : code;
            assertProblem(place(buyer, "buy", price, quantity, ""), 422, expected);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\"type\": \"market\", \"quantity\": 100",
                    "\"type\": \"market\", \"quote_quantity\": 0.01, \"price\": 0.0001",
                    "\"type\": \"market\", \"quote_quantity\": 0.01, \"time_in_force\": \"gtc\"",
                    "\"quote_quantity\": 0.01, \"price\": 0.0001",
                    "\"quantity\": 100",
                    "\"price\": 0.0001, \"quantity\": 100, \"time_in_force\": \"ioc\", \"valid_until\": \"2001-01-01T00:00:00Z\""
                })
        void anOrderHasWhatItsKindNeedsAndNothingElse(String more) {
            assertInvalidOrder(", " + more);
        }

        @Test
        void aPriceIsAMultipleOfItsTick() {
            ledger.fund(buyer, "1000", Currency.USDT);
            assertProblem(post(buyer, "/v1/trading/orders", """
                {"market": "ETH-USDT", "side": "buy", "price": 2000.001, "quantity": 0.1}\
                """), 422, "PRICE_TICK");
        }

        @Test
        void anotherHasNoSuchOrder() {
            String bid = id(place(buyer, "buy", "0.0001", "100", ""));
            assertProblem(get(seller, "/v1/trading/orders/" + bid), 404, "ORDER_NOT_FOUND");
            assertProblem(cancel(seller, bid), 404, "ORDER_NOT_FOUND");
            assertProblem(amend(seller, bid, "50"), 404, "ORDER_NOT_FOUND");
            assertThat(read(get(seller, "/v1/trading/orders")).path("items")).isEmpty();
            assertThat(read(get(buyer, "/v1/trading/orders/" + bid))
                            .path("status")
                            .asString())
                    .isEqualTo("new");
        }

        @Test
        void anAmendmentOnlyReducesAndKeepsItsPlace() {
            String first = id(place(seller, "sell", "0.0001", "100", ""));
            id(place(seller, "sell", "0.0001", "100", ""));
            assertProblem(amend(seller, first, "100"), 422, "AMEND_ONLY_REDUCES");
            JsonNode amended = read(amend(seller, first, "60"));
            assertThat(amended.path("remaining_quantity").intValue()).isEqualTo(60);
            // written out it has a hundred million digits
            assertProblem(amend(seller, first, "1e100000000"), 422, "VALIDATION_ERROR");
            assertProblem(amend(seller, first, "1e-100000000"), 422, "VALIDATION_ERROR");
            place(buyer, "buy", "0.0001", "60", "");
            assertThat(read(get(seller, "/v1/trading/orders/" + first))
                            .path("status")
                            .asString())
                    .isEqualTo("filled");
        }

        @Test
        void aTradeWithOneselfIsListedAsPrevented() {
            String bid = id(place(buyer, "buy", "0.0001", "100", ""));
            ledger.fund(buyer, "100", Currency.AITBC);
            String ask = id(place(buyer, "sell", "0.0001", "40", ""));
            JsonNode prevented = read(get(buyer, "/v1/trading/prevented-matches?market=" + MARKET));
            assertThat(prevented).hasSize(1);
            assertThat(prevented.at("/0/maker_order_id").asString()).isEqualTo(bid);
            assertThat(prevented.at("/0/taker_order_id").asString()).isEqualTo(ask);
            assertThat(prevented.at("/0/quantity").intValue()).isEqualTo(40);
            assertThat(read(get(seller, "/v1/trading/prevented-matches"))).isEmpty();
            assertThat(read(get(buyer, "/v1/trading/prevented-matches?market=BTC-USDT")))
                    .isEmpty();
        }

        @Test
        void allOpenOrdersOfAMarketAreCancelled() {
            for (int i = 1; i <= 3; i++) {
                place(buyer, "buy", "0.0001", "100", "");
            }
            MvcTestResult answer = as(buyer, Role.CLIENT, HttpMethod.DELETE, "/v1/trading/orders?market=" + MARKET)
                    .exchange();
            assertThat(read(answer).path("cancelled").intValue()).isEqualTo(3);
            assertThat(read(get(buyer, "/v1/trading/orders?open=true")).path("items"))
                    .isEmpty();
            assertThat(read(get(buyer, "/v1/trading/orders?status=cancelled&limit=2"))
                            .path("items"))
                    .hasSize(2);
        }
    }

    @Nested
    class MarketData {

        @Test
        void theBookTheTapeAndTheCandlesShowWhatHappened() {
            place(seller, "sell", "0.0001", "100", "");
            place(seller, "sell", "0.0001", "50", "");
            place(seller, "sell", "0.0002", "10", "");
            place(buyer, "buy", "0.0001", "30", "");
            place(buyer, "buy", "0.00005", "7", "");
            JsonNode book = read(get("/v1/trading/markets/" + MARKET + "/book?depth=1"));
            assertThat(book.at("/asks/0/price").decimalValue()).isEqualByComparingTo("0.0001");
            assertThat(book.at("/asks/0/quantity").intValue()).isEqualTo(120);
            assertThat(book.path("asks")).hasSize(1);
            assertThat(book.at("/bids/0/quantity").intValue()).isEqualTo(7);
            assertThat(book.path("seq").longValue()).isEqualTo(seq());
            JsonNode trade =
                    read(get("/v1/trading/markets/" + MARKET + "/trades")).path(0);
            assertThat(trade.path("quantity").intValue()).isEqualTo(30);
            assertThat(trade.path("taker_side").asString()).isEqualTo("buy");
            JsonNode candles = read(get("/v1/trading/markets/" + MARKET + "/candles?interval=1h&limit=2"));
            assertThat(candles.path(candles.size() - 1).path("close").decimalValue())
                    .isEqualByComparingTo("0.0001");
            assertThat(read(get("/v1/trading/markets/" + MARKET)).path("last").decimalValue())
                    .isEqualByComparingTo("0.0001");
            assertThat(read(get("/v1/trading/markets/" + MARKET + "/integrity"))
                            .path("verified")
                            .booleanValue())
                    .isTrue();
            assertProblem(get("/v1/trading/markets/" + MARKET + "/candles?interval=2m"), 422, "VALIDATION_ERROR");
            assertProblem(get("/v1/trading/markets/DOGE-ETH"), 404, "MARKET_NOT_FOUND");
        }

        /** Before and after minutes are summed, and with a trade after that. */
        @Test
        void candlesAreTheSameFromSumsAndFromFills() {
            place(seller, "sell", "0.0001", "100", "");
            place(buyer, "buy", "0.0001", "30", "");
            // nothing is over in a test that is quick, so the trade is copied into the past
            jdbc.sql("""
                insert into trading.fill
                select market, -seq * 10 - i, n, maker, taker, buyer, seller, taker_side, price + i, quantity, buyer_fee, seller_fee,
                  at - i * interval '50 minutes'
                from trading.fill, generate_series(1, 4) i where market = ? and seq = (select max(seq) from trading.fill where market = ?)\
                """).params(MARKET, MARKET).update();
            for (String interval : List.of("1m", "1h", "1d")) {
                jdbc.sql("delete from trading.candle").update();
                String path = "/v1/trading/markets/" + MARKET + "/candles?limit=500&interval=" + interval;
                JsonNode before = read(get(path));
                candles.sum();
                candles.sum();
                assertThat(jdbc.sql("select count(*) from trading.candle where market = ?")
                                .param(MARKET)
                                .query(Integer.class)
                                .single())
                        .isGreaterThanOrEqualTo(4);
                assertThat(read(get(path))).isEqualTo(before);
            }
            JsonNode last = read(get("/v1/trading/markets/" + MARKET + "/candles?interval=1d&limit=1"))
                    .path(0);
            place(buyer, "buy", "0.0001", "30", "");
            JsonNode now = read(get("/v1/trading/markets/" + MARKET + "/candles?interval=1d&limit=1"))
                    .path(0);
            assertThat(now.path("trades").longValue())
                    .isEqualTo(last.path("trades").longValue() + 1);
        }

        @Test
        void theFeedStartsWithTheBookAndTellsEachChange() {
            place(seller, "sell", "0.0001", "100", "");
            MvcTestResult stream = http.get()
                    .uri("/v1/trading/markets/" + MARKET + "/stream")
                    .accept(MediaType.TEXT_EVENT_STREAM)
                    .asyncExchange();
            await().until(() -> body(stream).contains("event:snapshot"));
            place(buyer, "buy", "0.0001", "30", "");
            await().until(() ->
                    body(stream).contains("event:trade") && body(stream).contains("id:" + seq()));
        }

        @Test
        void oneCallerHasTwentyStreams() {
            for (int i = 0; i < 20; i++) {
                assertThat(stream(buyer).getResponse().getStatus()).isEqualTo(200);
            }
            MvcTestResult refused = stream(buyer);
            assertProblem(refused, 429, "TOO_MANY_REQUESTS");
            assertThat(refused).hasHeader("Retry-After", "15");
            assertThat(stream(seller).getResponse().getStatus()).isEqualTo(200);
        }

        private MvcTestResult stream(String follower) {
            return as(follower, Role.CLIENT, HttpMethod.GET, "/v1/trading/markets/" + MARKET + "/stream")
                    .accept(MediaType.TEXT_EVENT_STREAM)
                    .asyncExchange();
        }

        /** Rather than all that it was too slow for. */
        @Test
        void aFollowerThatIsTooSlowGetsASnapshot() {
            Market market = markets.require("BTC-USDT");
            Sluggish reader = new Sluggish();
            Thread follower = Thread.startVirtualThread(new Follower(tapes.of(market), reader, null));
            await().until(() -> reader.events.size() == 1);
            for (int i = 0; i < 9; i++) {
                matchers.of(market).submitAll(Collections.nCopies(500, new Resume()));
            }
            tapes.current(market);
            reader.goesOn.countDown();
            await().until(() -> reader.events.size() == 2);
            assertThat(reader.events).allMatch(event -> event.startsWith("event:snapshot"));
            follower.interrupt();
        }

        @Test
        void aFollowerResumesWhereItWas() throws InterruptedException {
            Tape tape = tapes.of(markets.require(MARKET));
            place(seller, "sell", "0.0001", "100", "");
            tapes.current(markets.require(MARKET));
            long seen = seq();
            place(buyer, "buy", "0.0001", "30", "");
            tapes.current(markets.require(MARKET));
            assertThat(tape.await(seen, 1).changes()).hasSize(1);
            assertThat(tape.await(seen, 1).snapshot()).isNull();
            assertThat(tape.await(seen - 1_000_000, 1).snapshot()).isNotNull();
            assertThat(tape.await(seen + 1_000_000, 1).snapshot()).isNotNull();
        }

        @Test
        void aMarketThatDiffersFromItsJournalIsHalted() {
            String market = "BTC-USDT";
            ledger.fund(seller, "1", Currency.BTC);
            UUID ask = Ids.parse(id(post(seller, "/v1/trading/orders", """
                {"market": "%s", "side": "sell", "price": 50000, "quantity": 0.5}\
                """.formatted(market))));
            tapes.compare();
            assertThat(read(get("/v1/trading/markets/" + market)).path("state").asString())
                    .isEqualTo("open");
            jdbc.sql("update trading.spot_order set cancelled = 1, remaining = remaining - 1 where id = ?")
                    .param(ask)
                    .update();
            tapes.compare();
            JsonNode halted = read(get("/v1/trading/markets/" + market));
            assertThat(halted.path("state").asString()).isEqualTo("halted");
            assertThat(halted.path("reason").asString()).contains("replay differs");
            tapes.compare();
            JsonNode again = read(get("/v1/trading/markets/" + market));
            assertThat(again.path("seq")).isEqualTo(halted.path("seq"));
            // it is mended, and an administrator resumes
            jdbc.sql("update trading.spot_order set cancelled = 0, remaining = remaining + 1 where id = ?")
                    .param(ask)
                    .update();
            matchers.of(markets.require(market)).submit(new Resume());
            tapes.compare();
            assertThat(read(get("/v1/trading/markets/" + market + "/integrity"))
                            .path("verified")
                            .booleanValue())
                    .isTrue();
            assertThat(read(get("/v1/trading/markets/" + market)).path("state").asString())
                    .isEqualTo("open");
        }

        /** A newer version has written to the first market what is not known here. */
        @Test
        void aMarketWhoseJournalCannotBeReadKeepsNoOtherFromBeingFollowed() {
            String market = "AITBC-BTC";
            long before = tapes.current(markets.require(market)).seq();
            jdbc.sql("""
                insert into trading.command (market, seq, previous, previous_hash, at, command, effects, hash)
                select id, seq + 1, seq, hash, at, 'auction 1', '', '\\x01' from trading.market where id = ?\
                """).param(market).update();
            try {
                place(seller, "sell", "0.0001", "100", "");
                tapes.compare();
                Tape tape = tapes.of(markets.require(MARKET));
                await().until(() -> tape.seq() == seq());
                assertThat(tapes.current(markets.require(market)).seq()).isEqualTo(before);
                assertThat(read(get("/v1/trading/markets/" + market))
                                .path("state")
                                .asString())
                        .isEqualTo("open");
            } finally {
                // the journal is append-only, and other tests go on with this market
                jdbc.sql("alter table trading.command disable trigger command_append_only")
                        .update();
                jdbc.sql("delete from trading.command where market = ? and command = 'auction 1'")
                        .param(market)
                        .update();
                jdbc.sql("alter table trading.command enable trigger command_append_only")
                        .update();
            }
        }

        @Test
        void onlyAnAdminHaltsAndResumes() {
            String path = "/v1/trading/markets/" + MARKET + "/halt";
            assertProblem(post(client, path, "{\"reason\": \"x\"}"), 403, "ROLE_NOT_ALLOWED");
            assertThat(admin("halt", "{\"reason\": \"maintenance\"}")
                            .path("state")
                            .asString())
                    .isEqualTo("halted");
            assertThat(admin("resume", "{}").path("state").asString()).isEqualTo("open");
        }
    }

    /** Reads its first event for a long time. */
    private static final class Sluggish extends SseEmitter {

        private final List<String> events = new CopyOnWriteArrayList<>();
        private final CountDownLatch goesOn = new CountDownLatch(1);

        @Override
        public void send(SseEventBuilder event) {
            events.add(event.build().iterator().next().getData().toString());
            try {
                goesOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What everybody has at the end is what the fills say, to the last decimal. */
    @Test
    void manyClientsLoseAndGainExactlyWhatTheirFillsSay() throws InterruptedException {
        List<String> traders = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            traders.add(someone("trader"));
            for (Currency currency : List.of(Currency.AITBC, Currency.ETH, Currency.USDT)) {
                ledger.fund(traders.get(i), "100000", currency);
            }
        }
        // a market order needs a last price
        for (boolean small : List.of(true, false)) {
            post(traders.getFirst(), "/v1/trading/orders", order(small, "buy", small ? "100" : "0.1"));
            post(traders.getLast(), "/v1/trading/orders", order(small, "sell", small ? "100" : "0.1"));
        }
        BigDecimal eth = ledger.total(Currency.ETH);
        AtomicInteger number = new AtomicInteger();
        atOnce(traders.size(), () -> {
            int i = number.getAndIncrement();
            Random random = new Random(i);
            for (int turn = 0; turn < 8; turn++) {
                act(traders.get(i), random);
            }
            return i;
        });
        for (String trader : traders) {
            for (String market : List.of("AITBC-ETH", "ETH-USDT")) {
                as(trader, Role.CLIENT, HttpMethod.DELETE, "/v1/trading/orders?market=" + market)
                        .exchange();
            }
        }
        settled();
        assertThat(ledger.total(Currency.ETH)).isEqualByComparingTo(eth);
        for (String trader : traders) {
            for (Currency currency : List.of(Currency.AITBC, Currency.ETH, Currency.USDT)) {
                assertThat(ledger.reserved(trader, currency)).isZero();
                assertThat(ledger.available(trader, currency))
                        .isEqualByComparingTo(new BigDecimal("100000").add(gained(trader, currency)));
            }
        }
        tapes.compare();
        assertThat(read(get("/v1/trading/markets/AITBC-ETH")).path("state").asString())
                .isEqualTo("open");
    }

    private static String order(boolean small, String side, String quantity) {
        return """
            {"market": "%s", "side": "%s", "price": %s, "quantity": %s}\
            """.formatted(small ? "AITBC-ETH" : "ETH-USDT", side, small ? "0.00015" : "2000.5", quantity);
    }

    private void act(String trader, Random random) {
        boolean small = random.nextBoolean();
        if (random.nextInt(6) == 0) {
            read(post(trader, "/v1/trading/orders", """
                {"market": "%s", "type": "market", %s}\
                """.formatted(
                            small ? "AITBC-ETH" : "ETH-USDT",
                            random.nextBoolean()
                                    ? "\"side\": \"buy\", \"quote_quantity\": " + (small ? "0.0123" : "345.67")
                                    : "\"side\": \"sell\", \"quantity\": " + (small ? "77" : "0.0777"))));
            return;
        }
        String market = small ? "AITBC-ETH" : "ETH-USDT";
        JsonNode order = read(post(trader, "/v1/trading/orders", """
            {"market": "%s", "side": "%s", "price": %s, "quantity": %s, "self_trade_prevention": "%s"}\
            """.formatted(
                        market,
                        random.nextBoolean() ? "buy" : "sell",
                        small ? "0.0001" + random.nextInt(10) : "2000." + random.nextInt(10),
                        small ? 10 + random.nextInt(90) : "0." + (1000 + random.nextInt(9000)),
                        List.of("expire_taker", "expire_maker", "expire_both", "decrement")
                                .get(random.nextInt(4)))));
        String id = order.path("id").asString();
        if (random.nextInt(4) == 0) {
            cancel(trader, id);
        } else if (random.nextInt(4) == 0) {
            amend(trader, id, small ? "5" : "0.05");
        }
    }

    private BigDecimal gained(String trader, Currency currency) {
        return jdbc.sql("""
            select coalesce(sum(case
              when buyer = :trader and m.base = :currency then quantity * lot - buyer_fee
              when seller = :trader and m.base = :currency then -quantity * lot
              when seller = :trader and m.quote = :currency then price * tick * quantity * lot - seller_fee
              when buyer = :trader and m.quote = :currency then -price * tick * quantity * lot
              else 0 end), 0)
            from trading.fill f join trading.market m on m.id = f.market
            where buyer = :trader or seller = :trader\
            """)
                .param("trader", trader)
                .param("currency", currency.name())
                .query(BigDecimal.class)
                .single();
    }

    private MvcTestResult place(String owner, String side, String price, String quantity, String more) {
        return post(owner, "/v1/trading/orders", """
            {"market": "%s", "side": "%s", "price": %s, "quantity": %s%s}\
            """.formatted(MARKET, side, price, quantity, more));
    }

    private void assertInvalidOrder(String more) {
        assertProblem(
                post(buyer, "/v1/trading/orders", "{\"market\": \"%s\", \"side\": \"buy\"%s}".formatted(MARKET, more)),
                422,
                "VALIDATION_ERROR");
    }

    private static String id(MvcTestResult placed) {
        assertThat(placed).hasStatus(201);
        return id(json(placed));
    }

    private static String id(JsonNode order) {
        return order.path("id").asString();
    }

    private MvcTestResult cancel(String owner, String order) {
        return as(owner, Role.CLIENT, HttpMethod.DELETE, "/v1/trading/orders/" + order)
                .exchange();
    }

    private MvcTestResult amend(String owner, String order, String quantity) {
        return as(owner, Role.CLIENT, HttpMethod.PATCH, "/v1/trading/orders/" + order)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"quantity\": %s}".formatted(quantity))
                .exchange();
    }

    private JsonNode admin(String verb, String json) {
        return read(post("root", Role.ADMIN, "/v1/trading/markets/" + MARKET + "/" + verb, json));
    }

    private long seq() {
        return Objects.requireNonNull(jdbc.sql("select seq from trading.market where id = ?")
                .param(MARKET)
                .query(Long.class)
                .single());
    }

    private int unsettled() {
        return jdbc.sql("select count(*) from trading.move")
                .query(Integer.class)
                .single();
    }

    private void settled() {
        await().until(() -> unsettled() == 0);
    }
}
