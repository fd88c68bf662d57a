package org.aitbc.standalone.endtoend;

import static org.aitbc.standalone.endtoend.TestClient.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What people agree about, and what is delivered of it. */
@ExtendWith(SharedSuite.class)
class TradingTests {

    private final RunningMarket market;

    TradingTests(RunningSuite suite) {
        market = new RunningMarket(suite);
    }

    @AfterEach
    void close() {
        market.close();
    }

    @Test
    void whatTwoSidesAgreeOnIsDeliveredAndPaidByUse() throws Exception {
        TestClient berit = market.client("berit", "100");
        TestClient sverre = market.operator("sverre");
        Rig rig = market.rig(sverre, "glen", 72, "delivered");

        JsonNode wanted = berit.post("/v1/trading/requests", """
                {"buyer_agent_id":"berit","trade_type":"ai_power","title":"An hour in the glen","requirements":{},
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
        String booking = "/v1/marketplace/bookings/" + agreement;
        await("use of it")
                .atMost(SOON)
                .until(() -> berit.get(booking).path("used_seconds").intValue() >= 1);
        Bill bill = Bill.of(berit.post(booking + "/close"), 65);
        berit.awaitNothingHeld();
        assertThat(berit.available()).isEqualByComparingTo(new BigDecimal(100).subtract(bill.amount()));
        assertThat(sverre.wealth()).isEqualByComparingTo(bill.earned());
        await("the end of the agreement")
                .atMost(SOON)
                .until(() -> agreement(sverre).path("paid").isNumber());
        assertThat(agreement(sverre).path("paid").decimalValue()).isEqualByComparingTo(bill.amount());
        market.requireRightBooks();
    }

    @Test
    void anExchangeWithoutADeskSellsNothing() throws Exception {
        TestClient erik = market.client("erik", "1");

        assertThat(erik.refusal("/v1/exchange/create-payment", """
                {"user_id":"erik","aitbc_amount":1000,"btc_amount":0.01}""")).contains("with 503", "EXCHANGE_OFF");

        assertThat(erik.wealth()).isEqualByComparingTo("1");
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
