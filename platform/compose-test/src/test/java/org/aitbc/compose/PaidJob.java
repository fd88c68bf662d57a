package org.aitbc.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aitbc.standalone.demo.Receipt;
import tools.jackson.databind.JsonNode;

/** A job that a client has paid for. */
record PaidJob(String id) {

    static final int PRICE = 1;

    private static final Duration SOON = Duration.ofSeconds(90);

    static PaidJob submit(Client client) {
        JsonNode job = client.post(
                "/v1/jobs",
                Map.of(
                        "ttl_seconds",
                        600,
                        "payment_amount",
                        PRICE,
                        "payload",
                        Map.of("type", "embedding", "texts", List.of("a replica is as good as another"))));
        return new PaidJob(job.path("job_id").stringValue());
    }

    /** Waits until it is done and paid. */
    PaidJob awaitPaid(Client client) {
        await("end of " + id)
                .atMost(SOON)
                .pollInterval(Client.PAUSE)
                .until(() -> client.get("/v1/jobs/" + id).path("state").stringValue(), "COMPLETED"::equals);
        await("payment of " + id)
                .atMost(SOON)
                .pollInterval(Client.PAUSE)
                .until(() -> payment(client).path("status").stringValue(), "released"::equals);
        return this;
    }

    JsonNode payment(Client client) {
        return client.get("/v1/jobs/" + id + "/payment");
    }

    /** Checks the result's receipt as a client does. */
    void verify(Client client) {
        JsonNode receipt = client.get("/v1/jobs/" + id + "/result").path("receipt");
        assertThat(Receipt.flaw(receipt, id, client.get("/v1/receipts/keys"))).isEmpty();
    }
}
