package org.aitbc.endtoend;

import static org.aitbc.endtoend.TestClient.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.aitbc.contracts.AitbcToken;
import org.junit.jupiter.api.Test;
import org.web3j.utils.Convert;
import tools.jackson.databind.JsonNode;

/** What people agree about, and what is delivered of it. */
class TradingTests extends MarketStory {

    private static final String BLOCKS = "/v1/trading/compute/orders";

    TradingTests(RunningSuite suite) {
        super(suite);
    }

    @Test
    void whatTwoSidesAgreeOnIsDeliveredAndPaidByUse() throws Exception {
        TestClient berit = market.client("berit", "100");
        TestClient sverre = market.operator("sverre");
        Rig rig = market.rig(sverre, "glen", 72, "delivered");

        JsonNode wanted = berit.post("/v1/trading/requests", """
                {"buyer_agent_id":"berit","trade_type":"ai_power","title":"An hour in the glen","requirements":{"region":"glen"},
                 "budget_range":{"min":70,"max":80},"duration_hours":1,"preferred_regions":["glen"],
                 "service_level_required":"basic"}""");
        String request = "/v1/trading/requests/" + text(wanted, "request_id");
        assertThat(berit.post(request + "/matches").path(0).stringValue()).isEqualTo("sverre");
        String match = text(berit.get(request + "/matches").path(0), "match_id");

        // offers in turns; the third one is accepted
        JsonNode opened = berit.post("/v1/trading/negotiations", """
                {"match_id":"%s","initiator":"buyer","terms":{"price_per_hour":60}}""".formatted(match));
        String negotiation = "/v1/trading/negotiations/" + text(opened, "negotiation_id");
        assertThat(berit.refusal(negotiation + "/counter", offer(61))).contains("with 409", "NOT_YOUR_TURN");
        sverre.post(negotiation + "/counter", offer(70));
        berit.post(negotiation + "/counter", offer(65));
        assertThat(berit.held()).isZero();
        String agreement = text(sverre.post(negotiation + "/accept"), "agreement_id");
        await("the delivery")
                .atMost(SOON)
                .until(() -> text(agreement(berit), "status").equals("settling"));
        assertThat(berit.held()).isEqualByComparingTo("65");

        // the booking has the agreement's id: its job runs there, and what was used is paid at the agreed price
        JsonNode job = berit.run("""
                {"payload":{"type":"command","command":["answer"]},"constraints":{"booking_id":"%s"}}""".formatted(agreement));
        assertThat(text(job, "assigned_miner_id")).isEqualTo(rig.miner());
        Bill bill = closed(berit, agreement, 65);
        assertThat(berit.available()).isEqualByComparingTo(new BigDecimal(100).subtract(bill.amount()));
        assertThat(sverre.wealth()).isEqualByComparingTo(bill.earned());
        await("the end of the agreement")
                .atMost(SOON)
                .until(() -> agreement(sverre).path("paid").isNumber());
        assertThat(agreement(sverre).path("paid").decimalValue()).isEqualByComparingTo(bill.amount());
        market.requireRightBooks();
    }

    @Test
    void aBlockThatTheMarketRefusesIsDeliveredByTheNextAskAndPaidByUse() throws Exception {
        TestClient pavel = market.client("pavel", "200");
        TestClient simone = market.client("simone", "100");
        Rig taken = market.rig(market.operator("paulina"), "dale", 72, "taken");
        Rig free = market.rig(market.operator("petra"), "dale", 72, "free");

        String gpuClass = text(ask(taken, 30), "gpu_class");
        ask(free, 40);
        // the cheaper GPU is booked elsewhere, and free again too late
        simone.post("/v1/marketplace/gpu/" + taken.gpu() + "/book", "{\"duration_hours\":1}");
        JsonNode bid = pavel.post(BLOCKS, """
                {"side":"bid","gpu_class":"%s","hours":2,"price_per_hour":50,"region":"dale","not_after":"%s"}""".formatted(gpuClass, Instant.now().plus(Duration.ofMinutes(30))));
        assertThat(pavel.held()).isEqualByComparingTo("100");
        String order = BLOCKS + "/" + text(bid, "order_id");
        await("the delivery")
                .atMost(SOON)
                .until(() ->
                        text(pavel.get(order).path("fills").path(0), "status").equals("delivered"));
        JsonNode fills = pavel.get(order).path("fills");
        assertThat(fills.valueStream().map(fill -> text(fill, "status") + " " + text(fill, "gpu_id")))
                .containsExactly("delivered " + free.gpu(), "undelivered " + taken.gpu());

        // what was paid for is what was used, at the price of the ask
        String id = text(fills.path(0), "booking_id");
        JsonNode job = pavel.run("""
                {"payload":{"type":"command","command":["answer"]},"constraints":{"booking_id":"%s"}}""".formatted(id));
        assertThat(text(job, "assigned_miner_id")).isEqualTo(free.miner());
        Bill bill = closed(pavel, id, 40);
        assertThat(pavel.available()).isEqualByComparingTo(new BigDecimal(200).subtract(bill.amount()));
        assertThat(free.owner().wealth()).isEqualByComparingTo(bill.earned());
        market.requireRightBooks();
    }

