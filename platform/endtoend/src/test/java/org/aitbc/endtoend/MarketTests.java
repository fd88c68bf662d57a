package org.aitbc.endtoend;

import static java.util.Collections.frequency;
import static java.util.stream.Collectors.toMap;
import static org.aitbc.endtoend.TestClient.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.aitbc.standalone.demo.DevelopmentFunds;
import org.aitbc.standalone.suite.SuiteKeys;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people do on the market and what it costs, with every service and real workers, to the smallest unit of money. */
class MarketTests extends MarketStory {

    MarketTests(RunningSuite suite) {
        super(suite);
    }

    @Test
    void newKeysInADataFolderHaveTheirDevelopmentFundsOnce() throws Exception {
        TestClient dora = market.client("dora", "1");
        SuiteKeys keys = new SuiteKeys(dora.key(), "", market.issueKey("ada", "admin"));

        DevelopmentFunds.give(suite.url(), keys);
        DevelopmentFunds.give(suite.url(), keys);

        assertThat(dora.available()).isEqualByComparingTo("1001");
    }

    @Test
    void aClientBooksAGpuPaysForItsUseAndSaysHowItWas() throws Exception {
        TestClient olga = market.operator("olga");
        TestClient otto = market.operator("otto");
        TestClient carla = market.client("carla", "100");
        TestClient simon = market.client("simon", "10");
        Rig cheap = market.rig(olga, "north", 36, "I am the cheap one");
        Rig dear = market.rig(otto, "north", 72, "I am the dear one");

        // she finds the one that she can afford, and books it for an hour
        assertThat(simon.find("region:north available:true")).containsExactly(cheap.gpu(), dear.gpu());
        assertThat(carla.find("region:north available:true price_per_hour<50")).containsExactly(cheap.gpu());
        String gpu = "/v1/marketplace/gpu/" + cheap.gpu();
        String anHour = "{\"duration_hours\":1}";
        JsonNode booked = carla.post(gpu + "/book", anHour);
        assertThat(carla.held()).isEqualByComparingTo("36");
        assertThat(carla.available()).isEqualByComparingTo("64");
        assertThat(simon.find("region:north available:true")).containsExactly(dear.gpu());
        assertThat(simon.refusal(gpu + "/book", anHour)).contains("with 409");
        assertThat(simon.held()).isZero();

        // her jobs run there, though the other machine has nothing to do; another's job runs on that one
        String onBooking = onBooking(booked);
        List<JsonNode> hers = List.of(carla.run(onBooking), carla.run(onBooking), carla.run(onBooking));
        assertThat(hers).allSatisfy(job -> {
            assertThat(text(job, "/assigned_miner_id")).isEqualTo(cheap.miner());
            assertThat(job.at("/payment_id").isNull()).isTrue();
            assertThat(market.flawOfReceipt(carla, job)).isEmpty();
        });
        JsonNode his = simon.run("""
                {"payload":{"type":"command","command":["answer"]},"constraints":{"region":"north"},"payment_amount":1}""");
        assertThat(text(his, "/assigned_miner_id")).isEqualTo(dear.miner());

        // she gives it back, pays for the seconds that she had it, and has the rest again
        String booking = booking(booked);
        await("use of it")
                .atMost(SOON)
                .until(() -> carla.get(booking).at("/used_seconds").intValue() >= 2);
        carla.post(gpu + "/release");
        JsonNode ended = carla.get(booking);
        Bill bill = Bill.of(ended, 36);
        assertThat(text(ended, "/status")).isEqualTo("completed");
        assertThat(ended.at("/billed").decimalValue()).isEqualByComparingTo(bill.amount());
        carla.awaitNothingHeld();
        simon.awaitNothingHeld();
        assertThat(carla.available()).isEqualByComparingTo(new BigDecimal(100).subtract(bill.amount()));
        assertThat(olga.available()).isEqualByComparingTo(bill.earned());
        assertThat(carla.find("region:north available:true")).containsExactly(cheap.gpu(), dear.gpu());

        // she says how it was; who had nothing of it may not, nor whose it is
        String praise = "{\"rating\":4,\"comment\":\"There when it was needed\"}";
        carla.post(gpu + "/reviews", praise);
        assertThat(simon.refusal(gpu + "/reviews", praise)).contains("with 403", "NOT_A_CUSTOMER");
        assertThat(olga.refusal(gpu + "/reviews", praise)).contains("with 403", "OWN_GPU");
        JsonNode reviews = simon.get(gpu + "/reviews");
        assertThat(reviews.at("/total_reviews").intValue()).isEqualTo(1);
        assertThat(text(reviews, "/reviews/0/user")).isEqualTo("carla");
        assertThat(text(reviews, "/reviews/0/basis")).isEqualTo("booking");

        // all of that is what the machine is known for
        market.seenForAnHour(cheap);
        JsonNode report = simon.get(gpu + "/reliability");
        assertThat(report.at("/inputs/jobs_completed").intValue()).isEqualTo(3);
        assertThat(report.at("/inputs/bookings_kept").intValue()).isEqualTo(1);
        assertThat(texts(report.path("bookings"), "booking_id")).containsExactly(text(booked, "/booking_id"));
        assertThat(texts(simon.get(text(report, "/jobs")).path("items"), "job_id"))
                .containsExactlyInAnyOrderElementsOf(texts(hers, "job_id"));
        assertThat(report.at("/result/score").decimalValue()).isEqualByComparingTo("1");
        await("a score to search by")
                .atMost(SOON)
                .until(() -> simon.find("region:north reliability>=0.9 average_rating:4")
                        .equals(List.of(cheap.gpu())));

        // what they spent is what the operators have earned, and the network
        BigDecimal spent = new BigDecimal(110).subtract(carla.wealth()).subtract(simon.wealth());
        assertThat(olga.wealth().add(otto.wealth()).add(market.fees())).isEqualByComparingTo(spent);
        market.requireRightBooks();
    }

