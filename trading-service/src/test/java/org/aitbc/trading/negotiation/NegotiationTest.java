package org.aitbc.trading.negotiation;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.market.MarketDesk.Offer;
import org.aitbc.trading.TradingTest;
import org.aitbc.trading.fake.FakeDesk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.*;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What these tests share: a GPU of the seller at 2 an hour, and a client with 1000. */
abstract class NegotiationTest extends TradingTest {

    @Autowired
    FakeDesk desk;

    @Autowired
    ManageNegotiations manageNegotiations;

    /** A name of a model that no other test offers. */
    final String model = "H" + Ids.text(Ids.next());

    final UUID gpu = Ids.next();

    @BeforeEach
    void scene() {
        money.fund(client, "1000");
        desk.offer(offer(gpu, seller, "2", new BigDecimal("0.95")));
    }

    @AfterEach
    void timeGoesOn() {
        clock.run();
    }

    Offer offer(UUID id, String owner, String price, @Nullable BigDecimal reliability) {
        return new Offer(
                id,
                owner,
                model,
                new BigDecimal("80"),
                "12.4",
                "eu",
                new BigDecimal(price),
                new BigDecimal("0.25"),
                new BigDecimal("100"),
                List.of(),
                reliability,
                Instant.EPOCH);
    }

    String wanted(String more) {
        return """
            {"buyer_agent_id": "%s", "trade_type": "ai_power", "title": "some hours", "duration_hours": 4,
             "requirements": {"model": "%s", "memory_gb": 40}, "budget_range": {"min": 2, "max": 4}%s}\
            """.formatted(client, model, more);
    }

    String requested(String more) {
        return read(post("/v1/trading/requests", wanted(more)))
                .path("request_id")
                .stringValue();
    }

    /** The id of a match of a new request with the seller's GPU. */
    String matched() {
        return matched(requested(""));
    }

    String matched(String request) {
        read(post("/v1/trading/requests/" + request + "/matches", ""));
        return read(get(client, "/v1/trading/requests/" + request + "/matches"))
                .valueStream()
                .filter(one -> one.path("status").stringValue().equals("matching"))
                .findFirst()
                .orElseThrow()
                .path("match_id")
                .stringValue();
    }

    MvcTestResult open(String who, String match, String side, String more) {
        return post(who, "/v1/trading/negotiations", """
            {"match_id": "%s", "initiator": "%s"%s}\
            """.formatted(match, side, more));
    }

    /** The id of a negotiation that the buyer has opened at this price. */
    String opened(String match, String price) {
        return read(open(client, match, "buyer", ", \"terms\": {\"price_per_hour\": %s}".formatted(price)))
                .path("negotiation_id")
                .stringValue();
    }

    MvcTestResult does(String who, String negotiation, String verb, String json) {
        return post(who, "/v1/trading/negotiations/" + negotiation + "/" + verb, json);
    }

    MvcTestResult counter(String who, String negotiation, String price) {
        return does(who, negotiation, "counter", "{\"price_per_hour\": %s}".formatted(price));
    }

    JsonNode negotiation(String id) {
        return read(get(client, "/v1/trading/negotiations/" + id));
    }

    JsonNode request(String id) {
        return read(get(client, "/v1/trading/requests/" + id));
    }

    JsonNode agreement(String id) {
        return read(get(client, "/v1/trading/agreements?limit=100"))
                .valueStream()
                .filter(one -> one.path("agreement_id").stringValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The id of an agreement at this price. */
    String agreed(String price) {
        return read(does(seller, opened(matched(), price), "accept", ""))
                .path("agreement_id")
                .stringValue();
    }
}
