package org.aitbc.market.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

class AuctionTests extends MarketTest {

    private static final String ORDERS = "/v1/marketplace/auctions";
    private static final String BIDS = "/v1/marketplace/bids";

    @Autowired
    private ManageAuctions awards;

    @Autowired
    private TransactionTemplate transactions;

    private final String rival = someone("rival");
    private final String model = someone("model");

    @BeforeEach
    void fund() {
        money.fund(client, "100");
    }

    private String gpu(String owner) {
        String id = Ids.text(Ids.next());
        jdbc.sql("""
                        insert into marketplace.gpu (id, owner, claimed, model, memory_gb, region, price_per_hour, min_hours, max_hours)
                        values (?, ?, false, ?, 24, 'eu', 3, 1, 100)""").params(Ids.parse(id), owner, "NVIDIA " + model).update();
        return id;
    }

    private MvcTestResult open(String members) {
        return post(client, ORDERS, """
                {"model": "%s", "min_memory_gb": 16, "region": "eu", "duration_hours": 10, "max_price_per_hour": 2%s}""".formatted(model, members));
    }

    private String order() {
        return read(open("")).path("auction_id").stringValue();
    }

    private MvcTestResult bid(String provider, String order, String gpu, String price) {
        return post(provider, Role.MINER, ORDERS + "/" + order + "/bids", """
                {"gpu_id": "%s", "price_per_hour": %s, "notes": "at once"}""".formatted(gpu, price));
    }

    private String made(String provider, String order, String price) {
        return id(bid(provider, order, gpu(provider), price));
    }

    private static String id(MvcTestResult answer) {
        return read(answer).path("id").stringValue();
    }

    private MvcTestResult stand(String provider, String members) {
        return post(provider, Role.MINER, BIDS, """
                {"provider": "%s", "price": 1.5%s}""".formatted(provider, members));
    }

    private MvcTestResult award(String order, String bid) {
        return post(client, ORDERS + "/" + order + "/award", "{\"bid_id\": \"%s\"}".formatted(bid));
    }

    private MvcTestResult ask(String gpu, String members) {
        return post(client, "/v1/marketplace/gpu/bid", "{\"gpu_id\": \"%s\"%s}".formatted(gpu, members));
    }

    private MvcTestResult decide(String who, String bid, String what) {
        return post(who, BIDS + "/" + bid + "/" + what, "");
    }

    private String status(String order) {
        return read(get(client, ORDERS + "/" + order)).path("status").stringValue();
    }

    private String bidStatus(String who, String bid) {
        return read(get(who, BIDS + "/" + bid)).path("status").stringValue();
    }

    private void pass(String order) {
        jdbc.sql("update marketplace.bid set expires_at = now() where auction_id = ? and status = 'pending'")
                .param(Ids.parse(order))
                .update();
        jdbc.sql("update marketplace.auction set expires_at = now() where id = ?")
                .param(Ids.parse(order))
                .update();
    }

    private void awaitAvailable(String amount) {
        await().untilAsserted(() -> assertThat(money.available(client)).isEqualByComparingTo(amount));
    }

    @Nested
    class Ordering {

        @Test
        void theMostThatItCanCostIsHeld() {
            JsonNode order = read(open(", \"notes\": \"soon\""));
            assertThat(order.path("status").stringValue()).isEqualTo("open");
            assertThat(order.path("held").decimalValue()).isEqualByComparingTo("20");
            assertThat(money.held(client)).isEqualByComparingTo("20");
            String path = ORDERS + "/" + order.path("auction_id").stringValue();
            assertThat(read(get(client, path))).isEqualTo(order);
            assertThat(read(get(rival, path))).isEqualTo(order);
            assertThat(get(path)).hasStatus(401);
            assertProblem(get(rival, ORDERS + "/" + Ids.text(Ids.next())), 404, "AUCTION_NOT_FOUND");
        }

        @Test
        void theSameKeyIsTheSameOrder() {
            String key = someone("key");
            money.failNext(client, Failure.AFTER);
            assertThat(keyed(key)).hasStatus(503);
            JsonNode first = read(keyed(key));
            assertThat(read(keyed(key))).isEqualTo(first);
            assertThat(money.held(client)).isEqualByComparingTo("2");
        }

