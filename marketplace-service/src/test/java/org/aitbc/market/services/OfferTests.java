package org.aitbc.market.services;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OfferTests extends ServicesTest {

    private String region() {
        String region = someone("region");
        jdbc.sql("insert into marketplace.region (code, name) values (?, ?)")
                .params(region, region)
                .update();
        return region;
    }

    @Test
    void anOfferIsShownAsItWasMade() {
        String region = region();
        String id = offer("""
                , "regions_available": ["%s"], "price_per_region": {"%s": 2.5}, "supported_chains": [1, 10],
                "expires_at": "2999-01-01T00:00:00Z", "dynamic_pricing_enabled": true""".formatted(region, region));
        JsonNode offer = read(get(ROOT + "/offers/" + id));
        assertThat(offer.path("agent_id").stringValue()).isEqualTo(operator);
        assertThat(offer.path("base_price").decimalValue()).isEqualByComparingTo("2");
        assertThat(offer.path("currency").stringValue()).isEqualTo("AITBC");
        assertThat(offer.at("/resource_specification/model").stringValue()).isEqualTo("m");
        assertThat(offer.path("price_per_region").path(region).decimalValue()).isEqualByComparingTo("2.5");
        assertThat(offer.path("region_statuses").path(region).stringValue()).isEqualTo("inactive");
        assertThat(offer.path("global_status").stringValue()).isEqualTo("active");
        assertThat(offer.path("available_capacity").intValue()).isEqualTo(10);
        assertThat(offer.path("supported_chains")).hasSize(2);
        assertThat(offer.path("dynamic_pricing_enabled").booleanValue()).isTrue();
        assertThat(offer.path("success_rate").doubleValue()).isZero();
    }

    @Test
    void offersAreListedByWhatIsAskedFor() {
        String region = region();
        String there = offer(", \"regions_available\": [\"" + region + "\"]");
        String anywhere = offer("");
        assertThat(ids("?service_type=" + type)).containsExactly(anywhere, there);
        assertThat(ids("?service_type=" + type + "&region=" + region)).containsExactly(anywhere, there);
        assertThat(ids("?service_type=" + type + "&region=elsewhere")).containsExactly(anywhere);
        assertThat(ids("?service_type=" + type + "&limit=1")).containsExactly(anywhere);
        assertThat(ids("?service_type=" + type + "&limit=1&offset=1")).containsExactly(there);
        assertThat(ids("?service_type=" + type + "&cursor=" + anywhere)).containsExactly(there);
        assertThat(ids("?service_type=" + type + "&status=expired")).isEmpty();
    }

    private Iterable<String> ids(String query) {
        return read(get(ROOT + "/offers" + query))
                .valueStream()
                .map(offer -> offer.path("id").stringValue())
                .toList();
    }

    @Test
    void anOfferThatMakesNoSenseIsRefused() {
        for (String wrong : new String[] {
            "\"base_price\": 0",
            "\"total_capacity\": 0",
            "\"currency\": \"EUR\"",
            "\"regions_available\": [\"nowhere\"]",
            "\"price_per_region\": {\"nowhere\": 1}",
            "\"service_type\": \"\"",
            "\"expires_at\": \"2001-01-01T00:00:00Z\""
        }) {
            assertProblem(post(operator, ROOT + "/offers", """
                            {"service_type": "x", "resource_specification": {}, "base_price": 2, "total_capacity": 10, %s}""".formatted(wrong)), 422, "VALIDATION_ERROR");
        }
        assertProblem(post(operator, ROOT + "/offers", "{}"), 422, "VALIDATION_ERROR");
        assertProblem(get(ROOT + "/offers/nothing"), 404, "NOT_FOUND");
        assertProblem(get(ROOT + "/offers/" + "0".repeat(32)), 404, "OFFER_NOT_FOUND");
        assertProblem(get(ROOT + "/offers?limit=0"), 422, "VALIDATION_ERROR");
        assertProblem(get(ROOT + "/offers?status=odd"), 422, "VALIDATION_ERROR");
    }

    @Test
    void onlyAnAdminOffersForOthers() {
        String body = """
                {"agent_id": "%s", "service_type": "%s", "resource_specification": {}, "base_price": 2, "total_capacity": 1}""".formatted(operator, type);
        assertProblem(post(client, ROOT + "/offers", body), 403, "NOT_YOURSELF");
        assertThat(read(post("root", Role.ADMIN, ROOT + "/offers", body))
                        .path("agent_id")
                        .stringValue())
                .isEqualTo(operator);
        assertProblem(
                post("root", Role.ADMIN, ROOT + "/offers", body.replace(operator, "no such/name")),
                422,
                "VALIDATION_ERROR");
        assertThat(http.post().uri(ROOT + "/offers").content(body).exchange()).hasStatus(401);
    }

    @Test
    void chainsMustBeKnownAndHaveANode() {
        String body = """
                {"service_type": "x", "resource_specification": {}, "base_price": 2, "total_capacity": 1, "supported_chains": [%d]}""";
        assertProblem(post(operator, ROOT + "/offers", body.formatted(4)), 422, "CHAIN_NOT_FOUND");
        assertProblem(post(operator, ROOT + "/offers", body.formatted(137)), 503, "CHAIN_UNAVAILABLE");
        chains.setAway(true);
        assertProblem(post(operator, ROOT + "/offers", body.formatted(1)), 503, "SERVICE_UNAVAILABLE");
        offer("");
    }
}
