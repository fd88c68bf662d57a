package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class BookingListTests extends BookingTest {

    private static final String LIST = "/v1/marketplace/bookings";

    private final String stranger = someone("operator");
    private UUID strange = Ids.next();

    /** Ids in the order in which they were made; the second and the fourth are over. */
    private List<String> made = List.of();

    /** Somebody lends a GPU and books GPUs, its own too. */
    @BeforeEach
    void book() {
        money.fund(operator, "100");
        strange = gpu(stranger, null, 0);
        String lent = booked(client, "{\"duration_hours\": 1}");
        String own = bookedLater(operator, gpu, 2);
        does(operator, own, "close", "{}");
        String others = bookedLater(operator, strange, 1);
        String over = bookedLater(operator, strange, 3);
        does(operator, over, "close", "{}");
        bookedLater(client, strange, 5);
        String last = bookedLater(operator, gpu, 4);
        made = List.of(lent, own, others, over, last);
    }

    private String bookedLater(String who, UUID which, int hours) {
        return reserved(who, which, 1, clock.now().plusSeconds(hours * 3600L));
    }

    private List<String> newest(Integer... which) {
        return List.of(which).stream().map(made::get).toList();
    }

    private static List<String> ids(JsonNode items) {
        return items.valueStream()
                .map(one -> one.path("booking_id").stringValue())
                .toList();
    }

    private List<String> list(String query) {
        return ids(read(get(operator, LIST + query)).path("items"));
    }

    @Test
    void whatOneBooksAndWhatOneLendsIsThereOnceNewestFirst() {
        assertThat(list("")).isEqualTo(newest(4, 3, 2, 1, 0));
        assertThat(list("?limit=2&offset=1")).isEqualTo(newest(3, 2));
        assertThat(list("?limit=2&offset=4")).isEqualTo(newest(0));
        assertThat(list("?offset=2147483647")).isEmpty();
        assertThat(list("?gpu_id=" + Ids.text(gpu))).isEqualTo(newest(4, 1, 0));
        assertThat(list("?status=cancelled")).isEqualTo(newest(3, 1));
        assertThat(list("?status=active&gpu_id=" + Ids.text(strange))).isEqualTo(newest(2));
    }

    @Test
    void aListGoesOnWhereItStopped() {
        JsonNode first = read(get(operator, LIST + "?limit=2"));
        JsonNode second = read(get(
                operator, LIST + "?limit=2&cursor=" + first.path("next_cursor").stringValue()));
        assertThat(ids(first.path("items"))).isEqualTo(newest(4, 3));
        assertThat(ids(second.path("items"))).isEqualTo(newest(2, 1));
        JsonNode third = read(get(
                operator, LIST + "?limit=2&cursor=" + second.path("next_cursor").stringValue()));
        assertThat(ids(third.path("items"))).isEqualTo(newest(0));
        assertThat(third.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void ordersAreWhatOneBooksAlone() {
        assertThat(read(get(operator, "/v1/marketplace/orders"))
                        .valueStream()
                        .map(one -> one.path("order_id").stringValue()))
                .isEqualTo(newest(4, 3, 2, 1));
    }

    @Test
    void anAdminSeesThoseOfAll() {
        JsonNode all = read(as("root", Role.ADMIN, HttpMethod.GET, LIST + "?gpu_id=" + Ids.text(strange))
                .exchange());
        assertThat(all.path("items")).hasSize(3);
        JsonNode orders = read(as("root", Role.ADMIN, HttpMethod.GET, "/v1/marketplace/orders?limit=6")
                .exchange());
        assertThat(orders).hasSize(6);
    }
}