    @Test
    void aMachineThatAnswersOtherwiseIsNotPaid() throws Exception {
        TestClient quentin = market.client("quentin", "10");
        Rig hana = market.rig(market.operator("hana"), "south", 72, "42");
        Rig luis = market.rig(market.operator("luis"), "south", 72, "41");

        // two machines disagree: nobody is paid before a third has come and decided
        String spot = check(quentin, "spot:1");
        await("both runs")
                .atMost(SOON)
                .until(() -> frequency(texts(quentin.get(spot).path("runs"), "state"), "COMPLETED") == 2);
        assertThat(quentin.get(spot).at("/verdict").isNull()).isTrue();
        assertThat(quentin.held()).isEqualByComparingTo("2");
        Rig hugo = market.rig(market.operator("hugo"), "south", 72, "42");
        Map<String, String> luisIsWrong =
                Map.of(hana.miner(), "agreed", hugo.miner(), "agreed", luis.miner(), "disagreed");
        assertThat(verdicts(quentin, spot)).isEqualTo(luisIsWrong);

        // of three machines that are asked in any case, the two that agree are paid
        String quorum = check(quentin, "quorum:2/3");
        assertThat(verdicts(quentin, quorum)).isEqualTo(luisIsWrong);
        assertThat(text(quentin.get(quorum), "/result/output")).isEqualTo("42\n");

        quentin.awaitNothingHeld();
        assertThat(quentin.available()).isEqualByComparingTo("6");
        assertThat(hana.owner().wealth()).isEqualByComparingTo("1.95");
        assertThat(hugo.owner().wealth()).isEqualByComparingTo("1.95");
        assertThat(luis.owner().wealth()).isZero();
        assertThat(market.fees()).isEqualByComparingTo("0.1");
        JsonNode report = quentin.get("/v1/marketplace/gpu/" + luis.gpu() + "/reliability");
        assertThat(report.at("/inputs/mismatches").intValue()).isEqualTo(2);
        market.requireRightBooks();
    }

