package org.aitbc.trading.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.market.MarketDesk.Offer;
import org.aitbc.domain.market.MarketDesk.Order;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.aitbc.trading.TradingTest;
import org.aitbc.trading.fake.FakeDesk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.*;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** A GPU of the seller, a client with 1000, and a clock that stands still. */
class ComputeTests extends TradingTest {

    private static final String ORDERS = "/v1/trading/compute/orders";

    @Autowired
    private FakeDesk desk;

    @Autowired
    private ManageComputeOrders manageComputeOrders;

    private final String model = "c" + Ids.text(Ids.next());
    private final String gpuClass = model + "-80gb";
    private final UUID gpu = Ids.next();

    @BeforeEach
    void scene() {
        clock.stop();
        money.fund(client, "1000");
        offer(gpu, seller, "eu");
    }

    @AfterEach
    void timeGoesOn() {
        clock.run();
    }

    private void offer(UUID id, String owner, String region) {
        offer(id, owner, region, "0.5");
    }

    private void offer(UUID id, String owner, String region, String minHours) {
        desk.offer(new Offer(
                id,
                owner,
                model,
                new BigDecimal("80"),
                null,
                region,
                BigDecimal.TEN,
                new BigDecimal(minHours),
                new BigDecimal("24"),
                List.of(),
                null,
                Instant.EPOCH));
    }

    private String in(double hours) {
        return clock.now().plusSeconds((long) (hours * 3600)).toString();
    }

    private MvcTestResult ask(String owner, UUID id, String price, double from, double until) {
        return post(owner, ORDERS, """
            {"side": "ask", "gpu_id": "%s", "hours": 1, "price_per_hour": %s, "not_before": "%s", "not_after": "%s"}\
            """.formatted(id, price, in(from), in(until)));
    }

    private String bidFor(int hours, String price, double from, double until, String more) {
        return """
            {"side": "bid", "gpu_class": "%s", "hours": %d, "price_per_hour": %s, "not_before": "%s", "not_after": "%s"%s}\
            """.formatted(gpuClass, hours, price, in(from), in(until), more);
    }

    private MvcTestResult bid(int hours, String price, double from, double until) {
        return post(ORDERS, bidFor(hours, price, from, until, ""));
    }

    /** Asks like this one, each a thousandth cheaper than the one before. */
    private void copy(String ask, int times) {
        jdbc.sql("""
            insert into trading.compute_order (id, side, gpu_id, gpu_class, hours, max_hours, price_per_hour, not_before,
              not_after, owner, status, created_at)
            select gen_random_uuid(), side, gen_random_uuid(), gpu_class, hours, max_hours, price_per_hour - i * 0.001, not_before,
              not_after, owner, status, created_at
            from trading.compute_order, generate_series(1, :times) i where id = :ask order by i\
            """).param("ask", Ids.parse(ask)).param("times", times).update();
    }

    private static String id(MvcTestResult placed) {
        return read(placed).path("order_id").stringValue();
    }

    private JsonNode order(String who, String id) {
        return read(get(who, ORDERS + "/" + id));
    }

    private JsonNode fill(String bid) {
        return order(client, bid).path("fills").path(0);
    }

    private void assertStatus(String who, String id, String status) {
        assertThat(order(who, id).path("status").stringValue()).isEqualTo(status);
    }

    private MvcTestResult cancel(String who, String id) {
        return as(who, Role.CLIENT, HttpMethod.DELETE, ORDERS + "/" + id).exchange();
    }

    private void pass(Duration time) {
        clock.forward(time);
        manageComputeOrders.sweep();
    }

    private void assertMoney(String available, String held) {
        await().untilAsserted(() -> {
            assertThat(money.available(client)).isEqualByComparingTo(available);
            assertThat(money.held(client)).isEqualByComparingTo(held);
        });
    }

    @Nested
    class Placing {

