package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aitbc.domain.id.Ids;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What was agreed on elsewhere, at a price of its own, becomes a booking. */
class AwardTests extends BookingTest {

    private String order() {
        return read(post(client, "/v1/marketplace/auctions", """
                {"model": "H100", "duration_hours": 3, "max_price_per_hour": 2}"""))
                .path("auction_id")
                .stringValue();
    }

    private String awarded() {
        String order = order();
        String bid = read(post(operator, "/v1/marketplace/auctions/" + order + "/bids", """
                {"gpu_id": "%s", "price_per_hour": 1.5}""".formatted(Ids.text(gpu))))
                .path("id")
                .stringValue();
        read(post(client, "/v1/marketplace/auctions/" + order + "/award", "{\"bid_id\": \"%s\"}".formatted(bid)));
        return order;
    }

    private static String book(String order) {
        return "/v1/marketplace/auctions/" + order + "/book";
    }

    @Test
    void anAwardIsBookedAtTheWinnersPriceWithTheMoneyOfItsOrder() {
        String order = awarded();
        assertThat(money.held(client)).isEqualByComparingTo("6");

        JsonNode booking = read(post(client, book(order), ""));

        assertThat(booking.path("price_per_hour").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(money.held(client)).isEqualByComparingTo("6");
        pass("60");
        read(does(client, booking.path("booking_id").stringValue(), "close", "{}"));
        assertMoney(client, "998.5", "0");
        assertMoney(operator, "1.4625", "0");
    }

    @Test
    void aGpuWhoseWorkerIsAwayIsNotAwarded() {
        String order = order();
        String bid = read(post(operator, "/v1/marketplace/auctions/" + order + "/bids", """
                {"gpu_id": "%s", "price_per_hour": 1.5}""".formatted(Ids.text(gpu))))
                .path("id")
                .stringValue();
        jdbc.sql("update core.miner_beat set online = false where miner_id = ?")
                .param(miner)
                .update();
        assertProblem(
                post(client, "/v1/marketplace/auctions/" + order + "/award", "{\"bid_id\": \"%s\"}".formatted(bid)),
                409,
                "NO_GPU_FITS");
    }

    @Test
    void anAwardIsBookedOnceHoweverManyTry() throws InterruptedException {
        String order = awarded();
        List<Integer> answers =
                atOnce(10, () -> post(client, book(order), "").getResponse().getStatus());
        assertThat(answers).filteredOn(status -> status == 201).hasSize(1);
        assertThat(answers).filteredOn(status -> status == 409).hasSize(9);
        assertProblem(post(client, book(order), ""), 409, "NOT_AWARDED");
    }

    @Test
    void onlyWhatIsAwardedToTheCallerCanBeBooked() {
        assertProblem(post(client, book(order()), ""), 409, "NOT_AWARDED");
        assertProblem(post(someone("other"), book(awarded()), ""), 404, "AUCTION_NOT_FOUND");
    }

    @Test
    void anAwardOfAGpuThatIsTakenCanBeBookedLater() {
        String order = awarded();
        String other = someone("other");
        money.fund(other, "10");
        String id = booked(other, "{\"duration_hours\": 1}");
        assertProblem(post(client, book(order), ""), 409, "GPU_NOT_AVAILABLE");
        read(does(other, id, "close", "{}"));
        read(post(client, book(order), ""));
    }
}
