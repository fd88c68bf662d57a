package org.aitbc.trading.negotiation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.junit.jupiter.api.*;
import tools.jackson.databind.JsonNode;

class NegotiationTests extends NegotiationTest {

    @Nested
    class Offers {

        @Test
        void onlyTheSideInTurnMoves() {
            String id = opened(matched(), "1.5");
            for (String verb : List.of("accept", "reject")) {
                assertProblem(does(client, id, verb, ""), 409, "NOT_YOUR_TURN");
                assertProblem(does(someone("stranger"), id, verb, ""), 404, "NEGOTIATION_NOT_FOUND");
            }
            assertProblem(counter(client, id, "1.6"), 409, "NOT_YOUR_TURN");
            JsonNode countered = read(counter(seller, id, "1.8"));
            assertThat(countered.path("status").stringValue()).isEqualTo("countered");
            assertThat(countered.path("negotiation_round").intValue()).isEqualTo(2);
            assertProblem(does(seller, id, "accept", ""), 409, "NOT_YOUR_TURN");
            read(does(client, id, "accept", ""));
            for (String who : List.of(client, seller)) {
                assertProblem(counter(who, id, "2"), 409, "NEGOTIATION_CLOSED");
            }
            JsonNode offers = negotiation(id).path("offers");
            assertThat(offers.valueStream().map(one -> one.path("by").stringValue()))
                    .containsExactly(client, seller);
            assertThat(offers.path(0).path("price_per_hour").decimalValue()).isEqualByComparingTo("1.5");
        }

        @Test
        void nothingIsAveraged() {
            String id = read(open(client, matched(), "buyer", ""))
                    .path("negotiation_id")
                    .stringValue();
            JsonNode terms = negotiation(id).path("current_terms");
            assertThat(terms.path("price_per_hour").decimalValue()).isEqualByComparingTo("2");
            assertThat(terms.path("hours").decimalValue()).isEqualByComparingTo("4");
        }

        @Test
        void roundsAreUsedUp() {
            String id = read(open(client, matched(), "buyer", ", \"strategy\": \"aggressive\""))
                    .path("negotiation_id")
                    .stringValue();
            read(counter(seller, id, "1.9"));
            read(counter(client, id, "1.8"));
            assertProblem(counter(seller, id, "1.85"), 409, "NO_ROUNDS_LEFT");
            read(does(seller, id, "accept", ""));
        }

        @Test
        void aMatchIsNegotiatedAboutOnceAndByItsOwnSides() {
            String request = requested("");
            String match = matched(request);
            assertProblem(open(someone("stranger"), match, "buyer", ""), 404, "TRADE_MATCH_NOT_FOUND");
            assertProblem(open(client, match, "seller", ""), 403, "NOT_YOURSELF");
            String id = opened(match, "1");
            assertProblem(open(seller, match, "seller", ""), 409, "ALREADY_NEGOTIATING");
            assertProblem(post("/v1/trading/requests/" + request + "/matches", ""), 409, "REQUEST_CLOSED");
            read(does(seller, id, "reject", ""));
            assertThat(request(request).path("status").stringValue()).isEqualTo("matching");
            assertProblem(open(client, match, "buyer", ""), 409, "MATCH_CLOSED");
            read(open(client, matched(request), "buyer", ""));
        }

        @Test
        void someoneSaysForHowLong() {
            String request = read(post("/v1/trading/requests", wanted("").replace("\"duration_hours\": 4,", "")))
                    .path("request_id")
                    .stringValue();
            String match = matched(request);
            assertProblem(open(client, match, "buyer", ""), 422, "DURATION_MISSING");
            read(open(client, match, "buyer", ", \"terms\": {\"price_per_hour\": 1, \"hours\": 3}"));
        }

        @Test
        void whatIsNotAnsweredExpiresAndTheRequestGoesOn() {
            clock.stop();
            String request = requested("");
            String id = opened(matched(request), "1.5");
            clock.forward(Duration.ofMinutes(61));
            assertProblem(does(seller, id, "accept", ""), 409, "NEGOTIATION_CLOSED");
            manageNegotiations.sweep();
            assertThat(negotiation(id).path("status").stringValue()).isEqualTo("expired");
            assertThat(request(request).path("status").stringValue()).isEqualTo("matching");
            assertThat(money.held(client)).isZero();
            assertThat(read(get(client, "/v1/trading/negotiations?status=active")))
                    .isEmpty();
            assertThat(read(get(
                            seller, "/v1/trading/negotiations?status=expired&strategy=balanced&agent_id=" + seller)))
                    .hasSize(1);
        }