        @Test
        void anAskIsOfAGpuOfTheCallersOnTheMarketOnce() {
            assertProblem(ask(client, gpu, "2", 0, 8), 404, "GPU_NOT_FOUND");
            assertProblem(ask(seller, Ids.next(), "2", 0, 8), 404, "GPU_NOT_FOUND");
            desk.failNext(gpu, Failure.BEFORE);
            assertThat(ask(seller, gpu, "2", 0, 8)).hasStatus(503);
            JsonNode ask = read(ask(seller, gpu, "2", 0, 8));
            assertThat(ask.path("gpu_class").stringValue()).isEqualTo(gpuClass);
            assertThat(ask.path("region").stringValue()).isEqualTo("eu");
            assertProblem(ask(seller, gpu, "3", 9, 12), 409, "ALREADY_ASKED");
            read(cancel(seller, ask.path("order_id").stringValue()));
            read(ask(seller, gpu, "3", 9, 12));
        }

        @Test
        void aBidIsOfAClassThatWasOfferedAndItsMoneyIsHeld() {
            assertProblem(bid(4, "3", 0, 8), 404, "COMPUTE_CLASS_NOT_FOUND");
            read(ask(seller, gpu, "5", 0, 8));
            assertProblem(bid(400, "3", 0, 8), 402, "INSUFFICIENT_FUNDS");
            money.failNext(client, Failure.BEFORE);
            assertThat(bid(4, "3", 0, 8)).hasStatus(503);
            JsonNode bid = read(bid(4, "3", 0, 8));
            assertThat(bid.path("held").decimalValue()).isEqualByComparingTo("12");
            assertThat(bid.path("status").stringValue()).isEqualTo("open");
            assertMoney("988", "12");
        }

        @Test
        void whatCannotBeIsRefused() {
            read(ask(seller, gpu, "5", 0, 8));
            String right = bidFor(4, "3", 0, 8, "");
            for (String[] wrong : new String[][] {
                {"\"hours\": 4", "\"hours\": 0"},
                {"\"hours\": 4", "\"hours\": 721"},
                {"\"hours\": 4", "\"hours\": 1.001"},
                {"\"price_per_hour\": 3", "\"price_per_hour\": 0.00000001"},
                {"\"bid\"", "\"ask\""},
                {"\"not_after\": \"" + in(8), "\"not_after\": \"" + in(-1)},
                {"\"not_after\": \"" + in(8), "\"not_after\": \"" + in(24 * 31)},
                {"\"not_before\": \"" + in(0), "\"not_before\": \"" + in(9)},
                {"}", ", \"gpu_id\": \"" + gpu + "\"}"}
            }) {
                assertProblem(post(ORDERS, right.replace(wrong[0], wrong[1])), 422, "VALIDATION_ERROR");
            }
            UUID other = Ids.next();
            offer(other, seller, "eu");
            assertProblem(ask(seller, other, "3", 0, 0.75), 422, "VALIDATION_ERROR");
            assertProblem(post(seller, ORDERS, """
                {"side": "ask", "gpu_id": "%s", "hours": 25, "price_per_hour": 1, "not_after": "%s"}\
                """.formatted(other, in(48))), 422, "VALIDATION_ERROR");
            assertThat(get(ORDERS)).hasStatus(401);
        }

        @Test
        void anAskOfABookedGpuBeginsWhenItIsFree() {
            desk.take(gpu, Duration.ofHours(3));
            assertProblem(ask(seller, gpu, "2", 0, 3.5), 422, "VALIDATION_ERROR");
            JsonNode ask = read(ask(seller, gpu, "2", 0, 8));
            assertThat(ask.path("not_before").stringValue()).isEqualTo(in(3));
            assertThat(fill(id(bid(1, "2", 0, 8))).path("starts_at").stringValue())
                    .isEqualTo(in(3));
        }

