package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.aitbc.servicetest.FakeMoney;
import org.junit.jupiter.api.Test;

class FundingTests extends BookingTest {

    @Test
    void aLongBookingIsPaidDayByDay() {
        booked(client, "{\"duration_hours\": 72}");
        assertMoney(client, "952", "48");

        pass("1437");
        assertMoney(client, "904.1", "95.9");
    }

    @Test
    void nobodyIsWarnedOrPausedWhilePaymentServiceIsAway() {
        String id = booked(client, "{\"duration_hours\": 72}");

        money.failNext(client, FakeMoney.Failure.BEFORE);
        pass("1439");
        money.failNext(client, FakeMoney.Failure.BEFORE);
        pass("2");
        pass("1");

        assertThat(events(id)).isEmpty();
        assertThat(booking(id).path("status").stringValue()).isEqualTo("active");
        assertThat(money.held(client)).isGreaterThan(new BigDecimal("48"));
    }

    @Test
    void whoseBalanceIsEmptyIsWarnedThenPausedAndGoesOnWithNewMoney() {
        String tight = someone("client");
        money.fund(tight, "48");
        String id = booked(tight, "{\"duration_hours\": 72}");

        pass("1437");
        assertThat(events(id)).isEmpty();
        pass("2");
        assertThat(events(id)).containsExactly("booking.warned");
        assertThat(warning(tight, id)).isEqualTo("INSUFFICIENT_FUNDS");
        pass("2");
        assertThat(events(id)).containsExactly("booking.warned", "booking.paused");
        assertThat(reservations(id)).isZero();
        assertProblem(does(tight, id, "resume", ""), 402, "INSUFFICIENT_FUNDS");
        pass("60");
        assertMoney(tight, "0", "48");

        money.fund(tight, "100");
        pass("1");
        assertThat(events(id)).containsExactly("booking.warned", "booking.paused", "booking.resumed");
        assertThat(reservations(id)).isOne();
        assertMoney(tight, "52", "96");

        pass("60");
        assertThat(does(tight, id, "close", "")).hasStatusOk();
        // also the minute before it was paused, which was used
        assertMoney(tight, "97.96666667", "0");
    }

    @Test
    void aSpendCapWarnsThenPausesUntilItIsRaised() {
        String id = booked(client, "{\"duration_hours\": 10, \"spend_cap\": 4}");
        assertMoney(client, "996", "4");

        pass("119");
        assertThat(warning(client, id)).isEqualTo("SPEND_CAP");
        pass("2");
        assertThat(booking(id).path("pause_reason").stringValue()).isEqualTo("SPEND_CAP");
        assertThat(booking(id).path("cost").decimalValue()).isEqualByComparingTo("4");
        assertThat(events(id)).containsExactly("booking.warned", "booking.paused");
        assertProblem(does(client, id, "resume", ""), 402, "BOOKING_UNPAID");
        assertProblem(does(client, id, "resume", "{\"spend_cap\": 4.00000001}"), 422, "CAP_BELOW_DEPOSIT");

        assertThat(read(does(client, id, "resume", "{\"spend_cap\": 10}"))
                        .path("status")
                        .stringValue())
                .isEqualTo("active");
        assertMoney(client, "990", "10");
        pass("60");
        assertThat(does(client, id, "close", "")).hasStatusOk();
        assertMoney(client, "993.96666667", "0");
    }

    @Test
    void whatHasReachedItsCapIsKeptFromNobody() {
        String id = booked(client, "{\"duration_hours\": 10, \"spend_cap\": 2}");
        pass("59");
        pass("2");
        assertThat(booking(id).path("pause_reason").stringValue()).isEqualTo("SPEND_CAP");
        String other = someone("client");
        money.fund(other, "2");

        booked(other, "{\"duration_hours\": 1}");

        assertThat(booking(id).path("billed").decimalValue()).isEqualByComparingTo("2");
        assertMoney(client, "998", "0");
        assertMoney(operator, "1.95", "0");
    }

    @Test
    void aCapThatIsLoweredIsKept() {
        String id = booked(client, "{\"duration_hours\": 10, \"spend_cap\": 8}");
        pass("60");
        assertThat(does(client, id, "pause", "")).hasStatusOk();
        assertThat(does(client, id, "resume", "{\"spend_cap\": 4}")).hasStatusOk();

        pass("59");
        assertThat(warning(client, id)).isEqualTo("SPEND_CAP");
        pass("2");
        assertThat(booking(id).path("pause_reason").stringValue()).isEqualTo("SPEND_CAP");
        assertThat(does(client, id, "close", "")).hasStatusOk();
        assertMoney(client, "996", "0");
    }

    @Test
    void noCapIsBelowWhatTheBookingHasCost() {
        String id = booked(client, "{\"duration_hours\": 24}");
        pass("1380");
        assertThat(does(client, id, "pause", "")).hasStatusOk();
        assertProblem(does(client, id, "resume", "{\"spend_cap\": 0.00000001}"), 422, "CAP_BELOW_COST");
        assertThat(booking(id).path("spend_cap").isNull()).isTrue();

        assertThat(does(client, id, "close", "")).hasStatusOk();
        assertMoney(client, "954", "0");
        assertMoney(operator, "44.85", "0");
    }

    @Test
    void whatIsHeldForSurelyEnoughWarnsNobody() {
        String id = booked(client, "{\"duration_hours\": 2}");
        pass("119");
        assertThat(events(id)).isEmpty();
        assertThat(booking(id).path("warning").isNull()).isTrue();
    }

    @Test
    void aBookingThatEndsWithinASecondWarnsNobody() {
        String id = booked(client, "{\"duration_hours\": 0.3333}");
        pass("19");
        assertThat(events(id)).isEmpty();
        pass("2");
        assertThat(events(id)).containsExactly("booking.closed");
        assertMoney(client, "999.3334", "0");
    }

    private String warning(String who, String id) {
        return read(get(who, "/v1/marketplace/bookings/" + id)).path("warning").stringValue();
    }
}