        private MvcTestResult keyed(String key) {
            return as(client, Role.CLIENT, HttpMethod.POST, ORDERS)
                    .header("Idempotency-Key", key)
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{\"duration_hours\": 1, \"max_price_per_hour\": 2}")
                    .exchange();
        }

        @Test
        void whatCannotBeIsRefusedAndHoldsNothing() {
            assertProblem(open(", \"expires_at\": \"2020-01-01T00:00:00Z\""), 422, "VALIDATION_ERROR");
            assertProblem(open(", \"expires_at\": \"2120-01-01T00:00:00Z\""), 422, "VALIDATION_ERROR");
            assertProblem(
                    post(client, ORDERS, "{\"duration_hours\": 0, \"max_price_per_hour\": 2}"),
                    422,
                    "VALIDATION_ERROR");
            assertProblem(
                    post(client, ORDERS, "{\"duration_hours\": 51, \"max_price_per_hour\": 2}"),
                    402,
                    "INSUFFICIENT_FUNDS");
            awaitAvailable("100");
        }

        @Test
        void openOnesAreListedForAllAndTheRestForWhomItConcerns() {
            String open = order();
            String over = order();
            read(post(client, ORDERS + "/" + over + "/cancel", ""));
            assertThat(ids(rival, "")).contains(open).doesNotContain(over);
            assertThat(ids(client, "?mine=true&limit=2")).containsExactly(over, open);
            assertThat(ids(client, "?mine=true&status=open")).containsExactly(open);
            JsonNode first = read(get(client, ORDERS + "?mine=true&limit=1"));
            assertThat(ids(
                            client,
                            "?mine=true&limit=1&cursor="
                                    + first.path("next_cursor").stringValue()))
                    .containsExactly(open);
            assertThat(ids(someone("stranger"), "?mine=true")).isEmpty();
        }

        private List<String> ids(String who, String query) {
            return read(get(who, ORDERS + query))
                    .path("items")
                    .valueStream()
                    .map(one -> one.path("auction_id").stringValue())
                    .toList();
        }

        @Test
        void whatIsCancelledGoesBackOnce() {
            String order = order();
            String bid = made(operator, order, "1");
            assertProblem(post(operator, ORDERS + "/" + order + "/cancel", ""), 403, "NOT_YOURS_TO_DECIDE");
            assertThat(read(post(client, ORDERS + "/" + order + "/cancel", ""))
                            .path("status")
                            .stringValue())
                    .isEqualTo("cancelled");
            awaitAvailable("100");
            assertThat(bidStatus(operator, bid)).isEqualTo("rejected");
            assertProblem(post(client, ORDERS + "/" + order + "/cancel", ""), 409, "AUCTION_CLOSED");
        }

        @Test
        void whatNobodyWinsInTimeGoesBack() {
            String order = order();
            String bid = made(operator, order, "1");
            pass(order);
            assertThat(status(order)).isEqualTo("expired");
            assertProblem(award(order, bid), 409, "AUCTION_CLOSED");
            awaitAvailable("100");
            assertThat(bidStatus(operator, bid)).isEqualTo("expired");
        }
    }

    @Nested
    class Bidding {

        @Test
        void providersBidWhatFitsAndSeeTheirOwn() {
            String order = order();
            String dear = made(operator, order, "2");
            String cheap = made(rival, order, "1.25");
            String path = ORDERS + "/" + order + "/bids";
            assertThat(read(get(client, path))
                            .valueStream()
                            .map(one -> one.path("id").stringValue()))
                    .containsExactly(cheap, dear);
            assertThat(read(get(rival, path))).hasSize(1);
            assertThat(read(get(rival, BIDS))).hasSize(1);
            assertThat(read(get(client, BIDS + "?provider=" + rival + "&status=pending")))
                    .hasSize(1);
            assertProblem(get(rival, BIDS + "/" + dear), 404, "BID_NOT_FOUND");
        }