        @Test
        void whatIsRepeatedIsPlacedOnce() {
            String ask =
                    "{\"side\": \"ask\", \"gpu_id\": \"%s\", \"hours\": 1, \"price_per_hour\": 5, \"not_after\": \"%s\"}"
                            .formatted(gpu, in(8));
            offer(gpu, client, "eu");
            String key = someone("key");
            JsonNode placed = read(postKeyed(ORDERS, key, ask));
            assertThat(read(postKeyed(ORDERS, key, ask))).isEqualTo(placed);
            String other = someone("key");
            String bid = bidFor(4, "3", 0, 8, "");
            JsonNode made = read(postKeyed(ORDERS, other, bid));
            assertThat(read(postKeyed(ORDERS, other, bid))).isEqualTo(made);
            assertProblem(postKeyed(ORDERS, other, ask), 422, "IDEMPOTENCY_KEY_REUSED");
            assertMoney("988", "12");
            JsonNode page = read(get(client, ORDERS + "?limit=1"));
            assertThat(page.path("items").path(0).path("order_id")).isEqualTo(made.path("order_id"));
            String cursor = page.path("next_cursor").stringValue();
            assertThat(read(get(client, ORDERS + "?side=ask&status=open&cursor=" + cursor))
                            .path("items"))
                    .hasSize(1);
        }

        @Test
        void nobodyFloodsAClass() {
            String first = id(ask(seller, gpu, "5", 0, 8));
            copy(first, 99);
            UUID another = Ids.next();
            offer(another, seller, "eu");
            assertProblem(ask(seller, another, "5", 0, 8), 409, "TOO_MANY_ORDERS");
        }
    }

    @Nested
    class Matching {

        @Test
        void theCheapestAskThatHasTheTimeIsTakenAtItsPrice() {
            UUID near = Ids.next();
            UUID own = Ids.next();
            offer(near, seller, "us");
            offer(own, client, "eu");
            read(ask(client, own, "1", 0, 8));
            String cheap = id(ask(seller, gpu, "2", 2, 8));
            read(ask(seller, near, "3", 0, 8));
            String bid = id(bid(4, "5", 1, 4));
            JsonNode fill = fill(bid);
            assertThat(fill.path("gpu_id").stringValue()).isEqualTo(Ids.text(gpu));
            assertThat(fill.path("price_per_hour").decimalValue()).isEqualByComparingTo("2");
            assertThat(fill.path("starts_at").stringValue()).isEqualTo(in(2));
            assertThat(fill.path("booking_id").isNull()).isTrue();
            assertStatus(client, bid, "delivering");
            assertStatus(seller, cheap, "open");
            // six hours are left of neither
            assertStatus(client, id(bid(6, "5", 2.5, 2.9)), "open");
            String there = id(post(ORDERS, bidFor(2, "5", 0, 1, ", \"region\": \"US\"")));
            assertThat(fill(there).path("gpu_id").stringValue()).isEqualTo(Ids.text(near));
        }

        @Test
        void aBidThatWaitedIsTakenAtItsOwnPriceTheHighestFirst() {
            read(cancel(seller, id(ask(seller, gpu, "1", 0, 8))));
            String low = id(bid(2, "3", 0, 1));
            String high = id(bid(2, "4", 0, 1));
            read(ask(seller, gpu, "2", 0, 2.5));
            assertStatus(client, low, "open");
            assertThat(fill(high).path("price_per_hour").decimalValue()).isEqualByComparingTo("4");
        }