    @Test
    void theBestBidBecomesABookingAtItsPrice() throws Exception {
        TestClient anna = market.client("anna", "100");
        Rig ines = market.rig(market.operator("ines"), "west", 72, "low");
        Rig ivan = market.rig(market.operator("ivan"), "west", 72, "high");

        // the most that it can cost is held; providers bid below it
        JsonNode order = anna.post("/v1/marketplace/auctions", """
                {"min_memory_gb":16,"region":"west","duration_hours":1,"max_price_per_hour":50}""");
        String auction = "/v1/marketplace/auctions/" + text(order, "/auction_id");
        assertThat(anna.held()).isEqualByComparingTo("50");
        assertThat(ivan.owner().refusal(auction + "/bids", bid(ivan, 51))).contains("with 422", "BID_TOO_HIGH");
        ivan.owner().post(auction + "/bids", bid(ivan, 45));
        ines.owner().post(auction + "/bids", bid(ines, 30));

        // the cheapest is awarded and booked with the money of the order
        JsonNode best = anna.get(auction + "/bids").path(0);
        assertThat(best.at("/price").decimalValue()).isEqualByComparingTo("30");
        anna.post(auction + "/award", "{\"bid_id\":\"%s\"}".formatted(text(best, "/id")));
        JsonNode booked = anna.post(auction + "/book");
        assertThat(text(booked, "/gpu_id")).isEqualTo(ines.gpu());
        assertThat(anna.held()).isEqualByComparingTo("50");
        assertThat(anna.refusal(auction + "/book", "{}")).contains("with 409", "NOT_AWARDED");
        assertThat(text(ivan.owner().get(auction + "/bids"), "/0/status")).isEqualTo("rejected");

        // what was used is paid at the price of the bid
        assertThat(text(anna.run(onBooking(booked)), "/assigned_miner_id")).isEqualTo(ines.miner());
        String booking = booking(booked);
        await("use of it")
                .atMost(SOON)
                .until(() -> anna.get(booking).at("/used_seconds").intValue() >= 1);
        Bill bill = Bill.of(anna.post(booking + "/close"), 30);
        anna.awaitNothingHeld();
        assertThat(anna.available()).isEqualByComparingTo(new BigDecimal(100).subtract(bill.amount()));
        assertThat(ines.owner().wealth()).isEqualByComparingTo(bill.earned());
        assertThat(ivan.owner().wealth()).isZero();
        assertThat(market.fees()).isEqualByComparingTo(bill.fee());
        market.requireRightBooks();
    }

    @Test
    void aBountyIsPaidToWhoWonIt() throws Exception {
        TestClient bela = market.client("bela", "200");
        TestClient wanda = market.operator("wanda");
        TestClient leo = market.operator("leo");

        // half a percent for the offer, two for success, one for the platform
        JsonNode offered = bela.post("/v1/bounties", """
                {"title":"A smaller model","description":"As good as the large one, at half the size",
                 "reward_amount":120.5,"requires_zk_proof":false,"min_accuracy":90,"deadline":"%s"}""".formatted(Instant.now().plus(Duration.ofHours(1))));
        String bounty = "/v1/bounties/" + text(offered, "/bounty_id");
        assertThat(bela.held()).isEqualByComparingTo("124.7175");

        JsonNode first = leo.post(bounty + "/submit", "{\"performance_hash\":\"l\",\"accuracy\":91}");
        JsonNode second = wanda.post(bounty + "/submit", "{\"performance_hash\":\"w\",\"accuracy\":97}");
        assertThat(wanda.refusal(bounty + "/verify", judgement(second, true))).contains("with 403", "NOT_YOUR_BOUNTY");
        bela.post(bounty + "/verify", judgement(first, false));
        bela.post(bounty + "/verify", judgement(second, true));
        bela.awaitNothingHeld();

        assertThat(text(bela.get(bounty), "/winner_address")).isEqualTo("wanda");
        assertThat(bela.available()).isEqualByComparingTo("75.2825");
        assertThat(wanda.available()).isEqualByComparingTo("120.5");
        assertThat(leo.wealth()).isZero();
        assertThat(market.fees()).isEqualByComparingTo("4.2175");
        market.requireRightBooks();
    }

