package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.MoneyHolds;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** What other services book, with money that they hold. */
class DeskTests extends BookingTest {

    private UUID held(String amount) {
        UUID id = Ids.next();
        money.hold(new MoneyHolds.Order(id, "agreement.hold", "gpu", client, new BigDecimal(amount), "AITBC"));
        return id;
    }

    private JsonNode order(UUID id, String price, String held) {
        return order(id, id, price, held, Duration.ofHours(1));
    }

    private JsonNode order(UUID id, UUID hold, String price, String held, Duration notAfter) {
        return read(post("trading-service", Role.SERVICE, "/internal/market/bookings", """
            {"id": "%s", "hold": "%s", "gpu_id": "%s", "client": "%s", "owner": "%s", "hours": 3, "price_per_hour": %s,
             "held": %s, "not_after": "%s"}\
            """.formatted(
                id, hold, gpu, client, operator, price, held, clock.now().plus(notAfter))));
    }

    @Test
    void anAgreementIsBookedOnceAtItsPriceAndPaidFromItsHold() throws InterruptedException {
        UUID id = held("4.5");
        atOnce(8, () -> order(id, "1.5", "4.5"));
        JsonNode booking = booking(Ids.text(id));
        assertThat(booking.path("price_per_hour").decimalValue()).isEqualByComparingTo("1.5");
        pass("60");
        read(does(client, Ids.text(id), "close", "{}"));

        assertMoney(client, "998.5", "0");
        assertMoney(operator, "1.4625", "0");
        JsonNode after = read(get("trading-service", Role.SERVICE, "/internal/market/bookings/" + Ids.text(id)));
        assertThat(after.path("state").stringValue()).isEqualTo("completed");
        assertThat(after.path("billed").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(after.path("used_seconds").longValue()).isEqualTo(3600);
    }

    @Test
    void aRefusalIsForGoodEvenIfTheGpuIsFreeLater() {
        String other = someone("other");
        money.fund(other, "10");
        String taken = booked(other, "{\"duration_hours\": 1}");
        UUID id = held("4.5");
        JsonNode refused = order(id, "1.5", "4.5");
        assertThat(refused.path("refusal").stringValue()).isEqualTo("GPU_NOT_AVAILABLE");
        assertThat(refused.path("of_time").booleanValue()).isTrue();
        read(does(other, taken, "close", "{}"));

        assertThat(order(id, "1.5", "4.5").path("refusal").stringValue()).isEqualTo("GPU_NOT_AVAILABLE");
        assertThat(events(Ids.text(id))).isEmpty();
        // nothing of it is left here: the service that holds the money decides about it
        assertThat(jdbc.sql("select id from marketplace.hold where id = ?")
                        .param(id)
                        .query(UUID.class)
                        .list())
                .isEmpty();
        assertThat(order(held("6"), "2", "6").path("state").stringValue()).isEqualTo("active");
    }

    @Test
    void nothingIsBookedForLessThanIsHeldOrTooLate() {
        JsonNode little = order(held("4"), "1.5", "4");
        assertThat(little.path("refusal").stringValue()).isEqualTo("HELD_TOO_LITTLE");
        UUID id = held("4.5");
        JsonNode late = order(id, id, "1.5", "4.5", Duration.ofHours(-1));
        assertThat(late.path("refusal").stringValue()).isEqualTo("TOO_LATE");
        assertThat(little.path("of_time").booleanValue()).isFalse();
        assertThat(late.path("of_time").booleanValue()).isTrue();
    }

    @Test
    void anOrderThatWasRefusedIsFollowedByAnotherWithTheSameHoldAndTheSurplusComesBack() {
        UUID hold = held("9");
        UUID late = Ids.next();
        order(late, hold, "1.5", "9", Duration.ofHours(-1));
        UUID id = Ids.next();
        order(id, hold, "1.5", "9", Duration.ofHours(1));
        pass("180");
        await().untilAsserted(() -> assertMoney(client, "995.5", "0"));
        assertThat(order(late, hold, "1.5", "9", Duration.ofHours(1))
                        .path("refusal")
                        .stringValue())
                .isEqualTo("TOO_LATE");
    }

    @Test
    void offersAreWhatCanBeBookedAndOnlyServicesAsk() {
        List<String> shown = read(get(
                        "trading-service", Role.SERVICE, "/internal/market/offers?model=h100&most_per_hour=2"))
                .valueStream()
                .map(one -> one.path("gpu_id").stringValue())
                .toList();
        assertThat(shown).contains(Ids.text(gpu));
        assertThat(read(get("trading-service", Role.SERVICE, "/internal/market/offers?most_per_hour=1.99"))
                        .valueStream()
                        .map(one -> one.path("gpu_id").stringValue()))
                .doesNotContain(Ids.text(gpu));
        for (String other : List.of("region=elsewhere", "least_memory_gb=1000")) {
            assertThat(read(get("trading-service", Role.SERVICE, "/internal/market/offers?" + other)))
                    .as(other)
                    .isEmpty();
        }
        jdbc.sql("update marketplace.gpu set region = 'Eu-1' where id = ?")
                .param(gpu)
                .update();
        assertThat(read(get("trading-service", Role.SERVICE, "/internal/market/offers?region=eU-1&least_memory_gb=80"))
                        .valueStream()
                        .map(other -> other.path("gpu_id").stringValue()))
                .containsExactly(Ids.text(gpu));
        String one = "/internal/market/offers/";
        JsonNode offer = read(get("trading-service", Role.SERVICE, one + Ids.text(gpu)));
        assertThat(offer.path("owner").stringValue()).isEqualTo(operator);
        assertProblem(get("trading-service", Role.SERVICE, one + Ids.text(Ids.next())), 404, "GPU_NOT_FOUND");
        assertThat(as(client, Role.CLIENT, HttpMethod.GET, "/internal/market/offers")
                        .exchange())
                .hasStatus(403);
    }
}
