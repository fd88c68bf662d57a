package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.aitbc.starter.database.DedicatedConnections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class BookTests extends BookingTest {

    @Autowired
    private DedicatedConnections connections;

    @Test
    void theWholePriceIsHeldAndTheAnswerSaysHowItCameAbout() {
        JsonNode answer = read(book(client, "{\"duration_hours\": 3}"));

        assertThat(answer.path("gpu_id").stringValue()).isEqualTo(Ids.text(gpu));
        assertThat(answer.path("status").stringValue()).isEqualTo("booked");
        assertThat(answer.path("total_cost").decimalValue()).isEqualByComparingTo("6");
        assertThat(answer.path("base_price").decimalValue()).isEqualByComparingTo("6");
        assertThat(answer.path("price_per_hour").decimalValue()).isEqualByComparingTo("2");
        assertThat(answer.path("pricing_factors").propertyNames())
                .contains("base_price", "demand_multiplier", "historical_performance", "market_volatility");
        assertMoney(client, "994", "6");
    }

    @Test
    void theAnswerShowsHowTheBookedTimeIsUsed() {
        JsonNode answer = read(book(client, "{\"duration_hours\": 3}"));

        String id = answer.path("booking_id").stringValue();
        assertThat(answer.path("constraints").toString()).isEqualTo("{\"booking_id\":\"%s\"}".formatted(id));
        assertThat(booking(id).path("constraints")).isEqualTo(answer.path("constraints"));
    }

    @Test
    void whatIsOfferedIsWhatCanBeBooked() {
        assertOffered(true);
        for (String state : List.of("claimed = true", "offered = false", "offered = true, claimed = false")) {
            jdbc.sql("update marketplace.gpu set " + state + " where id = ?")
                    .param(gpu)
                    .update();
            assertOffered(state.startsWith("offered = true"));
        }
        jdbc.sql("update core.miner_beat set online = false, status = 'OFFLINE' where miner_id = ?")
                .param(miner)
                .update();
        assertOffered(false);
        jdbc.sql("update core.miner_beat set online = true, status = 'ONLINE' where miner_id = ?")
                .param(miner)
                .update();
        String id = booked(client, "{\"duration_hours\": 3}");
        assertThat(isAvailable()).isFalse();
        assertProblem(book(someone("client"), "{\"duration_hours\": 3}"), 409, "GPU_NOT_AVAILABLE");
        assertThat(does(client, id, "pause", "{}")).hasStatusOk();
        assertOffered(true);
    }

    /** By its owner as well; a booking that was made ends at once. */
    private void assertOffered(boolean offered) {
        assertThat(isAvailable()).isEqualTo(offered);
        for (String who : List.of(someone("client"), operator)) {
            money.fund(who, "1000");
            MvcTestResult answer = book(who, "{\"duration_hours\": 3}");
            assertThat(answer).hasStatus(offered ? 201 : 409);
            if (offered) {
                assertThat(does(who, json(answer).path("booking_id").stringValue(), "close", "{}"))
                        .hasStatusOk();
            }
        }
    }

    private boolean isAvailable() {
        JsonNode found = read(get(client, "/v1/marketplace/gpu/search?q=available:true miner_id:" + miner));
        return !found.path("items").isEmpty();
    }

    @Test
    void bookedTimeIsKnownToDispatch() {
        String id = booked(client, "{\"duration_hours\": 3}");

        assertThat(jdbc.sql("""
                                select miner_id || ' ' || client || ' ' || exclusive || ' ' || (ends_at - starts_at)
                                from core.reservation where booking_id = ?""").param(Ids.parse(id)).query(String.class).single())
                .isEqualTo(miner + " " + client + " true 03:00:00");
        assertThat(does(client, id, "close", "{}")).hasStatusOk();
        assertThat(reservations(id)).isZero();
    }

    @Test
    void dispatchIsWokenOnceTimeIsBookedAndOnceItIsFreeAgain() throws SQLException {
        try (Connection elsewhere = connections.listening();
                Statement listen = elsewhere.createStatement()) {
            listen.execute("listen aitbc_wake");

            String id = booked(client, "{\"duration_hours\": 3}");
            assertThat(heardThatAnythingMayHaveCome(elsewhere, id, 1)).isTrue();

            assertThat(does(client, id, "close", "{}")).hasStatusOk();
            assertThat(heardThatAnythingMayHaveCome(elsewhere, id, 0)).isTrue();
        }
    }

    /**
     * Hints name their sender first, then what has come.
     *
     * @param open how many are reserved when it is heard
     */
    private boolean heardThatAnythingMayHaveCome(Connection elsewhere, String booking, int open) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (System.nanoTime() < deadline) {
            for (PGNotification one : elsewhere.unwrap(PGConnection.class).getNotifications(1000)) {
                if (!one.getParameter().contains(" ") && reservations(booking) == open) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void whatIsPausedOrOverIsKnownToDispatchAsWell() {
        String paused = booked(client, "{\"duration_hours\": 3}");
        assertThat(does(client, paused, "pause", "{}")).hasStatusOk();
        assertThat(reserved(paused)).isEqualTo("true null");

        assertThat(does(client, paused, "resume", "{}")).hasStatusOk();
        assertThat(reserved(paused)).isEqualTo("false null");

        assertThat(does(client, paused, "close", "{}")).hasStatusOk();
        assertThat(reserved(paused)).isEqualTo("false RELEASED");
    }

    @Test
    void whatIsGivenUpBeforeItBeginsIsOver() {
        String id = reserved(client, gpu, 3, clock.now().plus(Duration.ofDays(1)));
        assertThat(reservations(id)).isOne();

        assertThat(does(client, id, "close", "{}")).hasStatusOk();

        assertThat(reservations(id)).isZero();
        assertThat(reserved(id)).isEqualTo("false RELEASED");
    }

    private String reserved(String booking) {
        return jdbc.sql(
                        "select paused || ' ' || coalesce(close_reason, 'null') from core.reservation where booking_id = ?")
                .param(Ids.parse(booking))
                .query(String.class)
                .single();
    }

    @Test
    void aMinerIsTakenUpOnceAllOfItsGpusAreBooked() {
        gpu(operator, miner, 1);
        String first = booked(client, "{\"duration_hours\": 3}");
        assertThat(exclusive(first)).isFalse();

        gpu = jdbc.sql("select id from marketplace.gpu where miner_id = ? and slot = 1")
                .param(miner)
                .query(UUID.class)
                .single();
        String second = booked(client, "{\"duration_hours\": 1}");
        assertThat(List.of(exclusive(first), exclusive(second))).containsOnly(true);

        assertThat(does(client, second, "close", "{}")).hasStatusOk();
        assertThat(exclusive(first)).isFalse();
    }

    @Test
    void aGpuThatIsOffTheMarketDoesNotKeepItsMinerFree() {
        jdbc.sql("update marketplace.gpu set removed_at = now() where id = ?")
                .param(gpu(operator, miner, 1))
                .update();
        assertThat(exclusive(booked(client, "{\"duration_hours\": 3}"))).isTrue();
    }

    private boolean exclusive(String booking) {
        return jdbc.sql("select exclusive from core.reservation where booking_id = ?")
                .param(Ids.parse(booking))
                .query(Boolean.class)
                .single();
    }

    @Test
    void ofAHundredClientsOneHasItAndNoMoneyIsLost() throws InterruptedException {
        List<String> clients =
                IntStream.range(0, 100).mapToObj(_ -> someone("client")).toList();
        clients.forEach(one -> money.fund(one, "10"));
        Queue<String> waiting = new ConcurrentLinkedQueue<>(clients);

        List<Integer> answers = atOnce(
                100,
                () -> book(waiting.remove(), "{\"duration_hours\": 3}")
                        .getResponse()
                        .getStatus());

        assertThat(answers).containsOnly(201, 409);
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(1);
        String winner = jdbc.sql("select client from marketplace.booking where gpu_id = ?")
                .param(gpu)
                .query(String.class)
                .single();
        assertMoney(winner, "4", "6");
        clients.stream().filter(one -> !one.equals(winner)).forEach(one -> assertMoney(one, "10", "0"));
    }

    @Test
    void whoCannotPayLeavesTheGpuFree() {
        String poor = someone("client");
        money.fund(poor, "5");

        assertProblem(book(poor, "{\"duration_hours\": 3}"), 402, "INSUFFICIENT_FUNDS");
        booked(client, "{\"duration_hours\": 3}");
        assertMoney(poor, "5", "0");
    }

    @Test
    void theSameKeyIsOneBookingAlsoAfterA402() {
        String poor = someone("client");
        assertProblem(keyed(poor, "k", book(gpu), "{\"duration_hours\": 3}"), 402, "INSUFFICIENT_FUNDS");
        money.fund(poor, "20");

        JsonNode first = read(keyed(poor, "k", book(gpu), "{\"duration_hours\": 3}"));
        JsonNode again = read(keyed(poor, "k", book(gpu), "{\"duration_hours\": 3.0}"));

        assertThat(again).isEqualTo(first);
        assertMoney(poor, "14", "6");
        assertProblem(keyed(poor, "k", book(gpu), "{\"duration_hours\": 4}"), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void whatALostAnswerLeftIsFinishedByTheRepetition(Failure failure) {
        money.failNext(client, failure);
        assertProblem(keyed(client, "k", book(gpu), "{\"duration_hours\": 3}"), 503, "SERVICE_UNAVAILABLE");

        read(keyed(client, "k", book(gpu), "{\"duration_hours\": 3}"));

        assertMoney(client, "994", "6");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void whatALostAnswerLeftGoesBack(Failure failure) {
        money.failNext(client, failure);
        assertProblem(book(client, "{\"duration_hours\": 3}"), 503, "SERVICE_UNAVAILABLE");
        jdbc.sql("update marketplace.hold set created_at = created_at - interval '2 minutes' where payer = ?")
                .param(client)
                .update();

        assertMoney(client, "1000", "0");
        assertThat(book(someone(), "{\"duration_hours\": 3}")).hasStatus(201);
    }

    private String someone() {
        String rich = someone("client");
        money.fund(rich, "1000");
        return rich;
    }

    @Test
    void timeThatWasReservedIsKeptAndTheTimeBeforeIsFree() {
        reserved(someone(), gpu, 2, clock.now().plusSeconds(7200));

        assertProblem(book(client, "{\"duration_hours\": 3}"), 409, "GPU_NOT_AVAILABLE");
        booked(client, "{\"duration_hours\": 2}");
        assertMoney(client, "996", "4");
    }

    @Test
    void whatWasBidForKeepsItsGpuAndItsPriceUntilItsEnd() {
        String id = booked(client, "{\"duration_hours\": 2}");
        jdbc.sql("update marketplace.booking set tenure = 'interruptible', price_per_hour = 1 where id = ?")
                .param(Ids.parse(id))
                .update();
        assertProblem(book(someone(), "{\"duration_hours\": 1}"), 409, "GPU_NOT_AVAILABLE");

        pass("60");
        pass("60");
        assertThat(booking(id).path("status").stringValue()).isEqualTo("completed");
        assertMoney(client, "998", "0");
        assertMoney(operator, "1.95", "0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                  | 422 | VALIDATION_ERROR",
                "{'duration_hours':0}                                                | 422 | VALIDATION_ERROR",
                "{'duration_hours':-1}                                               | 422 | VALIDATION_ERROR",
                "{'duration_hours':9000}                                             | 422 | VALIDATION_ERROR",
                "{'duration_hours':1e-2000}                                          | 422 | VALIDATION_ERROR",
                "{'duration_hours':'NaN'}                                            | 422 | VALIDATION_ERROR",
                "{'duration_hours':0.1}                                              | 422 | BOOKING_DURATION_OUT_OF_RANGE",
                "{'duration_hours':101}                                              | 422 | BOOKING_DURATION_OUT_OF_RANGE",
                "{'duration_hours':1,'tenure':'reserved','start_time':'2090-01-01T00:00:00Z'} | 422 | VALIDATION_ERROR",
                "{'duration_hours':1,'tenure':'interruptible','bid':1}               | 422 | VALIDATION_ERROR",
                "{'duration_hours':1,'bid':0.1}                                      | 422 | VALIDATION_ERROR",
                "{'duration_hours':1,'start_time':'2090-01-01T00:00:00Z'}            | 422 | VALIDATION_ERROR",
                "{'duration_hours':1,'spend_cap':0}                                  | 422 | VALIDATION_ERROR",
                "{'duration_hours':1,'job_id':'0123456789abcdef0123456789abcdef'}    | 404 | JOB_NOT_FOUND",
                "{'duration_hours':1,'job_id':'?'}                                   | 422 | VALIDATION_ERROR",
            })
    void whatCannotBeBookedIsRefused(String json, int status, String code) {
        assertProblem(book(client, json.replace('\'', '"')), status, code);
        assertMoney(client, "1000", "0");
    }

    @ParameterizedTest
    @CsvSource({"3, 0.00000001, 2", "3, 1.99999999, 2", "0.5, 0.99999999, 1"})
    void aCapCannotKeepAGpuFromOthersForNothing(String hours, String cap, String least) {
        MvcTestResult answer = book(client, "{\"duration_hours\": %s, \"spend_cap\": %s}".formatted(hours, cap));
        assertProblem(answer, 422, "CAP_BELOW_DEPOSIT");
        assertThat(json(answer).path("detail").stringValue()).contains("at least " + least + " ");
        assertMoney(client, "1000", "0");
        booked(someone(), "{\"duration_hours\": %s, \"spend_cap\": %s}".formatted(hours, least));
    }

    @Test
    void aPriceThatMovedIsRefusedWithTheNewOne() {
        booked(someone(), "{\"duration_hours\": 1, \"expected_price\": 2.0}");
        gpu = gpu(operator, miner, 1);
        jdbc.sql("update marketplace.gpu set price_per_hour = 2.5 where id = ?")
                .param(gpu)
                .update();

        MvcTestResult refused = book(client, "{\"duration_hours\": 1, \"expected_price\": 2}");

        assertProblem(refused, 409, "PRICE_CHANGED");
        assertThat(json(refused).path("detail").stringValue()).contains("the price is 2.5 an hour now");
        assertMoney(client, "1000", "0");
        booked(client, "{\"duration_hours\": 1, \"expected_price\": 2.5}");
        assertMoney(client, "997.5", "2.5");
    }

    @Test
    void whatIsNotOfferedOrAwayCannotBeBooked() {
        jdbc.sql("update core.miner_beat set online = false where miner_id = ?")
                .param(miner)
                .update();
        assertProblem(book(client, "{\"duration_hours\": 1}"), 409, "GPU_NOT_AVAILABLE");
        jdbc.sql("update core.miner_beat set online = true, last_seen = now() - interval '46 s' where miner_id = ?")
                .param(miner)
                .update();
        assertProblem(book(client, "{\"duration_hours\": 1}"), 409, "GPU_NOT_AVAILABLE");
        beat();
        jdbc.sql("update marketplace.gpu set offered = false where id = ?")
                .param(gpu)
                .update();
        assertProblem(book(client, "{\"duration_hours\": 1}"), 409, "GPU_NOT_AVAILABLE");
        assertProblem(post(client, book(Ids.next()), "{\"duration_hours\": 1}"), 404, "GPU_NOT_FOUND");
        assertMoney(client, "1000", "0");
    }

    @Test
    void whatCostsNothingHoldsNothing() {
        jdbc.sql("update marketplace.gpu set price_per_hour = 0 where id = ?")
                .param(gpu)
                .update();
        String id = booked(someone("client"), "{\"duration_hours\": 1}");
        pass("61");
        assertThat(jdbc.sql("select state || ' ' || billed from marketplace.booking where id = ?")
                        .param(Ids.parse(id))
                        .query(String.class)
                        .single())
                .isEqualTo("completed 0.00000000");
    }

    @Test
    void bookingsAreSeenByWhoMadeThemAndWhoIsPaid() {
        String id = booked(client, "{\"duration_hours\": 1}");
        String path = "/v1/marketplace/bookings/" + id;

        assertThat(get(client, path)).hasStatusOk();
        assertThat(get(operator, path)).hasStatusOk();
        assertProblem(get(someone("client"), path), 404, "BOOKING_NOT_FOUND");
        assertThat(get(path)).hasStatus(401);
        assertThat(Stream.of(client, operator, someone("client"))
                        .map(who -> read(get(who, "/v1/marketplace/bookings"))
                                .path("items")
                                .size()))
                .containsExactly(1, 1, 0);
        JsonNode orders = read(get(client, "/v1/marketplace/orders?status=active"));
        assertThat(orders.get(0).path("order_id").stringValue()).isEqualTo(id);
        assertThat(orders.get(0).propertyNames())
                .contains("gpu_model", "miner_id", "duration_hours", "total_cost", "created_at", "job_id");
        assertThat(read(get(operator, "/v1/marketplace/orders"))).isEmpty();
        assertProblem(get(client, "/v1/marketplace/orders?status=odd"), 422, "VALIDATION_ERROR");
    }

    @Test
    void listsGoOnWhereTheyStopped() {
        for (int i = 0; i < 5; i++) {
            does(client, booked(client, "{\"duration_hours\": 1}"), "close", "{}");
        }
        JsonNode first = read(get(client, "/v1/marketplace/bookings?limit=3"));
        String cursor = first.path("next_cursor").stringValue();
        JsonNode rest = read(get(client, "/v1/marketplace/bookings?limit=3&cursor=" + cursor));

        assertThat(first.path("items")).hasSize(3);
        assertThat(rest.path("items")).hasSize(2);
        assertThat(rest.path("next_cursor").isNull()).isTrue();
        assertThat(new BigDecimal(first.path("items").get(0).path("held").toString()))
                .isEqualByComparingTo("2");
    }

    @Test
    void anExactTimeIsBookedToTheMicrosecond() {
        MvcTestResult answer = book(client, "{\"duration_hours\": 0.3333333333333333}");
        assertThat(read(answer).path("total_cost").decimalValue()).isEqualByComparingTo("0.66666666");
    }
}