        @Test
        void whatDoesNotFitIsRefused() {
            String order = order();
            String own = gpu(operator);
            assertProblem(bid(operator, order, own, "2.01"), 422, "BID_TOO_HIGH");
            assertProblem(bid(operator, order, gpu(rival), "1"), 403, "GPU_NOT_YOURS");
            assertProblem(bid(client, order, gpu(client), "1"), 403, "OWN_AUCTION");
            assertProblem(bid(operator, order, Ids.text(Ids.next()), "1"), 404, "GPU_NOT_FOUND");
            for (String change :
                    List.of("region = 'us'", "memory_gb = 8", "max_hours = 9", "model = 'H100'", "offered = false")) {
                String other = gpu(operator);
                jdbc.sql("update marketplace.gpu set " + change + " where id = ?")
                        .param(Ids.parse(other))
                        .update();
                assertProblem(bid(operator, order, other, "1"), 422, "GPU_DOES_NOT_FIT");
            }
            String first = id(bid(operator, order, own, "1.5"));
            assertProblem(bid(operator, order, own, "1"), 409, "ALREADY_BID");
            assertThat(read(decide(operator, first, "decline")).path("status").stringValue())
                    .isEqualTo("withdrawn");
            read(bid(operator, order, own, "1"));
            read(post(client, ORDERS + "/" + order + "/cancel", ""));
            assertProblem(bid(operator, order, gpu(operator), "1"), 409, "AUCTION_CLOSED");
            assertProblem(bid(rival, order, gpu(rival), "1"), 404, "AUCTION_NOT_FOUND");
        }

        @Test
        void anOrderTakesNoMoreThanItsLimitHoweverManyComeAtOnce() throws InterruptedException {
            String order = order();
            ConcurrentLinkedQueue<String> providers = new ConcurrentLinkedQueue<>();
            IntStream.range(0, 100).forEach(_ -> providers.add(someone("provider")));
            List<Integer> answers = atOnce(100, () -> {
                String provider = Objects.requireNonNull(providers.poll());
                return bid(provider, order, gpu(provider), "1").getResponse().getStatus();
            });
            assertThat(answers).filteredOn(status -> status == 201).hasSize(50);
            assertThat(answers).filteredOn(status -> status == 409).hasSize(50);
        }

        @Test
        void aProviderHasNoMoreThanItsLimitHoweverManyComeAtOnce() throws InterruptedException {
            List<Integer> answers = atOnce(
                    100,
                    () -> stand(operator, ", \"capacity\": 1").getResponse().getStatus());
            assertThat(answers).filteredOn(status -> status == 202).hasSize(50);
            assertThat(answers).filteredOn(status -> status == 409).hasSize(50);
            assertProblem(stand(operator, ", \"capacity\": 1"), 409, "TOO_MANY_BIDS");
            read(stand(rival, ", \"capacity\": 1"));
        }
    }

    @Nested
    class Awarding {

        @Test
        void theWinnerIsRecordedTheRestIsRejectedAndNobodyIsPaid() {
            String order = order();
            String won = made(operator, order, "1.5");
            String lost = made(rival, order, "1");
            assertProblem(
                    post(rival, ORDERS + "/" + order + "/award", "{\"bid_id\": \"%s\"}".formatted(lost)),
                    403,
                    "NOT_YOURS_TO_DECIDE");
            JsonNode awarded = read(award(order, won));
            assertThat(awarded.path("status").stringValue()).isEqualTo("awarded");
            assertThat(awarded.path("award").path("provider").stringValue()).isEqualTo(operator);
            assertThat(awarded.path("award").path("price_per_hour").decimalValue())
                    .isEqualByComparingTo("1.5");
            assertThat(read(award(order, won))).isEqualTo(awarded);
            assertProblem(award(order, lost), 409, "AUCTION_CLOSED");
            assertThat(bidStatus(operator, won)).isEqualTo("accepted");
            assertThat(bidStatus(rival, lost)).isEqualTo("rejected");
            assertThat(money.held(client)).isEqualByComparingTo("20");
            assertThat(money.available(operator)).isZero();
        }

