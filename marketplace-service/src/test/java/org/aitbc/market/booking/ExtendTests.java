package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class ExtendTests extends BookingTest {

    private static final String ONE_HOUR = "{\"duration_hours\": 1}";

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
        assertMoney(client, "994", "6");
    }

    @Test
    void whereTheOwnerHadAskedForMoreItIsNotMadeLongerAtTheOldPrice() {
        String id = booked(client, "{\"duration_hours\": 3}");
        jdbc.sql("""
                        insert into marketplace.price_rise (id, booking_id, price_per_hour, status, decided_at)
                        values (?, ?, 3, 'consented', now())""").params(Ids.next(), Ids.parse(id)).update();
        assertProblem(does(client, id, "extend", ONE_HOUR), 409, "PRICE_RISE_NOT_CONSENTED");
        assertMoney(client, "994", "6");
    }

    @Test
    void theSameRequestIsAnsweredAlikeWhateverHasHappenedSince() {
        String id = booked(client, "{\"duration_hours\": 3}");
        pass("1");
        JsonNode longer = read(extend("k", id, ONE_HOUR));
        assertThat(read(extend("k", id, ONE_HOUR))).isEqualTo(longer);
        JsonNode more = read(extend("l", id, ONE_HOUR));
        assertThat(more.path("end_time")).isNotEqualTo(longer.path("end_time"));
        read(does(client, id, "close", "{}"));
        assertThat(read(extend("l", id, ONE_HOUR))).isEqualTo(more);
        assertProblem(extend("l", id, "{\"duration_hours\": 2}"), 422, "IDEMPOTENCY_KEY_REUSED");
    }
}