    @Test
    void whatIsPaidOnAChainBuysAitbcOnceItIsFinalAndTheRestIsThePayers() throws Exception {
        try (ChainAccount payer = ChainAccount.on(suite, SharedSuite.PAYING_CHAIN)) {
            AitbcToken token = payer.token();
            assertThat(token.getContractAddress()).isEqualTo(SharedSuite.TOKEN);
            TestClient desk = market.client(SharedSuite.DESK, "1000");
            TestClient erik = market.client("erik", "1");

            JsonNode quote = erik.post("/v1/exchange/create-payment", """
                    {"user_id":"erik","aitbc_amount":1000,"btc_amount":0.01}""");
            String id = text(quote, "payment_id");
            assertThat(desk.held()).isEqualByComparingTo("1000");

            // what went elsewhere is no payment
            String elsewhere = pay(token, payer.address(), "0.01");
            await("the block with it")
                    .atMost(SOON)
                    .until(() -> refusedConfirmation(erik, id, elsewhere).contains("TRANSACTION_MISMATCH"));
            assertThat(refusedConfirmation(erik, id, elsewhere)).contains("with 422");
            assertThat(text(payment(erik, id), "state")).isEqualTo("pending");

            // what is there counts once nothing can undo it
            String hash = pay(token, text(quote, "payment_address"), "0.011");
            await("the block with the payment")
                    .atMost(SOON)
                    .until(() -> text(payment(erik, id), "state").equals("confirming"));
            assertThat(text(payment(erik, id), "tx_hash")).isEqualTo(hash);
            assertThat(refusedConfirmation(erik, id, hash)).contains("with 425", "NOT_FINAL");
            assertThat(erik.wealth()).isEqualByComparingTo("1");
            payer.mine(20);
            await("the end of the payment")
                    .atMost(SOON)
                    .until(() -> text(payment(erik, id), "status").equals("confirmed"));
            await("all credits")
                    .atMost(SOON)
                    .until(() -> erik.balance("BTC").signum() > 0
                            && desk.balance("BTC").signum() > 0
                            && desk.held().signum() == 0);

            // less 0.5 percent for the network
            assertThat(erik.balance("AITBC")).isEqualByComparingTo("996");
            assertThat(erik.balance("BTC")).isEqualByComparingTo("0.001");
            assertThat(desk.balance("BTC")).isEqualByComparingTo("0.01");
            assertThat(desk.balance("AITBC")).isZero();
            market.requireRightBooks();
        }
    }

    @Test
    void coinsThatCameInOnAChainAreSettledThereAndTheChainKnowsTheTransaction() throws Exception {
        try (ChainAccount stranger = ChainAccount.on(suite, SharedSuite.CHAIN)) {
            TestClient sissel = market.client("sissel", "1");
            String wallet =
                    text(sissel.post("/v1/cross-chain/wallets/create?owner_address=sissel&chain_id=31337"), "address");
            String friend = "0x00000000000000000000000000000000005155e1";

            stranger.send(wallet, "2");
            assertThat(sissel.get("/v1/cross-chain/wallets/" + wallet + "/balance?chain_id=31337")
                            .path("eth_balance")
                            .decimalValue())
                    .isEqualByComparingTo("2");
            JsonNode made = sissel.post("/v1/settlement/cross-chain", """
                    {"source_chain_id":"31337","target_chain_id":"31337","amount":0.75,"asset_type":"ETH",
                     "recipient_address":"%s"}""".formatted(friend));
            String path = "/v1/settlement/cross-chain/" + text(made, "settlement_id");
            await("the end of the settlement")
                    .atMost(SOON)
                    .until(() -> text(sissel.get(path), "status").equals("completed"));

            String hash = text(sissel.get(path), "transaction_hash");
            JsonNode transaction = sissel.get("/v1/explorer/transactions/" + hash);
            assertThat(text(transaction, "from")).isEqualTo(wallet);
            assertThat(text(transaction, "to")).isEqualTo(friend);
            assertThat(transaction.at("/raw/success").booleanValue()).isTrue();
            assertThat(stranger.balance(friend)).isEqualByComparingTo("0.75");
        }
    }

    /** Ends a booking once it has been used. */
    private static Bill closed(TestClient client, String id, int pricePerHour)
            throws IOException, InterruptedException {
        String booking = "/v1/marketplace/bookings/" + id;
        await("use of it")
                .atMost(SOON)
                .until(() -> client.get(booking).path("used_seconds").intValue() >= 1);
        Bill bill = Bill.of(client.post(booking + "/close"), pricePerHour);
        client.awaitNothingHeld();
        return bill;
    }

    /** @return the transaction */
    private static String pay(AitbcToken token, String to, String amount) throws Exception {
        return token.mint(to, Convert.toWei(amount, Convert.Unit.ETHER).toBigIntegerExact())
                .send()
                .getTransactionHash();
    }

    private static JsonNode payment(TestClient payer, String id) throws IOException, InterruptedException {
        return payer.get("/v1/exchange/payment-status/" + id);
    }

    private static String refusedConfirmation(TestClient payer, String id, String hash) throws InterruptedException {
        return payer.refusal("/v1/exchange/confirm-payment/" + id + "?tx_hash=" + hash, "{}");
    }

    private static JsonNode ask(Rig rig, int pricePerHour) throws IOException, InterruptedException {
        return rig.owner().post(BLOCKS, """
                {"side":"ask","gpu_id":"%s","hours":1,"price_per_hour":%d,"not_after":"%s"}""".formatted(
                        rig.gpu(), pricePerHour, Instant.now().plus(Duration.ofDays(1))));
    }

    private static JsonNode agreement(TestClient side) throws IOException, InterruptedException {
        return side.get("/v1/trading/agreements").path(0);
    }

    private static String offer(int pricePerHour) {
        return "{\"price_per_hour\":%d}".formatted(pricePerHour);
    }

    private static String text(JsonNode answer, String member) {
        return answer.path(member).asString("");
    }
}
