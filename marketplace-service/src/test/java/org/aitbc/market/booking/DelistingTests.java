package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A GPU is taken off the market that is booked, and put on it again. */
class DelistingTests extends BookingTest {

    private void delist() {
        assertThat(as(operator, Role.CLIENT, HttpMethod.DELETE, "/v1/marketplace/gpu/" + Ids.text(gpu) + "?force=true")
                        .exchange())
                .hasStatusOk();
    }

    private MvcTestResult relist(String slot) {
        return post(operator, "/v1/marketplace/gpu/register", """
                {"gpu": {"model": "H100", "memory_gb": 80, "price_per_hour": 2, "miner_id": "%s", "slot": %s}}""".formatted(miner, slot));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "null"})
    void itIsListedAgainOnceItIsNoLongerBooked(String slot) {
        booked(client, "{\"duration_hours\": 3}");
        delist();
        assertProblem(relist(slot), 409, "GPU_BOOKED");
        pass("1");
        assertProblem(relist(slot), 409, "GPU_BOOKED");
        pass("10");
        read(relist(slot));
    }

    @Test
    void timeThatHasNotBegunIsOverAtOnceAndCostsNothing() {
        String id = reserved(client, gpu, 2, clock.now().plusSeconds(7200));
        delist();
        pass("0.1");

        assertThat(booking(id).path("status").stringValue()).isEqualTo("cancelled");
        assertThat(booking(id).path("close_reason").stringValue()).isEqualTo("DELISTED");
        assertThat(events(id)).containsExactly("booking.closed");
        assertThat(reservations(id)).isZero();
        assertMoney(client, "1000", "0");
        read(relist("0"));
    }
}
