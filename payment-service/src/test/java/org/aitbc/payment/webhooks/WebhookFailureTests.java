package org.aitbc.payment.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.aitbc.payment.webhooks.Receiver.Answering;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class WebhookFailureTests extends WebhookTest {

    @Nested
    class Dead {

        private Endpoint failing() {
            receiver.answers("/mine", Answering.status(503));
            Endpoint mine = endpoint(client, "/mine", "*");
            test(mine);
            return mine;
        }

        @Test
        void whatFailsTooOftenIsDeadUntilItIsReplayed() {
            Endpoint mine = failing();
            JsonNode dead = awaitDelivery(mine, "dead");
            assertThat(dead.path("attempts").intValue()).isEqualTo(WebhookTestSettings.BACKOFF.size() + 1);
            assertThat(dead.path("response_status").intValue()).isEqualTo(503);
            assertThat(webhook(mine).path("failing_since").isNull()).isFalse();
            receiver.answers("/mine", Answering.status(200));
            String id = dead.path("id").stringValue();
            assertThat(on(mine, HttpMethod.POST, "/deliveries/" + id + "/replay"))
                    .hasStatus(202);
            assertThat(awaitDelivery(mine, "delivered").path("id").stringValue())
                    .isEqualTo(id);
            assertThat(receiver.at("/mine").getLast().header("webhook-id"))
                    .isEqualTo(dead.path("message_id").stringValue());
        }

        @Test
        void allThatAreDeadAreReplayedSinceATime() {
            Endpoint mine = failing();
            awaitDelivery(mine, "dead");
            receiver.answers("/mine", Answering.status(200));
            assertThat(on(mine, HttpMethod.POST, "/replay?since=2999-01-01"))
                    .bodyJson()
                    .extractingPath("replayed")
                    .isEqualTo(0);
            assertThat(on(mine, HttpMethod.POST, "/replay?since=2020-01-01"))
                    .bodyJson()
                    .extractingPath("replayed")
                    .isEqualTo(1);
            awaitDelivery(mine, "delivered");
            assertThat(on(mine, HttpMethod.POST, "/replay"))
                    .bodyJson()
                    .extractingPath("replayed")
                    .isEqualTo(0);
        }
    }

    @Nested
    class Disabling {

        @Test
        void anEndpointThatIsGoneIsDisabled() {
            receiver.answers("/mine", Answering.status(410));
            Endpoint mine = endpoint(client, "/mine", "*");
            test(mine);
            assertThat(awaitDelivery(mine, "dead").path("attempts").intValue()).isOne();
            await().until(() -> !webhook(mine).path("enabled").booleanValue());
            assertThat(webhook(mine).path("disabled_reason").stringValue()).contains("410");
            assertThat(patch(client, mine, "{\"enabled\": true}")).hasStatus(200);
            assertThat(webhook(mine).path("disabled_reason").isNull()).isTrue();
        }

        @Test
        void anEndpointThatFailsForDaysIsDisabled() {
            receiver.answers("/mine", Answering.status(500));
            Endpoint mine = endpoint(client, "/mine", "*");
            failingFor(mine, "4 days");
            test(mine);
            awaitDelivery(mine, "dead");
            assertThat(webhook(mine).path("enabled").booleanValue()).isTrue();
            failingFor(mine, "6 days");
            test(mine);
            await().until(() -> !webhook(mine).path("enabled").booleanValue());
            assertThat(webhook(mine).path("disabled_reason").stringValue()).contains("too long");
        }

        private void failingFor(Endpoint endpoint, String time) {
            jdbc.sql("update payment.webhook set failing_since = now() - ?::interval where id = ?")
                    .params(time, endpoint.uuid())
                    .update();
        }
    }
}
