package org.aitbc.endtoend;

import static org.aitbc.endtoend.TestClient.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two clients who trade AITBC for ETH in parts, with a suite that is killed in between. */
record InterruptedTrade(String sellerKey, String buyerKey, String order) {

    private static final String SELLER = "tobias";
    private static final String BUYER = "tessa";
    private static final String MARKET = "/v1/trading/markets/AITBC-ETH";
    private static final String ORDERS = "/v1/trading/orders";
    private static final String ALL = """
            {"market":"AITBC-ETH","side":"sell","price":0.00012347,"quantity":100,"client_order_id":"all-of-it"}""";

    static InterruptedTrade begin(RunningSuite suite) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (RunningMarket market = new RunningMarket(suite)) {
            TestClient seller = market.client(SELLER, "1000");
            TestClient buyer = market.client(BUYER, "0.5");
            market.deposit(buyer, "10", "ETH");
            assertThat(buyer.refusal("/v1/exchange/create-payment", """
                    {"user_id":"tessa","aitbc_amount":1000,"btc_amount":0.01}"""))
                    .as("an exchange without a desk")
                    .contains("with 503", "EXCHANGE_OFF");
            Iterator<JsonNode> feed = follow(http, suite);

            // both takers get a better price than theirs
            String order = text(seller.post(ORDERS, ALL), "id");
            buyer.post(ORDERS, """
                    {"market":"AITBC-ETH","side":"buy","price":0.00013,"quantity":33}""");
            buyer.post(ORDERS, """
                    {"market":"AITBC-ETH","side":"buy","price":0.00012111,"quantity":7}""");
            seller.post(ORDERS, """
                    {"market":"AITBC-ETH","side":"sell","price":0.00012,"quantity":7,"time_in_force":"ioc"}""");

            assertThat(prices(feed, 2))
                    .usingElementComparator(BigDecimal::compareTo)
                    .containsExactly(new BigDecimal("0.00012347"), new BigDecimal("0.00012111"));
            return new InterruptedTrade(seller.key(), buyer.key(), order);
        } finally {
            // the feed has no end
            http.shutdownNow();
        }
    }

    /** The book is as it was, and in the end each wallet is what its fills say. */
    void end(RunningSuite suite) throws Exception {
        try (RunningMarket market = new RunningMarket(suite)) {
            TestClient seller = market.person(SELLER, sellerKey);
            TestClient buyer = market.person(BUYER, buyerKey);

            JsonNode repeated = seller.post(ORDERS, ALL);
            assertThat(text(repeated, "id")).isEqualTo(order);
            assertThat(text(repeated, "status")).isEqualTo("partially_filled");
            buyer.post(ORDERS, """
                    {"market":"AITBC-ETH","side":"buy","price":0.00012347,"quantity":17}""");
            JsonNode cancelled = seller.delete(ORDERS + "/" + order);
            assertThat(text(cancelled, "status")).isEqualTo("cancelled");
            assertThat(cancelled.path("cancelled_quantity").decimalValue()).isEqualByComparingTo("50");
            seller.awaitNothingHeld();
            buyer.awaitNothingHeld();

            // 0.1 percent of what takers got, rounded down: 0.033 and 0.017 AITBC, and 0.00000084777 ETH
            assertThat(buyer.balance("AITBC")).isEqualByComparingTo("57.45");
            assertThat(buyer.balance("ETH")).isEqualByComparingTo("9.99297873");
            assertThat(seller.balance("AITBC")).isEqualByComparingTo("943");
            assertThat(seller.balance("ETH")).isEqualByComparingTo("0.00702043");
            assertThat(fees(suite)).isEqualTo("AITBC 0.05, ETH 0.00000084");
            assertThat(lines(seller, "AITBC")).containsExactly("50", "-7", "-100", "1000");
            assertThat(lines(seller, "ETH")).containsExactly("0.00209899", "0.00084693", "0.00407451");
            assertThat(lines(buyer, "AITBC")).containsExactly("16.983", "7", "32.967", "0.5");
            // a fill may be in the ledger before or after what the next order reserves
            assertThat(lines(buyer, "ETH"))
                    .containsExactlyInAnyOrder("-0.00209899", "-0.00084777", "0.00021549", "-0.00429", "10");
            assertThat(buyer.get("/v1/trading/fills"))
                    .hasSize(3)
                    .allSatisfy(fill ->
                            assertThat(fill.path("settled").booleanValue()).isTrue());
            await("a replay of the journal")
                    .atMost(SOON)
                    .until(() ->
                            buyer.get(MARKET + "/integrity").path("verified").booleanValue());
        }
    }

    /** Events from the first snapshot on. */
    private static Iterator<JsonNode> follow(HttpClient http, RunningSuite suite)
            throws IOException, InterruptedException {
        HttpRequest follow = HttpRequest.newBuilder(URI.create(suite.url() + MARKET + "/stream"))
                .build();
        Iterator<JsonNode> events = http.send(follow, BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith("data:"))
                .map(line -> JsonMapper.shared().readTree(line.substring("data:".length())))
                .iterator();
        assertThat(events.next().has("bids")).as("a snapshot").isTrue();
        return events;
    }

    private static List<BigDecimal> prices(Iterator<JsonNode> feed, int trades) {
        return CompletableFuture.supplyAsync(() -> Stream.generate(feed::next)
                        .filter(event -> event.has("taker_side"))
                        .map(trade -> trade.path("price").decimalValue())
                        .limit(trades)
                        .toList())
                .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static String fees(RunningSuite suite) throws IOException, SQLException {
        return suite.ask("""
            select string_agg(currency || ' ' || trim_scale(balance), ', ' order by currency)
            from payment.account where owner = '@network' and kind = 'fees' and balance > 0
              and id in (select e.account from payment.entry e join payment.posting p on p.id = e.posting and p.kind = 'trade.fill')""");
    }

    private static List<String> lines(TestClient whose, String currency) throws IOException, InterruptedException {
        return whose.get("/v1/payments/statement?currency=" + currency)
                .path("items")
                .valueStream()
                .map(line ->
                        line.path("amount").decimalValue().stripTrailingZeros().toPlainString())
                .toList();
    }

    private static String text(JsonNode answer, String member) {
        return answer.path(member).asString("");
    }
}