        @Test
        void bookClassesAndQuotesShowWhatIsOpen() {
            String base = "/v1/trading/compute/";
            assertProblem(get(base + gpuClass + "/book"), 404, "COMPUTE_CLASS_NOT_FOUND");
            assertProblem(get(base + "quote?hours=1&gpu_class=" + gpuClass), 404, "COMPUTE_CLASS_NOT_FOUND");
            read(ask(seller, gpu, "2.5", 0, 8));
            read(bid(2, "3", 2, 4));
            read(bid(3, "1", 2, 4));
            JsonNode book = read(get(base + gpuClass + "/book"));
            assertThat(book.path("asks").path(0).path("free")).hasSize(2);
            assertThat(book.path("asks")
                            .path(0)
                            .path("free")
                            .path(1)
                            .path("from")
                            .stringValue())
                    .isEqualTo(in(4));
            assertThat(book.path("bids").path(0).path("price_per_hour").decimalValue())
                    .isEqualByComparingTo("1");
            assertThat(book.toString()).doesNotContain(client, seller);
            JsonNode quote = read(get(base + "quote?hours=3&gpu_class=" + gpuClass));
            assertThat(quote.path("total").decimalValue()).isEqualByComparingTo("7.5");
            assertThat(quote.path("starts_at").stringValue()).isEqualTo(in(4));
            assertThat(read(get(base + "quote?hours=5&region=eu&gpu_class=" + gpuClass))
                            .path("total")
                            .isNull())
                    .isTrue();
            assertThat(get(base + "quote?hours=0&gpu_class=" + gpuClass)).hasStatus(422);
            assertThat(get(base + "quote?hours=1&not_after=2020-01-01&gpu_class=" + gpuClass))
                    .hasStatus(422);
            JsonNode shown = read(get(base + "classes"))
                    .valueStream()
                    .filter(one -> one.path("gpu_class").stringValue().equals(gpuClass))
                    .findFirst()
                    .orElseThrow();
            assertThat(shown.path("lowest_ask").decimalValue()).isEqualByComparingTo("2.5");
            assertThat(shown.path("bids").intValue()).isEqualTo(1);
            assertThat(shown.path("last_price").isNull()).isTrue();
            pass(Duration.ofHours(2));
            assertThat(body(get(base + "classes"))).contains("\"last_price\":2.5");
        }
    }

    /** However many are open, no more are read than are shown: the best of them. */
    @Test
    void aClassIsShownByItsBestOrders() {
        String ask = id(ask(seller, gpu, "5", 0, 8));
        copy(ask, ManageComputeOrders.ASKS_AT_ONCE);
        try {
            assertThat(manageComputeOrders.book(gpuClass, ManageComputeOrders.ASKS_AT_ONCE, clock.now()).asks)
                    .hasSize(ManageComputeOrders.ASKS_AT_ONCE)
                    .noneMatch(one -> Ids.text(one.id()).equals(ask));
            JsonNode asks =
                    read(get("/v1/trading/compute/" + gpuClass + "/book")).path("asks");
            assertThat(asks).hasSize(100);
            assertThat(asks.path(0).path("price_per_hour").decimalValue()).isEqualByComparingTo("4.5");
            assertThat(read(get("/v1/trading/compute/quote?hours=1&gpu_class=" + gpuClass))
                            .path("total")
                            .decimalValue())
                    .isEqualByComparingTo("4.5");
            // as a bid would: the cheaper ones are sold out
            jdbc.sql("""
                insert into trading.compute_fill (id, bid_id, ask_id, gpu_id, price_per_hour, starts_at, ends_at, status, matched_at,
                  booked_until)
                select gen_random_uuid(), id, id, gpu_id, 1, not_before, not_after, 'delivered', created_at, not_after
                from trading.compute_order where gpu_class = ? and id <> ?\
                """).params(gpuClass, Ids.parse(ask)).update();
            assertThat(read(get("/v1/trading/compute/quote?hours=1&gpu_class=" + gpuClass))
                            .path("total")
                            .decimalValue())
                    .isEqualByComparingTo("5");
        } finally {
            jdbc.sql("""
                delete from trading.compute_fill
                where ask_id in (select id from trading.compute_order where gpu_class = ?)\
                """).param(gpuClass).update();
            jdbc.sql("delete from trading.compute_order where gpu_class = ?")
                    .param(gpuClass)
                    .update();
        }
    }

