package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class ExtendTests extends BookingTest {

    private static final String ONE_HOUR = "{\"duration_hours\": 1}";
    private static final String THREE = "{\"price_per_hour\": 3}";

    private MvcTestResult extend(String key, String id, String json) {
        return keyed(client, key, "/v1/marketplace/bookings/" + id + "/extend", json);
    }

    private void sell() {
        String buyer = someone("buyer");
        money.fund(buyer, "100");
        read(post(operator, Role.MINER, "/v1/marketplace/gpu/sell", """
                {"seller_id": "%s", "gpu_id": "%s", "listing_price": 100, "description": "as new"}""".formatted(operator, Ids.text(gpu))));
        read(post(buyer, "/v1/marketplace/gpu/" + Ids.text(gpu) + "/buy", "{\"listing_price\": 100}"));
    }

    @Test
    void whatWasBookedBeforeASaleIsNotMadeLongerAfterIt() {
        String id = booked(client, "{\"duration_hours\": 3}");
        sell();
        assertProblem(does(client, id, "extend", ONE_HOUR), 409, "GPU_SOLD");
        read(does(operator, id, "price-rise", THREE));
        read(does(client, id, "price-rise/consent", THREE));
        assertProblem(does(client, id, "extend", ONE_HOUR), 409, "GPU_SOLD");
        assertMoney(client, "994", "6");
    }

    @Test
    void theSameRequestIsAnsweredAlikeWhateverHasHappenedSince() {
        String id = booked(client, "{\"duration_hours\": 3}");
        JsonNode longer = read(extend("k", id, ONE_HOUR));
        read(does(operator, id, "price-rise", THREE));
        assertThat(read(extend("k", id, ONE_HOUR))).isEqualTo(longer);
        read(does(client, id, "price-rise/consent", THREE));
        assertThat(read(extend("k", id, ONE_HOUR))).isEqualTo(longer);

        JsonNode more = read(extend("l", id, ONE_HOUR));
        assertThat(more.path("booking_id")).isNotEqualTo(longer.path("booking_id"));
        read(does(client, id, "close", "{}"));
        assertThat(read(extend("l", id, ONE_HOUR))).isEqualTo(more);
        assertProblem(extend("l", id, "{\"duration_hours\": 2}"), 422, "IDEMPOTENCY_KEY_REUSED");
    }
}
