package org.aitbc.market.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BillingTests extends BookingTest {

    private static final String THREE_HOURS = "{\"duration_hours\": 3}";

    private String release() {
        return "/v1/marketplace/gpu/" + Ids.text(gpu) + "/release";
    }

    private JsonNode released() {
        return read(post(client, release(), ""));
    }

    private static void assertRefund(JsonNode answer, String refund) {
        assertThat(answer.path("refund").decimalValue()).isEqualByComparingTo(refund);
    }

    @Test
    void whoReleasesEarlyPaysWhatWasUsed() {
        String id = booked(client, THREE_HOURS);
        pass("30");
        pass("15");

        JsonNode answer = released();

        assertThat(answer.path("status").stringValue()).isEqualTo("released");
        assertRefund(answer, "4.5");
        assertMoney(client, "998.5", "0");
        assertMoney(operator, "1.4625", "0");
        assertThat(booking(id).path("status").stringValue()).isEqualTo("completed");
        assertThat(booking(id).path("close_reason").stringValue()).isEqualTo("RELEASED");
        assertThat(events(id)).containsExactly("booking.closed");
        assertThat(reservations(id)).isZero();
        assertThat(released().path("status").stringValue()).isEqualTo("already_available");
    }

    @Test
    void aBookingEndsWithItsTime() {
        String id = booked(client, THREE_HOURS);
        pass("170");
        pass("15");

        assertMoney(client, "994", "0");
        assertMoney(operator, "5.85", "0");
        assertThat(booking(id).path("used_seconds").longValue()).isEqualTo(3 * 3600);
        assertThat(booking(id).path("close_reason").isNull()).isTrue();
        booked(client, THREE_HOURS);
    }

    @Test
    void timeWithoutTheMachineIsNotPaid() {
        booked(client, THREE_HOURS);
        pass("30");
        away("60");
        sweep.sweep();
        pass("5");
        pass("10");

        assertRefund(
                released(),
                new BigDecimal("6")
                        .subtract(new BigDecimal("2")
                                .multiply(new BigDecimal("40"))
                                .divide(new BigDecimal("60"), 8, RoundingMode.HALF_UP))
                        .toPlainString());
    }

    @Test
    void whoLeavesAMachineThatIsAwayPaysUpToItsLastHeartbeat() {
        booked(client, THREE_HOURS);
        pass("30");
        away("60");
        assertRefund(released(), "5");
    }

    @Test
    void pausedTimeIsNotPaidAndTheMachineTakesOtherJobs() {
        String id = booked(client, THREE_HOURS);
        pass("30");
        assertThat(does(client, id, "pause", "")).hasStatusOk();
        assertThat(reservations(id)).isZero();
        pass("60");
        assertThat(booking(id).path("used_seconds").longValue()).isEqualTo(1800);
        assertThat(read(does(client, id, "resume", "")).path("status").stringValue())
                .isEqualTo("active");
        assertThat(reservations(id)).isOne();
        pass("15");

        assertRefund(released(), "4.5");
        assertThat(events(id)).containsExactly("booking.paused", "booking.resumed", "booking.closed");
    }

    @Test
    void whatIsPausedTooLongEndsAndLeavesTheGpuToOthers() {
        String id = booked(client, "{\"duration_hours\": 24}");
        pass("30");
        assertThat(does(client, id, "pause", "")).hasStatusOk();
        pass("359");
        assertThat(booking(id).path("status").stringValue()).isEqualTo("paused");

        pass("2");

        JsonNode ended = booking(id);
        assertThat(ended.path("status").stringValue()).isEqualTo("completed");
        assertThat(ended.path("close_reason").stringValue()).isEqualTo("PAUSED");
        assertThat(ended.path("used_seconds").longValue()).isEqualTo(1800);
        assertProblem(does(client, id, "resume", ""), 409, "BOOKING_ENDED");
        assertThat(book(client, THREE_HOURS)).hasStatus2xxSuccessful();
    }

    @Test
    void whatIsPausedIsKeptFromNobody() {
        String id = booked(client, "{\"duration_hours\": 24}");
        pass("30");
        assertThat(does(client, id, "pause", "")).hasStatusOk();
        assertThat(read(get("/v1/marketplace/gpu/" + Ids.text(gpu)))
                        .path("status")
                        .stringValue())
                .isEqualTo("available");
        String other = someone("client");
        money.fund(other, "6");

        String taken = booked(other, THREE_HOURS);

        JsonNode ended = booking(id);
        assertThat(ended.path("status").stringValue()).isEqualTo("completed");
        assertThat(ended.path("close_reason").stringValue()).isEqualTo("PAUSED");
        assertProblem(does(client, id, "resume", ""), 409, "BOOKING_ENDED");
        assertMoney(client, "999", "0");
        assertMoney(other, "0", "6");
        assertThat(events(id)).containsExactly("booking.paused", "booking.closed");
        assertThat(reservations(taken)).isOne();
    }

    @Test
    void whoPausesAndPaysAgainKeepsIt() {
        String id = booked(client, THREE_HOURS);
        assertThat(does(client, id, "pause", "")).hasStatusOk();
        assertThat(does(client, id, "resume", "")).hasStatusOk();
        String other = someone("client");
        money.fund(other, "6");
        assertProblem(book(other, THREE_HOURS), 409, "GPU_NOT_AVAILABLE");
        assertMoney(other, "6", "0");
    }

    @Test
    void aSecondThatHasBegunIsPaid() {
        String id = booked(client, THREE_HOURS);
        clock.forward(Duration.ofMillis(1));
        released();
        assertThat(booking(id).path("used_seconds").longValue()).isOne();
        assertMoney(client, "999.99944444", "0");
    }

    @Test
    void pausingOftenSavesNothing() {
        String id = booked(client, THREE_HOURS);
        for (int i = 0; i < 20; i++) {
            beat();
            away("0.1");
            assertThat(does(client, id, "pause", "")).hasStatusOk();
            assertThat(does(client, id, "resume", "")).hasStatusOk();
        }
        assertThat(booking(id).path("used_seconds").longValue()).isEqualTo(120);
    }

    @Test
    void onlyTheClientPausesAndExtends() {
        String id = booked(client, THREE_HOURS);
        pass("1");
        assertProblem(does(operator, id, "pause", ""), 403, "NOT_YOUR_BOOKING");
        assertProblem(does(operator, id, "extend", "{\"duration_hours\": 1}"), 403, "NOT_YOUR_BOOKING");
        assertProblem(does(someone("client"), id, "close", ""), 404, "BOOKING_NOT_FOUND");
        assertProblem(does(client, id, "resume", ""), 409, "BOOKING_NOT_PAUSED");
        assertProblem(post(someone("client"), release(), ""), 403, "NOT_YOUR_BOOKING");
    }

    @Test
    void moreTimeCostsMoreAndTheConstraintDecides() {
        String id = booked(client, THREE_HOURS);
        JsonNode longer = read(does(client, id, "extend", "{\"duration_hours\": 1}"));
        assertThat(longer.path("total_cost").decimalValue()).isEqualByComparingTo("8");
        assertMoney(client, "992", "8");

        String next = someone("client");
        money.fund(next, "100");
        reserved(next, gpu, 1, Instant.parse(longer.path("end_time").stringValue()));
        assertProblem(does(client, id, "extend", "{\"duration_hours\": 1}"), 409, "GPU_NOT_AVAILABLE");
        assertMoney(client, "992", "8");
        assertProblem(does(client, id, "extend", "{\"duration_hours\": 97}"), 422, "BOOKING_DURATION_OUT_OF_RANGE");

        pass("230");
        pass("10");
        assertMoney(client, "992", "0");
        assertMoney(operator, "7.8", "0");
        assertProblem(does(client, id, "extend", "{\"duration_hours\": 1}"), 409, "BOOKING_ENDED");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void anExtensionWhoseAnswerWasLostIsMadeOnce(Failure failure) {
        String id = booked(client, THREE_HOURS);
        String path = "/v1/marketplace/bookings/" + id + "/extend";
        money.failNext(client, failure);
        assertProblem(keyed(client, "k", path, "{\"duration_hours\": 1}"), 503, "SERVICE_UNAVAILABLE");
        read(keyed(client, "k", path, "{\"duration_hours\": 1}"));
        read(keyed(client, "k", path, "{\"duration_hours\": 1}"));

        assertThat(booking(id).path("duration_hours").decimalValue()).isEqualByComparingTo("4");
        assertMoney(client, "992", "8");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aSettlementIsRepeatedUntilItHasArrivedAndPaysOnce(Failure failure) {
        booked(client, THREE_HOURS);
        pass("60");
        money.failNext(client, failure);
        released();

        assertMoney(client, "998", "0");
        assertMoney(operator, "1.95", "0");
    }

    @Test
    void anOwnerTakesItBackWithNoticeAndTheClientGetsTheRest() {
        String id = booked(client, THREE_HOURS);
        pass("60");
        assertProblem(does(operator, id, "close", "{}"), 422, "CLOSE_REASON_REQUIRED");
        assertProblem(does(operator, id, "close", "{\"reason\": \"NO_MOOD\"}"), 422, "VALIDATION_ERROR");
        JsonNode closing = read(does(operator, id, "close", "{\"reason\": \"MAINTENANCE\"}"));

        assertThat(closing.path("status").stringValue()).isEqualTo("active");
        assertThat(closing.path("warning").stringValue()).isEqualTo("MAINTENANCE");
        assertThat(closing.path("end_time").stringValue())
                .isEqualTo(clock.now().plusSeconds(600).toString());
        assertThat(closing.path("refund").decimalValue()).isEqualByComparingTo("3.66666667");
        assertProblem(does(client, id, "extend", "{\"duration_hours\": 1}"), 409, "BOOKING_CLOSING");

        pass("10");
        assertThat(booking(id).path("close_reason").stringValue()).isEqualTo("MAINTENANCE");
        assertMoney(client, "997.66666667", "0");
        assertThat(events(id)).containsExactly("booking.warned", "booking.closed");
    }

    @Test
    void aBrokenMachineEndsAtOnce() {
        String id = booked(client, THREE_HOURS);
        pass("60");
        JsonNode closed = read(does(operator, id, "close", "{\"reason\": \"HARDWARE_FAILURE\"}"));
        assertThat(closed.path("status").stringValue()).isEqualTo("completed");
        assertMoney(client, "998", "0");
    }

    @Test
    void aListingThatIsRemovedClosesItsBookingWithNotice() {
        String id = booked(client, THREE_HOURS);
        jdbc.sql("update marketplace.gpu set removed_at = now() where id = ?")
                .param(gpu)
                .update();
        pass("60");
        assertThat(booking(id).path("warning").stringValue()).isEqualTo("DELISTED");
        pass("10");
        assertThat(booking(id).path("close_reason").stringValue()).isEqualTo("DELISTED");
    }

    @Test
    void reservedTimeThatIsGivenUpCostsNothing() {
        String id = reserved(client, gpu, 2, clock.now().plusSeconds(7200));
        pass("60");
        assertThat(does(client, id, "close", "")).hasStatusOk();
        assertThat(booking(id).path("status").stringValue()).isEqualTo("cancelled");
        assertMoney(client, "1000", "0");
    }

    @Test
    void aReservationThatIsGivenUpLateCostsItsFirstHour() {
        Instant start = clock.now().plusSeconds(7200);
        String id = reserved(client, gpu, 2, start);
        assertThat(booking(id).path("free_to_cancel_until").stringValue())
                .isEqualTo(start.minusSeconds(3600).toString());
        pass("61");
        assertThat(does(client, id, "close", "")).hasStatusOk();
        assertThat(booking(id).path("status").stringValue()).isEqualTo("cancelled");
        assertMoney(client, "998", "0");
        assertMoney(operator, "1.95", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bookings/%s/close", "gpu/%s/release"})
    void anAdminWhoEndsAReservationLateCostsItsClientNothing(String path) {
        String id = reserved(client, gpu, 2, clock.now().plusSeconds(1800));
        String ended = path.startsWith("gpu") ? Ids.text(gpu) : id;
        assertThat(post("root", Role.ADMIN, "/v1/marketplace/" + path.formatted(ended), ""))
                .hasStatusOk();
        assertThat(booking(id).path("close_reason").stringValue()).isEqualTo("RELEASED");
        assertMoney(client, "1000", "0");
    }

    @Test
    void aReservationIsGivenUpForNothingWhereTheMachineIsAwayOrTheOwnerTakesItBack() {
        String first = reserved(client, gpu, 2, clock.now().plusSeconds(1800));
        jdbc.sql("update core.miner_beat set online = false where miner_id = ?")
                .param(miner)
                .update();
        assertThat(does(client, first, "close", "")).hasStatusOk();
        String second = reserved(client, gpu, 2, clock.now().plusSeconds(1800));
        assertThat(does(operator, second, "close", "{\"reason\": \"RECLAIMED\"}"))
                .hasStatusOk();
        assertMoney(client, "1000", "0");
    }

    @Test
    void whereNoWorkerSpeaksTimeCountsFromTheOwnersWord() {
        gpu = gpu(operator, null, 0);
        String confirm = "/v1/marketplace/gpu/" + Ids.text(gpu) + "/confirm";
        assertProblem(post(operator, Role.MINER, confirm, "{}"), 409, "GPU_NOT_BOOKED");
        String id = booked(client, THREE_HOURS);
        pass("60");
        assertProblem(post(someone("client"), confirm, "{}"), 403, "GPU_NOT_YOURS");
        assertProblem(post(operator, Role.MINER, confirm, "{\"client_id\": \"nobody\"}"), 404, "BOOKING_NOT_FOUND");
        JsonNode confirmed = read(post(operator, Role.MINER, confirm, "{\"client_id\": \"%s\"}".formatted(client)));
        assertThat(confirmed.path("booking_id").stringValue()).isEqualTo(id);
        assertThat(confirmed.path("client_id").stringValue()).isEqualTo(client);
        pass("30");
        assertRefund(released(), "5");
    }

    @Test
    void aClientConfirmsItsBookingAsOlderClientsDo() {
        String id = booked(client, THREE_HOURS);
        // they send their key
        JsonNode confirmed = read(post(
                client,
                "/v1/marketplace/gpu/" + Ids.text(gpu) + "/confirm",
                "{\"client_id\": \"some-key-of-the-client\"}"));
        assertThat(confirmed.path("booking_id").stringValue()).isEqualTo(id);
        assertThat(confirmed.path("client_id").stringValue()).isEqualTo(client);
        assertThat(confirmed.path("status").stringValue()).isEqualTo("confirmed");
        assertThat(booking(id).path("confirmed_at").isString()).isTrue();
    }

    @Test
    void whatIsReadAgainIsPaidAsItWasHeld() {
        String id = booked(client, THREE_HOURS);
        does(client, id, "extend", "{\"duration_hours\": 1}");
        pass("210");
        released();

        // the first hold is used up, the second in part
        await().untilAsserted(() -> assertThat(
                        jdbc.sql("""
                                select coalesce(string_agg(h.paid + h.fee || ' ' || h.returned, ', ' order by h.amount desc), '')
                                from marketplace.hold h join marketplace.booking_hold b on b.id = h.id
                                where b.booking_id = ?""").param(Ids.parse(id)).query(String.class).single())
                .isEqualTo("6.00000000 0.00000000, 1.00000000 1.00000000"));
    }
}