    /** That of the test has two traders, each of the invented ones its inventor alone. */
    @Test
    void inventedClassesHideNoneThatIsTraded() {
        String ask = id(ask(seller, gpu, "2", 0, 8));
        read(bid(1, "1", 0, 8));
        jdbc.sql("insert into trading.compute_class select '-' || i, '-', 1 from generate_series(1, 500) i")
                .update();
        try {
            jdbc.sql("""
                insert into trading.compute_order (id, side, gpu_id, gpu_class, hours, max_hours, price_per_hour, not_before,
                  not_after, owner, status, created_at)
                select gen_random_uuid(), side, gen_random_uuid(), '-' || i, hours, max_hours, price_per_hour, not_before,
                  not_after, owner, status, created_at
                from trading.compute_order, generate_series(1, 500) i where id = ?\
                """).param(Ids.parse(ask)).update();
            assertThat(body(get("/v1/trading/compute/classes"))).contains(gpuClass);
        } finally {
            jdbc.sql("delete from trading.compute_order where gpu_class like '-%'")
                    .update();
            jdbc.sql("delete from trading.compute_class where id like '-%'").update();
        }
    }

    @Nested
    class Delivering {

        @Test
        void aBlockBecomesOneBookingOfItsBidsMoneyWhenItBegins() {
            String ask = id(ask(seller, gpu, "2", 1, 8));
            String bid = id(bid(4, "5", 0, 4));
            manageComputeOrders.sweep();
            assertThat(desk.ordersOf(gpu)).isEmpty();
            assertProblem(cancel(client, bid), 409, "ORDER_CLOSED");
            pass(Duration.ofHours(1));
            manageComputeOrders.sweep();
            assertThat(desk.ordersOf(gpu)).hasSize(1);
            Order order = desk.ordersOf(gpu).getFirst();
            JsonNode fill = fill(bid);
            assertThat(fill.path("booking_id").stringValue()).isEqualTo(Ids.text(order.id()));
            assertThat(fill.path("status").stringValue()).isEqualTo("delivered");
            assertThat(Ids.text(order.hold())).isEqualTo(bid);
            assertThat(order.pricePerHour()).isEqualByComparingTo("2");
            assertThat(order.held()).isEqualByComparingTo("20");
            assertStatus(client, bid, "delivered");
            assertThat(order(seller, ask).path("fills")).hasSize(1);
            // what the booking does not need it gives back when it ends
            assertMoney("980", "20");
            pass(Duration.ofHours(9));
            assertStatus(seller, ask, "expired");
            assertMoney("980", "20");
        }

        @Test
        void lostAnswersAreAskedForAgainUnderTheSameId() {
            read(ask(seller, gpu, "2", 0, 8));
            for (Failure failure : Failure.values()) {
                String bid = id(bid(1, "2", 0, 8));
                desk.failNext(gpu, failure);
                manageComputeOrders.sweep();
                assertStatus(client, bid, "delivering");
                manageComputeOrders.sweep();
                assertStatus(client, bid, "delivered");
                clock.forward(Duration.ofHours(1));
            }
            assertThat(desk.ordersOf(gpu)).hasSize(2);
            assertMoney("996", "4");
        }

        @Test
        void whatIsRefusedLeavesTheAskAndTheBidIsMatchedAgainWithItsMoneyUntouched() {
            UUID dearer = Ids.next();
            offer(dearer, seller, "us");
            read(ask(seller, gpu, "2", 0, 8));
            read(ask(seller, dearer, "3", 0, 8));
            String bid = id(bid(4, "5", 0, 2));
            desk.take(gpu, Duration.ofHours(7));
            manageComputeOrders.sweep();
            JsonNode fills = order(client, bid).path("fills");
            assertThat(fills.path(1).path("status").stringValue()).isEqualTo("undelivered");
            assertThat(fills.path(1).path("reason").stringValue()).isEqualTo("GPU_NOT_AVAILABLE");
            assertMoney("980", "20");
            manageComputeOrders.sweep();
            assertStatus(client, bid, "delivered");
            assertThat(desk.ordersOf(dearer)).hasSize(1);
            assertThat(desk.ordersOf(gpu)).isEmpty();
            assertMoney("980", "20");
            JsonNode free = read(get("/v1/trading/compute/" + gpuClass + "/book"))
                    .path("asks")
                    .path(0)
                    .path("free");
            assertThat(free.path(0).path("from").stringValue()).isEqualTo(in(7));
        }