        @Test
        void whoSaidSoBeforehandAcceptsAGoodOfferForTheSameHoursOnly() {
            String auto = ", \"terms\": {\"price_per_hour\": 1}, \"auto_accept\": true";
            String longer = read(open(client, matched(), "buyer", auto))
                    .path("negotiation_id")
                    .stringValue();
            JsonNode more = read(does(seller, longer, "counter", "{\"price_per_hour\": 2, \"hours\": 99}"));
            assertThat(more.path("status").stringValue()).isEqualTo("countered");
            String dear = read(open(client, matched(), "buyer", auto))
                    .path("negotiation_id")
                    .stringValue();
            assertThat(read(counter(seller, dear, "3.9")).path("status").stringValue())
                    .isEqualTo("countered");
            String good = read(open(client, matched(), "buyer", auto))
                    .path("negotiation_id")
                    .stringValue();
            assertThat(read(counter(seller, good, "1.9")).path("status").stringValue())
                    .isEqualTo("accepted");
            assertThat(money.held(client)).isEqualByComparingTo("7.6");
        }
    }

    @Nested
    class Delivery {

        @Test
        void whatIsSignedIsHeldAndBookedAtThatPrice() {
            String id = agreed("1.5");
            assertThat(money.held(client)).isEqualByComparingTo("6");
            manageNegotiations.sweep();
            JsonNode agreement = agreement(id);
            assertThat(agreement.path("status").stringValue()).isEqualTo("settling");
            var orders = desk.ordersOf(gpu);
            assertThat(orders).hasSize(1);
            assertThat(orders.getFirst().id()).isEqualTo(Ids.parse(id));
            assertThat(orders.getFirst().pricePerHour()).isEqualByComparingTo("1.5");
            assertThat(orders.getFirst().held()).isEqualByComparingTo("6");
            // the booking decides about the money
            assertThat(money.held(client)).isEqualByComparingTo("6");
            assertThat(request(agreement.path("request_id").stringValue())
                            .path("status")
                            .stringValue())
                    .isEqualTo("settling");
        }

        @Test
        void whatTheMarketRefusesIsGivenBackOnce() {
            String id = agreed("1.5");
            desk.take(gpu);
            manageNegotiations.sweep();
            desk.free(gpu);
            manageNegotiations.sweep();
            assertThat(agreement(id).path("status").stringValue()).isEqualTo("failed");
            assertThat(agreement(id).path("reason").stringValue()).isEqualTo("GPU_NOT_AVAILABLE");
            await().untilAsserted(() -> assertThat(money.available(client)).isEqualByComparingTo("1000"));
            assertThat(desk.ordersOf(gpu)).isEmpty();
        }

        @Test
        void lostAnswersAreAskedForAgainUnderTheSameId() {
            for (Failure failure : Failure.values()) {
                desk.free(gpu);
                String id = agreed("1.5");
                desk.failNext(gpu, failure);
                manageNegotiations.sweep();
                assertThat(agreement(id).path("status").stringValue()).isEqualTo("agreed");
                manageNegotiations.sweep();
                assertThat(agreement(id).path("status").stringValue()).isEqualTo("settling");
            }
            assertThat(desk.ordersOf(gpu)).hasSize(2);
            assertThat(money.held(client)).isEqualByComparingTo("12");
        }

        @Test
        void anOfferIsAcceptedOnceHoweverManyTry() throws InterruptedException {
            String id = opened(matched(), "1.5");
            List<Integer> answers =
                    atOnce(6, () -> does(seller, id, "accept", "").getResponse().getStatus());
            assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
            await().untilAsserted(() -> assertThat(money.held(client)).isEqualByComparingTo("6"));
            assertThat(money.available(client)).isEqualByComparingTo("994");
        }

        @Test
        void aBuyerWithoutMoneyAgreesToNothing() {
            String id = opened(matched(), "1.5");
            money.fund(client, "-999");
            assertProblem(does(seller, id, "accept", ""), 402, "INSUFFICIENT_FUNDS");
            assertThat(negotiation(id).path("status").stringValue()).isEqualTo("pending");
            money.fund(client, "999");
            read(does(seller, id, "accept", ""));
        }

        @Test
        void theEndOfItsBookingIsTheEndOfAnAgreement() {
            String used = agreed("1.5");
            manageNegotiations.sweep();
            desk.free(gpu);
            String broken = agreed("1.5");
            manageNegotiations.sweep();
            desk.close(Ids.parse(used), 3600, "1.5", null);
            desk.close(Ids.parse(broken), 0, "0", "RECLAIMED");
            for (String id : List.of(used, broken)) {
                jdbc.sql("insert into core.outbox (event, subject) values ('booking.closed', ?)")
                        .param(Ids.parse(id))
                        .update();
            }
            await().untilAsserted(() -> {
                manageNegotiations.sweep();
                assertThat(agreement(used).path("status").stringValue()).isEqualTo("completed");
                assertThat(agreement(broken).path("status").stringValue()).isEqualTo("failed");
            });
            assertThat(agreement(used).path("paid").decimalValue()).isEqualByComparingTo("1.5");
            assertThat(request(agreement(broken).path("request_id").stringValue())
                            .path("reason")
                            .stringValue())
                    .isEqualTo("RECLAIMED");
        }
    }
}
