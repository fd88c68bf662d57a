package org.aitbc.trading.negotiation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RequestTests extends NegotiationTest {

    @Test
    void aRequestIsMadeOnceByItsBuyerAlone() {
        String key = someone("key");
        JsonNode made = read(postKeyed("/v1/trading/requests", key, wanted("")));
        assertThat(read(postKeyed("/v1/trading/requests", key, wanted("")))).isEqualTo(made);
        assertThat(made.path("status").stringValue()).isEqualTo("open");
        assertThat(made.path("match_count").intValue()).isZero();
        assertThat(made.path("best_match_score").isNull()).isTrue();
        assertThat(Duration.between(
                        Instant.parse(made.path("created_at").stringValue()),
                        Instant.parse(made.path("expires_at").stringValue())))
                .isEqualTo(Duration.ofDays(7));
        assertProblem(post(someone("other"), "/v1/trading/requests", wanted("")), 403, "NOT_YOURSELF");
        assertThat(get("/v1/trading/requests")).hasStatus(401);
    }

    @Test
    void whatCannotBeIsRefused() {
        for (String wrong : List.of(
                ", \"expires_at\": \"2020-01-01T00:00:00Z\"",
                ", \"start_time\": \"2100-01-02T00:00:00Z\"",
                ", \"end_time\": \"2020-01-01T00:00:00Z\"",
                ", \"service_level_required\": \"gold\"")) {
            assertThat(post("/v1/trading/requests", wanted(wrong))).as(wrong).hasStatus(422);
        }
        assertThat(post("/v1/trading/requests", wanted("").replace("\"max\": 4", "\"max\": 1")))
                .hasStatus(422);
        assertThat(post("/v1/trading/requests", wanted("").replace("\"min\": 2, \"max\": 4", "")))
                .hasStatus(422);
    }

    @Test
    void onlyOffersThatMeetWhatIsAskedMatchTheBestFirst() {
        UUID cheaper = Ids.next();
        String other = someone("seller");
        desk.offer(offer(cheaper, other, "1.5", null));
        desk.offer(offer(Ids.next(), someone("dear"), "4.5", null));
        desk.offer(offer(Ids.next(), someone("unreliable"), "2", new BigDecimal("0.5")));
        desk.offer(offer(Ids.next(), client, "1", null));
        String request = requested(", \"preferred_regions\": [\"us\"]");

        assertThat(read(post("/v1/trading/requests/" + request + "/matches", ""))
                        .valueStream()
                        .map(JsonNode::stringValue))
                .containsExactly(seller, other);

        JsonNode matches = read(get(client, "/v1/trading/requests/" + request + "/matches"));
        JsonNode best = matches.path(0);
        assertThat(best.path("seller_agent_id").stringValue()).isEqualTo(seller);
        // (35 * 100 + 25 * 100 + 15 * 95 + 10 * 50) / 85, without a window of time
        assertThat(best.path("match_score").decimalValue()).isEqualByComparingTo("93.24");
        assertThat(best.path("confidence_level").decimalValue()).isEqualByComparingTo("0.85");
        assertThat(best.path("timing_compatibility").isNull()).isTrue();
        assertThat(matches.path(1).path("reputation_compatibility").isNull()).isTrue();
        assertThat(best.path("proposed_terms").path("price_per_hour").decimalValue())
                .isEqualByComparingTo("2");
        assertThat(request(request).path("status").stringValue()).isEqualTo("matching");
        assertThat(request(request).path("match_count").intValue()).isEqualTo(2);

        // each sees what concerns it
        assertThat(read(get(other, "/v1/trading/requests/" + request + "/matches")))
                .hasSize(1);
        assertProblem(
                get(other, "/v1/trading/matches/" + best.path("match_id").stringValue()), 404, "TRADE_MATCH_NOT_FOUND");
        assertThat(read(get(seller, "/v1/trading/requests?trade_type=ai_power")))
                .hasSize(1);
        assertThat(read(get(seller, "/v1/trading/requests?offset=1"))).isEmpty();
        assertThat(read(get(seller, "/v1/trading/matches?offset=1"))).isEmpty();
        assertThat(read(get(other, "/v1/trading/matches?status=matching&min_score=50&agent_id=" + other)))
                .hasSize(1);
        assertThat(read(get(other, "/v1/trading/matches?min_score=99.9"))).isEmpty();
        assertProblem(get(someone("stranger"), "/v1/trading/requests/" + request), 404, "TRADE_REQUEST_NOT_FOUND");
        assertProblem(post(other, "/v1/trading/requests/" + request + "/matches", ""), 404, "TRADE_REQUEST_NOT_FOUND");
        assertThat(read(get("root", Role.ADMIN, "/v1/trading/requests?agent_id=" + client)))
                .hasSize(1);
    }

    @Test
    void requirementsThatNobodyKnowsOfAreNamedAndNotTakenForMet() {
        String request = requested("").isEmpty()
                ? ""
                : read(post(
                                "/v1/trading/requests",
                                wanted("")
                                        .replace(
                                                "\"memory_gb\": 40", "\"memory_gb\": 40, \"cuda_version\": \"12.10\"")))
                        .path("request_id")
                        .stringValue();
        assertThat(read(post("/v1/trading/requests/" + request + "/matches", "")))
                .isEmpty();
        JsonNode simulated = read(post(
                "/v1/trading/simulate-match",
                wanted("")
                        .replace("\"memory_gb\": 40", "\"memory_gb\": 40, \"cuda\": \"11.8\", \"colour\": \"blue\"")));
        JsonNode breakdown = simulated.path("best_matches").path(0).path("compatibility_breakdown");
        assertThat(breakdown.path("unchecked").path(0).stringValue()).isEqualTo("colour");
        assertThat(breakdown.path("specification_compatibility").decimalValue()).isEqualByComparingTo("75");
    }

    /** Also where the market could not be asked for it. */
    @Test
    void whatNoGpuHasMatchesNothing() {
        for (String other : List.of(
                "\"model\": \"%s\"".formatted("x".repeat(20_000)),
                "\"region\": \"%s\"".formatted("x".repeat(20_000)),
                "\"memory_gb\": 1e999")) {
            JsonNode found = read(post(
                    "/v1/trading/simulate-match",
                    wanted("")
                            .replaceFirst("\"requirements\": [{][^}]*[}]", "\"requirements\": {%s}".formatted(other))));
            assertThat(found.path("matches_found").intValue()).isZero();
        }
    }

    @Test
    void aSimulationKeepsNothing() {
        JsonNode simulated = read(post("/v1/trading/simulate-match", wanted("")));
        assertThat(simulated.path("matches_found").intValue()).isEqualTo(1);
        assertThat(simulated.path("average_match_score").decimalValue()).isPositive();
        assertThat(read(get(client, "/v1/trading/requests"))).isEmpty();
        JsonNode none = read(post("/v1/trading/simulate-match", wanted("").replace("ai_power", "data_services")));
        assertThat(none.path("average_match_score").isNull()).isTrue();
        assertProblem(post(someone("x"), "/v1/trading/simulate-match", wanted("")), 403, "NOT_YOURSELF");
    }

    @Test
    void aBookedGpuMatchesWhereItIsFreeInTime() {
        Instant now = clock.now();
        var free = offer(gpu, seller, "2", null);
        desk.offer(new org.aitbc.domain.market.MarketDesk.Offer(
                gpu,
                seller,
                model,
                free.memoryGb(),
                null,
                null,
                free.pricePerHour(),
                free.minHours(),
                free.maxHours(),
                List.of(),
                null,
                now.plus(Duration.ofHours(2))));
        assertThat(read(post("/v1/trading/requests/" + requested("") + "/matches", "")))
                .isEmpty();
        String late = requested(", \"start_time\": \"%s\", \"end_time\": \"%s\""
                .formatted(now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(9))));
        matched(late);
        JsonNode match =
                read(get(client, "/v1/trading/requests/" + late + "/matches")).path(0);
        assertThat(match.path("timing_compatibility").decimalValue()).isEqualByComparingTo("87.5");
        assertThat(Instant.parse(match.path("proposed_terms").path("start_time").stringValue()))
                .isEqualTo(now.plus(Duration.ofHours(2)));
        String tooShort = requested(", \"end_time\": \"%s\"".formatted(now.plus(Duration.ofHours(5))));
        assertThat(read(post("/v1/trading/requests/" + tooShort + "/matches", "")))
                .isEmpty();
    }

    @Test
    void whatNobodyNegotiatesAboutExpires() {
        clock.stop();
        String request = requested("");
        String match = matched(request);
        clock.forward(Duration.ofDays(8));
        manageNegotiations.sweep();
        assertThat(request(request).path("status").stringValue()).isEqualTo("cancelled");
        assertThat(request(request).path("reason").stringValue()).isEqualTo("expired");
        assertThat(read(get(client, "/v1/trading/matches/" + match))
                        .path("status")
                        .stringValue())
                .isEqualTo("cancelled");
        assertProblem(post("/v1/trading/requests/" + request + "/matches", ""), 409, "REQUEST_CLOSED");
    }

    @Test
    void aRequestIsCancelledWithItsNegotiation() {
        String request = requested("");
        String negotiation = opened(matched(request), "1.5");
        assertProblem(post(seller, "/v1/trading/requests/" + request + "/cancel", ""), 404, "TRADE_REQUEST_NOT_FOUND");
        read(post("/v1/trading/requests/" + request + "/cancel", ""));
        assertThat(negotiation(negotiation).path("status").stringValue()).isEqualTo("rejected");
        assertProblem(does(seller, negotiation, "accept", ""), 409, "NEGOTIATION_CLOSED");
        assertProblem(post("/v1/trading/requests/" + request + "/cancel", ""), 409, "REQUEST_CLOSED");
    }

    @Test
    void figuresComeFromRows() {
        String id = agreed("1.5");
        manageNegotiations.sweep();
        desk.close(Ids.parse(id), 3600, "1.5", null);
        jdbc.sql("update trading.agreement set due_at = now() where id = ?")
                .param(Ids.parse(id))
                .update();
        manageNegotiations.sweep();

        JsonNode summary = read(get(client, "/v1/trading/agents/" + client + "/summary"));
        assertThat(summary.path("success_rate").decimalValue()).isEqualByComparingTo("1");
        assertThat(summary.path("total_trade_volume").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(summary.path("recent_activity").path("agreements").intValue())
                .isEqualTo(1);
        String nobody = someone("nobody");
        assertThat(read(get(nobody, "/v1/trading/agents/" + nobody + "/summary"))
                        .path("success_rate")
                        .isNull())
                .isTrue();
        assertProblem(get(seller, "/v1/trading/agents/" + client + "/summary"), 403, "NOT_YOURSELF");
        read(get("root", Role.ADMIN, "/v1/trading/agents/" + client + "/summary"));

        JsonNode analytics = read(get("/v1/trading/analytics?period_type=weekly"));
        assertThat(analytics.path("completed_trades").intValue()).isPositive();
        assertThat(analytics.path("trade_type_distribution")).hasSize(6);
        assertThat(analytics.path("regional_distribution").path("eu").intValue())
                .isPositive();
        JsonNode none = read(get("/v1/trading/analytics?start_date=2001-01-01&end_date=2001-06-01"));
        assertThat(none.path("success_rate").isNull()).isTrue();
        assertThat(none.path("average_trade_value").isNull()).isTrue();
        assertThat(get("/v1/trading/analytics?start_date=2001-01-01&end_date=2003-06-01"))
                .hasStatus(422);
        assertThat(get("/v1/trading/analytics?period_type=hourly")).hasStatus(422);
    }
}