        @Test
        void anAskWhoseGpuIsBookedForOtherHoursByNowKeepsNoBidFromTheDearerOne() {
            UUID dearer = Ids.next();
            offer(dearer, seller, "eu");
            String ask = id(ask(seller, gpu, "2", 0, 24));
            read(ask(seller, dearer, "3", 0, 24));
            String bid = id(bid(4, "5", 0, 20));
            offer(gpu, seller, "eu", "5");
            manageComputeOrders.sweep();
            assertStatus(seller, ask, "cancelled");
            assertThat(order(seller, ask).path("reason").stringValue()).isEqualTo("BOOKING_DURATION_OUT_OF_RANGE");
            manageComputeOrders.sweep();
            assertStatus(client, bid, "delivered");
            assertThat(desk.ordersOf(dearer)).hasSize(1);
        }

        @Test
        void aSilentWorkerCostsItsAskOneBlockAndTheSecondTimeInARowTheAsk() {
            UUID dearer = Ids.next();
            offer(dearer, seller, "eu");
            String ask = id(ask(seller, gpu, "2", 0, 8));
            String first = id(bid(1, "5", 0, 0.5));
            String second = id(bid(1, "5", 0, 8));
            read(ask(seller, dearer, "3", 0, 8));
            desk.silence(gpu);
            manageComputeOrders.sweep();
            assertStatus(seller, ask, "open");
            manageComputeOrders.sweep();
            assertStatus(client, first, "delivered");
            offer(gpu, seller, "eu");
            pass(Duration.ofHours(1));
            assertStatus(client, second, "delivered");
            assertThat(desk.ordersOf(gpu)).hasSize(1);
            String third = id(bid(1, "5", 0, 8));
            String fourth = id(bid(1, "5", 0, 8));
            desk.silence(gpu);
            pass(Duration.ofHours(1));
            assertStatus(seller, ask, "open");
            pass(Duration.ofHours(1));
            assertThat(order(seller, ask).path("reason").stringValue()).isEqualTo("GPU_NOT_LISTED");
            manageComputeOrders.sweep();
            assertStatus(client, fourth, "delivered");
            pass(Duration.ofHours(1));
            manageComputeOrders.sweep();
            assertStatus(client, third, "delivered");
        }

        @Test
        void aBidThatComesBackHasItsOldPlace() {
            String ask = id(ask(seller, gpu, "2", 0, 3));
            String first = id(bid(3, "4", 0, 1));
            String second = id(bid(3, "4", 0, 1));
            desk.withdraw(gpu);
            desk.take(gpu);
            manageComputeOrders.sweep();
            assertStatus(client, first, "open");
            assertThat(order(seller, ask).path("reason").stringValue()).isEqualTo("GPU_NOT_LISTED");
            UUID other = Ids.next();
            offer(other, seller, "eu");
            read(ask(seller, other, "3", 0, 3));
            assertStatus(client, first, "delivering");
            assertStatus(client, second, "open");
        }

        @Test
        void whatIsNotDeliveredInTimeExpiresAndTheMoneyIsBack() {
            read(ask(seller, gpu, "2", 0, 8));
            String bid = id(bid(4, "5", 0, 0.1));
            desk.failNext(gpu, Failure.BEFORE);
            manageComputeOrders.sweep();
            // nobody knows whether it is booked
            desk.failNext(gpu, Failure.BEFORE);
            pass(Duration.ofMinutes(11));
            assertStatus(client, bid, "delivering");
            assertMoney("980", "20");
            manageComputeOrders.sweep();
            assertThat(fill(bid).path("reason").stringValue()).isEqualTo("TOO_LATE");
            assertStatus(client, bid, "expired");
            assertMoney("1000", "0");
            assertThat(desk.ordersOf(gpu)).isEmpty();
        }

