package org.aitbc.payment.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WebhookClaimTests extends WebhookTest {

    @Autowired
    private Claims claims;

    @Autowired
    private Dispatcher dispatcher;

    @Autowired
    private WebhookSweep sweep;

    @Autowired
    private MeterRegistry meters;

    @Nested
    class Claiming {

        @Test
        void noTwoClaimTheSame() throws InterruptedException {
            Endpoint mine = endpoint(client, "/mine", "*");
            withoutDispatcher(() -> {
                for (int i = 0; i < 12; i++) {
                    test(mine);
                }
                List<UUID> claimed = atOnce(8, () -> claims.take(3, Map.of())).stream()
                        .flatMap(List::stream)
                        .map(Claim::id)
                        .toList();
                assertThat(claimed).doesNotHaveDuplicates();
                jdbc.sql("update payment.webhook_delivery set due = now()").update();
            });
            awaitReceived("/mine", 12);
        }

        @Test
        void whatADeadInstanceHeldIsSentAndItsLateWordIgnored() throws InterruptedException {
            Endpoint mine = endpoint(client, "/mine", "*");
            withoutDispatcher(() -> {
                test(mine);
                Claim lost = claims.take(1, Map.of()).getFirst();
                assertThat(claims.take(1, Map.of())).isEmpty();
                jdbc.sql("update payment.webhook_delivery set due = now() where id = ?")
                        .param(lost.id())
                        .update();
                Claim next = claims.take(1, Map.of()).getFirst();
                assertThat(next.id()).isEqualTo(lost.id());
                claims.dead(lost, Answer.failed("late"));
                assertThat(deliveries(mine).getFirst().path("status").stringValue())
                        .isEqualTo("pending");
                claims.delivered(next, new Answer(200, "", null));
                assertThat(deliveries(mine).getFirst().path("status").stringValue())
                        .isEqualTo("delivered");
            });
        }

        private interface Work {
            void run() throws InterruptedException;
        }

        private void withoutDispatcher(Work work) throws InterruptedException {
            dispatcher.stop();
            try {
                work.run();
            } finally {
                dispatcher.start();
            }
        }
    }

    @Test
    void oldOnesAreForgotten() {
        Endpoint mine = endpoint(client, "/mine", "*");
        test(mine);
        awaitDelivery(mine, "delivered");
        aged(mine, "29 days");
        sweep.run();
        assertThat(deliveries(mine)).hasSize(1);
        aged(mine, "31 days");
        sweep.run();
        assertThat(deliveries(mine)).isEmpty();
    }

    private void aged(Endpoint endpoint, String time) {
        jdbc.sql("update payment.webhook_delivery set ended_at = now() - ?::interval where webhook = ?")
                .params(time, endpoint.uuid())
                .update();
    }

    @Test
    void howManyWaitIsMeasured() {
        Endpoint mine = endpoint(client, "/mine", "*");
        dispatcher.stop();
        test(mine);
        jdbc.sql("update payment.webhook_delivery set due = now() - interval '1 hour' where webhook = ?")
                .param(mine.uuid())
                .update();
        sweep.run();
        assertThat(meter("aitbc.webhooks.queued")).isEqualTo(1);
        assertThat(meter("aitbc.webhooks.oldest.due.seconds")).isBetween(3600.0, 3700.0);
        double failing = meter("aitbc.webhooks.failing");
        jdbc.sql("update payment.webhook set failing_since = now() where id = ?")
                .param(mine.uuid())
                .update();
        sweep.run();
        assertThat(meter("aitbc.webhooks.failing")).isEqualTo(failing + 1);
        dispatcher.start();
        awaitDelivery(mine, "delivered");
        sweep.run();
        assertThat(meter("aitbc.webhooks.queued")).isZero();
    }

    private double meter(String name) {
        return meters.get(name).gauge().value();
    }
}