    @Test
    void whoHasAShareInAServiceIsPaidOfEachSale() throws Exception {
        TestClient clara = market.client("clara", "100");
        TestClient sara = market.operator("sara");
        TestClient alan = market.operator("alan");
        TestClient edda = market.operator("edda");

        JsonNode offered = sara.post("/v1/global-marketplace/offers", """
                {"service_type":"translation","resource_specification":{"model":"small"},"base_price":10,"total_capacity":5}""");
        String offer = text(offered, "/id");
        market.share(offer, """
                {"tiers":{"primary":20,"secondary":5},"recipients":{"primary":"alan","secondary":"edda"}}""");

        // what is cancelled pays nobody
        String order = "{\"offer_id\":\"%s\",\"quantity\":2}".formatted(offer);
        String sales = "/v1/global-marketplace/transactions";
        clara.post(sales + "/" + text(clara.post(sales, order), "/id") + "/cancel");
        clara.awaitNothingHeld();
        assertThat(clara.available()).isEqualByComparingTo("100");

        String sale = sales + "/" + text(clara.post(sales, order), "/id");
        assertThat(clara.held()).isEqualByComparingTo("20");
        sara.post(sale + "/deliver");
        assertThat(sara.wealth()).isZero();
        clara.post(sale + "/confirm");
        clara.awaitNothingHeld();

        // each part less the network's 2.5 percent
        assertThat(clara.available()).isEqualByComparingTo("80");
        assertThat(alan.available()).isEqualByComparingTo("3.9");
        assertThat(edda.available()).isEqualByComparingTo("0.975");
        assertThat(sara.available()).isEqualByComparingTo("14.625");
        assertThat(market.fees()).isEqualByComparingTo("0.5");
        market.requireRightBooks();
    }

    private static String booking(JsonNode booked) {
        return "/v1/marketplace/bookings/" + text(booked, "/booking_id");
    }

    private static String onBooking(JsonNode booked) {
        return """
                {"payload":{"type":"command","command":["answer"]},"constraints":{"booking_id":"%s"}}""".formatted(text(booked, "/booking_id"));
    }

    /** Has a job of one AITBC checked. */
    private static String check(TestClient client, String assurance) throws Exception {
        JsonNode job = client.post("/v1/jobs", """
                {"payload":{"type":"command","command":["answer"]},"constraints":{"region":"south"},
                 "payment_amount":1,"ttl_seconds":120,"assurance":"%s"}""".formatted(assurance));
        return "/v1/jobs/" + text(job, "/job_id") + "/assurance";
    }

    /** Of each miner that ran the job, once it is decided. */
    private static Map<String, String> verdicts(TestClient client, String check) throws Exception {
        await(check).atMost(SOON).until(() -> client.get(check).at("/verdict").isString());
        return client.get(check)
                .path("runs")
                .valueStream()
                .collect(toMap(run -> text(run, "/miner_id"), run -> text(run, "/verdict")));
    }

    private static String bid(Rig rig, int pricePerHour) {
        return "{\"gpu_id\":\"%s\",\"price_per_hour\":%d}".formatted(rig.gpu(), pricePerHour);
    }

    private static String judgement(JsonNode submission, boolean verified) {
        return "{\"submission_id\":\"%s\",\"verified\":%s}".formatted(text(submission, "/submission_id"), verified);
    }

    private static String text(JsonNode answer, String pointer) {
        return answer.at(pointer).stringValue();
    }

    private static List<String> texts(JsonNode list, String member) {
        return list.valueStream().map(one -> one.path(member).asString("")).toList();
    }

    private static List<String> texts(List<JsonNode> list, String member) {
        return list.stream().map(one -> one.path(member).asString("")).toList();
    }
}