        @Test
        void oneWinsHoweverManyAreAwardedAtOnce() throws InterruptedException {
            String order = order();
            ConcurrentLinkedQueue<String> bids = new ConcurrentLinkedQueue<>();
            IntStream.range(0, 20).forEach(_ -> bids.add(made(someone("provider"), order, "1")));
            List<Integer> answers = atOnce(
                    20,
                    () -> award(order, Objects.requireNonNull(bids.poll()))
                            .getResponse()
                            .getStatus());
            assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
            assertThat(answers).filteredOn(status -> status == 409).hasSize(19);
            assertThat(read(get(client, BIDS + "?status=accepted"))).hasSize(1);
            assertThat(read(get(client, BIDS + "?status=rejected"))).hasSize(19);
        }

        @Test
        void ofAwardsBookingsAndCancelsAtOnceTheMoneyIsEitherBackOrTheBookings() throws InterruptedException {
            String order = order();
            String won = made(operator, order, "1");
            read(award(order, won));
            ConcurrentLinkedQueue<Callable<Boolean>> all = new ConcurrentLinkedQueue<>();
            for (int i = 0; i < 10; i++) {
                all.add(() -> post(client, ORDERS + "/" + order + "/cancel", "")
                                .getResponse()
                                .getStatus()
                        == 200);
                all.add(() -> isTaken(order));
            }
            List<Boolean> done =
                    atOnce(20, () -> Objects.requireNonNull(all.poll()).call());
            assertThat(done).filteredOn(one -> one).hasSize(1);
            boolean booked = status(order).equals("booked");
            awaitAvailable(booked ? "80" : "100");
        }

        @Test
        void aBookingTakesItOnceWithItsMoney() {
            String order = order();
            assertThat(isTaken(order)).isFalse();
            String gpu = gpu(operator);
            read(award(order, id(bid(operator, order, gpu, "1.5"))));
            assertThatThrownBy(() -> take(operator, order)).isInstanceOf(NotFound.class);

            ManageAuctions.Award award = take(client, order);

            assertThat(award.gpuId()).isEqualTo(Ids.parse(gpu));
            assertThat(award.pricePerHour()).isEqualByComparingTo("1.5");
            assertThat(award.hours()).isEqualByComparingTo("10");
            assertThat(award.hold()).isEqualTo(Ids.parse(order));
            assertThat(award.provider()).isEqualTo(operator);
            assertThat(isTaken(order)).isFalse();
            assertProblem(post(client, ORDERS + "/" + order + "/cancel", ""), 409, "AUCTION_CLOSED");
            assertThat(status(order)).isEqualTo("booked");
            assertThat(money.held(client)).isEqualByComparingTo("20");
        }

        private ManageAuctions.Award take(String who, String order) {
            return Objects.requireNonNull(transactions.execute(
                    _ -> awards.take(new Caller(who, Role.CLIENT, Caller.DEFAULT_TENANT), Ids.parse(order))));
        }

        private boolean isTaken(String order) {
            try {
                take(client, order);
                return true;
            } catch (Conflict over) {
                return false;
            }
        }

        @Test
        void whatIsNotBookedInTimeGoesBack() {
            String order = order();
            read(award(order, made(operator, order, "1")));
            pass(order);
            assertThat(isTaken(order)).isFalse();
            awaitAvailable("100");
            assertThat(status(order)).isEqualTo("expired");
        }

        @Test
        void aGpuThatIsNotThereAnyMoreCannotWin() {
            String order = order();
            String gpu = gpu(operator);
            String bid = id(bid(operator, order, gpu, "1"));
            jdbc.sql("update marketplace.gpu set removed_at = now() where id = ?")
                    .param(Ids.parse(gpu))
                    .update();
            assertProblem(award(order, bid), 409, "NO_GPU_FITS");
            assertThat(status(order)).isEqualTo("open");
        }
    }

    @Nested
    class StandingBids {