        @Test
        void theRestOfABlockWhoseBookingEndsEarlyIsSoldAgain() {
            read(ask(seller, gpu, "2", 0, 8));
            String first = id(bid(6, "2", 0, 0.5));
            manageComputeOrders.sweep();
            String waiting = id(bid(6, "2", 0, 1.5));
            assertStatus(client, waiting, "open");
            clock.forward(Duration.ofHours(1));
            UUID booking = Ids.parse(fill(first).path("booking_id").stringValue());
            desk.close(booking, 3600, "2", null);
            desk.free(gpu);
            jdbc.sql("insert into core.outbox (event, subject) values ('booking.closed', ?)")
                    .param(booking)
                    .update();
            await().untilAsserted(() -> assertStatus(client, waiting, "delivering"));
            assertThat(fill(first).path("ends_at")).isEqualTo(fill(waiting).path("starts_at"));
            manageComputeOrders.sweep();
            assertStatus(client, waiting, "delivered");
        }

        @Test
        void theRestOfABlockIsSoldAgainWhereTheAnswerComesAfterItsBookingHasEnded() {
            read(ask(seller, gpu, "2", 0, 8));
            String first = id(bid(6, "2", 0, 0.5));
            desk.failNext(gpu, Failure.AFTER);
            manageComputeOrders.sweep();
            String waiting = id(bid(6, "2", 0, 1.5));
            clock.forward(Duration.ofHours(1));
            desk.close(Ids.parse(fill(first).path("fill_id").stringValue()), 3600, "2", null);
            desk.free(gpu);
            manageComputeOrders.sweep();
            assertStatus(client, first, "delivered");
            assertThat(fill(waiting).path("starts_at").stringValue()).isEqualTo(in(0));
        }

        @Test
        void aBlockWaitsForTheOneBeforeItThatBeganLate() {
            read(ask(seller, gpu, "2", 0, 8));
            String first = id(bid(1, "2", 0, 0.5));
            String second = id(bid(1, "2", 1, 1.5));
            pass(Duration.ofMinutes(5));
            assertStatus(client, first, "delivered");
            pass(Duration.ofMinutes(56));
            assertStatus(client, second, "delivering");
            pass(Duration.ofMinutes(5));
            assertStatus(client, second, "delivered");
        }
    }

    @Nested
    class Ending {

        @Test
        void aBidIsCancelledByItsOwnerAndItsMoneyIsBack() {
            String ask = id(ask(seller, gpu, "5", 0, 8));
            String bid = id(bid(4, "3", 0, 4));
            for (String id : List.of(ask, bid, Ids.text(Ids.next()))) {
                String stranger = someone("stranger");
                assertProblem(cancel(stranger, id), 404, "COMPUTE_ORDER_NOT_FOUND");
                assertProblem(get(stranger, ORDERS + "/" + id), 404, "COMPUTE_ORDER_NOT_FOUND");
            }
            assertThat(read(cancel(client, bid)).path("status").stringValue()).isEqualTo("cancelled");
            assertMoney("1000", "0");
            assertProblem(cancel(client, bid), 409, "ORDER_CLOSED");
        }

        @Test
        void aBidWhoseTimeIsOverExpiresAndItsMoneyIsBack() {
            read(ask(seller, gpu, "5", 0, 8));
            String bid = id(bid(4, "3", 0, 1));
            pass(Duration.ofMinutes(59));
            assertStatus(client, bid, "open");
            pass(Duration.ofMinutes(1));
            assertStatus(client, bid, "expired");
            assertMoney("1000", "0");
        }

        @Test
        void aBidIsEitherCancelledOrMatched() throws InterruptedException {
            read(cancel(seller, id(ask(seller, gpu, "5", 0, 8))));
            for (int round = 0; round < 6; round++) {
                String bid = id(bid(1, "3", 0, 8));
                AtomicInteger turn = new AtomicInteger();
                List<MvcTestResult> answers = atOnce(
                        2, () -> turn.getAndIncrement() == 0 ? cancel(client, bid) : ask(seller, gpu, "2", 0, 8));
                boolean matched = order(client, bid).path("fills").size() == 1;
                assertThat(answers.stream().map(one -> one.getResponse().getStatus()))
                        .containsExactlyInAnyOrder(201, matched ? 409 : 200);
                assertStatus(client, bid, matched ? "delivering" : "cancelled");
                manageComputeOrders.sweep();
                assertStatus(client, bid, matched ? "delivered" : "cancelled");
                clock.forward(Duration.ofHours(1));
                read(get(seller, ORDERS + "?status=open"))
                        .path("items")
                        .forEach(one -> cancel(seller, one.path("order_id").stringValue()));
            }
        }
    }

