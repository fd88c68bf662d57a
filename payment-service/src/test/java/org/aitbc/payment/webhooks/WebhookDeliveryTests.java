package org.aitbc.payment.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import org.aitbc.payment.webhooks.Receiver.Received;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class WebhookDeliveryTests extends WebhookTest {

    @Test
    void aReceiverCanCheckTheSignature() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Endpoint mine = endpoint(client, "/mine", "*");
        test(mine);
        Received received = awaitReceived("/mine", 1).getFirst();
        assertThat(received.header("webhook-signature")).isEqualTo(signature(mine.secret(), received));
        assertThat(Instant.ofEpochSecond(Long.parseLong(received.header("webhook-timestamp"))))
                .isBetween(before, Instant.now());
        assertThat(received.header("content-type")).startsWith("application/json");
        JsonNode body = JSON.readTree(received.body());
        assertThat(body.path("type").stringValue()).isEqualTo("webhook.test");
        assertThat(Instant.parse(body.path("timestamp").stringValue())).isBetween(before, Instant.now());
        assertThat(body.at("/data/webhook_id").stringValue()).isEqualTo(mine.id());
        assertThat(awaitDelivery(mine, "delivered").path("message_id").stringValue())
                .isEqualTo(received.header("webhook-id"));
    }

    @Test
    void aFailureIsTriedAgainUnderTheSameId() {
        receiver.answers("/mine", (exchange, number) -> exchange.sendResponseHeaders(number == 1 ? 500 : 204, -1));
        Endpoint mine = endpoint(client, "/mine", "*");
        test(mine);
        JsonNode delivery = awaitDelivery(mine, "delivered");
        assertThat(delivery.path("attempts").intValue()).isEqualTo(2);
        assertThat(receiver.at("/mine"))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one.header("webhook-signature")).isEqualTo(signature(mine.secret(), one)))
                .extracting(one -> one.header("webhook-id"))
                .containsOnly(delivery.path("message_id").stringValue());
        assertThat(webhook(mine).path("failing_since").isNull()).isTrue();
    }

    @Test
    void aRedirectIsAFailure() {
        receiver.answers("/mine", (exchange, _) -> {
            exchange.getResponseHeaders().set("Location", receiver.url("/elsewhere"));
            exchange.sendResponseHeaders(307, -1);
        });
        Endpoint mine = endpoint(client, "/mine", "*");
        test(mine);
        assertThat(awaitDelivery(mine, "dead").path("response_status").intValue())
                .isEqualTo(307);
        assertThat(receiver.at("/elsewhere")).isEmpty();
    }

    @Test
    void theSecretBeforeARotationSignsToo() {
        Endpoint mine = endpoint(client, "/mine", "*");
        String secret =
                json(on(mine, HttpMethod.POST, "/rotate-secret")).path("secret").stringValue();
        test(mine);
        Received received = awaitReceived("/mine", 1).getFirst();
        assertThat(received.header("webhook-signature"))
                .isEqualTo(signature(secret, received) + " " + signature(mine.secret(), received));
        jdbc.sql("update payment.webhook set previous_until = now() where id = ?")
                .param(mine.uuid())
                .update();
        test(mine);
        Received later = awaitReceived("/mine", 2).getLast();
        assertThat(later.header("webhook-signature")).isEqualTo(signature(secret, later));
    }

    @Test
    void aSlowEndpointHoldsUpNobodyElse() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        receiver.answers("/slow", (exchange, _) -> {
            end.await();
            exchange.sendResponseHeaders(200, -1);
        });
        Endpoint slow = endpoint(client, "/slow", "*");
        Endpoint quick = endpoint(client, "/quick", "*");
        try {
            for (int i = 0; i < 50; i++) {
                test(slow);
            }
            awaitReceived("/slow", 4);
            for (int i = 0; i < 50; i++) {
                test(quick);
            }
            awaitReceived("/quick", 50);
            assertThat(receiver.at("/slow")).hasSize(4);
        } finally {
            end.countDown();
        }
        awaitReceived("/slow", 50);
    }

    @Test
    void deliveriesAreListedInPartsAndByStatus() {
        Endpoint mine = endpoint(client, "/mine", "*");
        for (int i = 0; i < 3; i++) {
            test(mine);
        }
        JsonNode first = json(on(mine, HttpMethod.GET, "/deliveries?limit=2"));
        assertThat(first.path("items").size()).isEqualTo(2);
        JsonNode second = json(on(
                mine,
                HttpMethod.GET,
                "/deliveries?limit=2&cursor=" + first.path("next_cursor").stringValue()));
        assertThat(second.path("items").size()).isOne();
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(json(on(mine, HttpMethod.GET, "/deliveries?status=dead"))
                        .path("items")
                        .size())
                .isZero();
        assertProblem(on(mine, HttpMethod.GET, "/deliveries?status=lost"), 422, "VALIDATION_ERROR");
    }
}