        @Test
        void theyArePendingUntilTheirCapacityIsAwarded() {
            String fits = gpu(operator);
            String bid = id(stand(operator, ", \"capacity\": 2, \"notes\": \"any time\""));
            assertThat(stand(operator, ", \"capacity\": 1")).hasStatus(202);
            JsonNode view = read(get(operator, BIDS + "/" + bid));
            assertThat(view.path("status").stringValue()).isEqualTo("pending");
            assertThat(view.path("capacity").intValue()).isEqualTo(2);
            assertThat(view.path("notes").stringValue()).isEqualTo("any time");
            assertProblem(get(client, BIDS + "/" + bid), 404, "BID_NOT_FOUND");

            String order = order();
            assertThat(read(get(client, ORDERS + "/" + order + "/bids"))).hasSize(2);
            JsonNode awarded = read(award(order, bid));
            assertThat(awarded.path("award").path("gpu_id").stringValue()).isEqualTo(fits);
            assertThat(read(get(client, BIDS + "/" + bid)).path("remaining").intValue())
                    .isEqualTo(1);
            assertThat(bidStatus(operator, bid)).isEqualTo("pending");
            read(award(order(), bid));
            assertThat(bidStatus(operator, bid)).isEqualTo("accepted");
            assertProblem(award(order(), bid), 409, "BID_CLOSED");
        }

        @Test
        void onlyWhoFitsCanBeAwarded() {
            String bid = id(stand(operator, ", \"capacity\": 1"));
            String order = order();
            assertThat(read(get(client, ORDERS + "/" + order + "/bids"))).isEmpty();
            assertProblem(award(order, bid), 409, "NO_GPU_FITS");
            gpu(operator);
            String poor = read(post(client, ORDERS, "{\"duration_hours\": 1, \"max_price_per_hour\": 1}"))
                    .path("auction_id")
                    .stringValue();
            assertProblem(award(poor, bid), 409, "BID_TOO_HIGH");
            assertProblem(decide(operator, bid, "accept"), 409, "STANDING_BID");
            assertThat(read(decide(operator, bid, "decline")).path("status").stringValue())
                    .isEqualTo("withdrawn");
            assertProblem(award(order, bid), 409, "BID_CLOSED");
        }

        @Test
        void aBidNamesAProviderOfTheCallersChoiceBesideTheRecordedPrincipal() {
            String bid =
                    id(post(client, BIDS, "{\"provider\": \"%s\", \"capacity\": 2, \"price\": 1}".formatted(operator)));
            JsonNode seen = read(get(client, BIDS + "/" + bid));
            assertThat(seen.path("provider").stringValue()).isEqualTo(operator);
            assertThat(seen.path("bidder").stringValue()).isEqualTo(client);
            assertThat(read(get(client, BIDS + "?provider=" + operator))).hasSize(1);
            // whose name it bears has nothing to do with it, and an award pays the bidder
            assertThat(read(get(operator, BIDS))).isEmpty();
            assertThat(get(operator, BIDS + "/" + bid)).hasStatus(404);
            money.fund(rival, "100");
            gpu(client);
            String order = read(post(rival, ORDERS, """
                            {"model": "%s", "duration_hours": 10, "max_price_per_hour": 2}""".formatted(model)))
                    .path("auction_id")
                    .stringValue();
            JsonNode award = read(post(rival, ORDERS + "/" + order + "/award", "{\"bid_id\": \"%s\"}".formatted(bid)));
            assertThat(award.at("/award/provider").stringValue()).isEqualTo(client);
        }

        @Test
        void theyEndAndAreSomebodysOwn() {
            assertProblem(stand(operator, ", \"capacity\": 0"), 422, "VALIDATION_ERROR");
            String bid = id(post("root", Role.ADMIN, BIDS, """
                    {"provider": "%s", "capacity": 1, "price": 1}""".formatted(operator)));
            jdbc.sql("update marketplace.bid set expires_at = now() where id = ?")
                    .param(Ids.parse(bid))
                    .update();
            assertThat(bidStatus(operator, bid)).isEqualTo("expired");
            await().untilAsserted(() -> assertThat(jdbc.sql("select status from marketplace.bid where id = ?")
                            .param(Ids.parse(bid))
                            .query(String.class)
                            .single())
                    .isEqualTo("expired"));
            assertThat(read(get(operator, BIDS + "?status=expired"))).hasSize(1);
            assertThat(get(operator, BIDS + "?status=nonsense")).hasStatus(422);
            assertThat(get(BIDS)).hasStatus(401);
        }
    }