    /** With lost answers, GPUs that are booked elsewhere or gone, and cancellations while blocks are delivered. */
    @Test
    void aBidIsOneBookingOrItsMoneyIsBack() throws InterruptedException {
        Random random = new Random(19);
        List<UUID> gpus = List.of(gpu, Ids.next(), Ids.next());
        gpus.forEach(one -> offer(one, seller, "eu"));
        read(ask(seller, gpu, "2", 0, 8));
        Map<String, BigDecimal> bids = new LinkedHashMap<>();
        for (int step = 0; step < 90; step++) {
            UUID one = gpus.get(random.nextInt(gpus.size()));
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> {
                    JsonNode bid = placed(random, random.nextBoolean() ? null : any(random));
                    bids.put(
                            bid.path("order_id").stringValue(), bid.path("held").decimalValue());
                }
                case 3 -> ask(seller, one, "" + (1 + random.nextInt(3)), random.nextInt(2), 6 + random.nextInt(6));
                case 4 -> desk.failNext(one, any(random));
                case 5 -> desk.take(one, Duration.ofMinutes(random.nextInt(90)));
                case 6 -> {
                    List<String> ids = List.copyOf(bids.keySet());
                    AtomicInteger turn = new AtomicInteger();
                    atOnce(4, () -> {
                        int mine = turn.getAndIncrement();
                        if (mine % 2 == 0) {
                            manageComputeOrders.sweep();
                        } else {
                            ids.stream().skip(Math.max(0, ids.size() - 1)).forEach(id -> cancel(client, id));
                        }
                        return true;
                    });
                }
                case 7 -> pass(Duration.ofMinutes(random.nextInt(20)));
                default -> manageComputeOrders.sweep();
            }
        }
        for (int turn = 0; turn < 40; turn++) {
            pass(Duration.ofMinutes(9));
        }
        BigDecimal booked = BigDecimal.ZERO;
        int delivered = 0;
        for (Map.Entry<String, BigDecimal> bid : bids.entrySet()) {
            long bookings = gpus.stream()
                    .flatMap(one -> desk.ordersOf(one).stream())
                    .filter(order -> Ids.text(order.hold()).equals(bid.getKey()))
                    .count();
            String status = order(client, bid.getKey()).path("status").stringValue();
            assertThat(status).isIn("delivered", "cancelled", "expired");
            assertThat(bookings).isEqualTo(status.equals("delivered") ? 1 : 0);
            booked = bookings == 1 ? booked.add(bid.getValue()) : booked;
            delivered += (int) bookings;
        }
        assertThat(delivered).as("of %s bids", bids.size()).isBetween(2, bids.size() - 2);
        assertMoney(new BigDecimal("1000").subtract(booked).toPlainString(), booked.toPlainString());
    }

    private static Failure any(Random random) {
        return random.nextBoolean() ? Failure.BEFORE : Failure.AFTER;
    }

    /** A client repeats what was not answered. */
    private JsonNode placed(Random random, @Nullable Failure failure) {
        String key = someone("key");
        String bid = bidFor(
                1 + random.nextInt(3), "" + (2 + random.nextInt(3)), random.nextInt(3), 3 + random.nextInt(3), "");
        if (failure != null) {
            money.failNext(client, failure);
        }
        MvcTestResult answer = postKeyed(ORDERS, key, bid);
        return read(answer.getResponse().getStatus() == 503 ? postKeyed(ORDERS, key, bid) : answer);
    }
}