    @Nested
    class BidsOnGpus {

        @Test
        void theOwnerAccepts() {
            JsonNode made = read(ask(gpu(operator), ", \"bid_amount\": 2.5, \"duration_hours\": 4"));
            String bid = made.path("bid_id").stringValue();
            String order = made.path("auction_id").stringValue();
            assertThat(made.path("status").stringValue()).isEqualTo("pending");
            assertThat(made.path("bid_amount").decimalValue()).isEqualByComparingTo("2.5");
            assertThat(money.held(client)).isEqualByComparingTo("10");
            assertProblem(get(rival, ORDERS + "/" + order), 404, "AUCTION_NOT_FOUND");
            assertProblem(decide(rival, bid, "accept"), 404, "BID_NOT_FOUND");
            assertProblem(decide(client, bid, "accept"), 403, "NOT_YOURS_TO_DECIDE");
            assertProblem(award(order, bid), 409, "NOT_AN_AUCTION");

            assertThat(read(decide(operator, bid, "accept")).path("status").stringValue())
                    .isEqualTo("accepted");
            assertThat(status(order)).isEqualTo("awarded");
            assertProblem(decide(operator, bid, "decline"), 409, "BID_CLOSED");
            assertThat(money.held(client)).isEqualByComparingTo("10");
        }

        @Test
        void whatIsDeclinedOrWithdrawnGoesBack() {
            String gpu = gpu(operator);
            JsonNode declined = read(ask(gpu, ", \"bid_amount\": 2"));
            assertThat(declined.path("duration_hours").intValue()).isEqualTo(1);
            read(decide(operator, declined.path("bid_id").stringValue(), "decline"));
            assertThat(status(declined.path("auction_id").stringValue())).isEqualTo("declined");
            JsonNode withdrawn = read(ask(gpu, ""));
            assertThat(withdrawn.path("bid_amount").decimalValue()).isEqualByComparingTo("3");
            read(decide(client, withdrawn.path("bid_id").stringValue(), "decline"));
            assertThat(status(withdrawn.path("auction_id").stringValue())).isEqualTo("cancelled");
            JsonNode late = read(ask(gpu, ""));
            pass(late.path("auction_id").stringValue());
            assertProblem(decide(operator, late.path("bid_id").stringValue(), "accept"), 409, "AUCTION_CLOSED");
            awaitAvailable("100");
        }

        @Test
        void whoOwnsTheGpuByThenDecides() {
            String gpu = gpu(operator);
            String bid = read(ask(gpu, "")).path("bid_id").stringValue();
            jdbc.sql("update marketplace.gpu set owner = ? where id = ?")
                    .params(rival, Ids.parse(gpu))
                    .update();
            assertProblem(decide(operator, bid, "accept"), 403, "NOT_YOURS_TO_DECIDE");
            assertThat(read(decide(rival, bid, "accept")).path("provider").stringValue())
                    .isEqualTo(rival);
        }

        @Test
        void whatCannotBeHoldsNothing() {
            assertProblem(ask(Ids.text(Ids.next()), ""), 404, "GPU_NOT_FOUND");
            assertProblem(ask(gpu(client), ""), 403, "OWN_GPU");
            assertProblem(ask(gpu(operator), ", \"duration_hours\": 101"), 422, "BOOKING_DURATION_OUT_OF_RANGE");
            assertProblem(post(client, "/v1/marketplace/gpu/bid", "{}"), 422, "VALIDATION_ERROR");
            assertProblem(ask(gpu(operator), ", \"bid_amount\": 101"), 402, "INSUFFICIENT_FUNDS");
            assertThat(money.available(client)).isEqualByComparingTo(new BigDecimal("100"));
        }
    }
}
