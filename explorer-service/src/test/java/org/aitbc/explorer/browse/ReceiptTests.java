package org.aitbc.explorer.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.explorer.ExplorerTest;
import org.aitbc.explorer.fake.Jobs;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ReceiptTests extends ExplorerTest {

    @Test
    void receiptsAreForAnybodyButTheirWorkIsForItsOwner() {
        UUID job = new Jobs(jdbc).completed(client, someone("miner"));
        String path = "/v1/explorer/receipts?job_id=" + Ids.text(job);

        JsonNode list = read(path);
        JsonNode item = list.path("items").path(0);

        assertThat(list.path("jobId").stringValue()).isEqualTo(Ids.text(job));
        assertThat(item.propertyNames())
                .containsExactly("receiptId", "jobId", "miner", "coordinator", "issuedAt", "status", "payload");
        assertThat(item.path("coordinator").stringValue()).isEqualTo("the-key");
        assertThat(item.path("payload").propertyNames())
                .contains("price", "signature")
                .doesNotContain("metadata", "client");
        assertThat(item.path("payload").path("redacted").booleanValue()).isTrue();
        assertThat(json(get("somebody", Role.CLIENT, path))
                        .path("items")
                        .path(0)
                        .path("payload")
                        .has("metadata"))
                .isFalse();
        assertThat(json(get(client, Role.CLIENT, path))
                        .path("items")
                        .path(0)
                        .path("payload")
                        .at("/metadata/result/output")
                        .stringValue())
                .isEqualTo("x");
        assertThat(json(get(client, Role.CLIENT, path))
                        .path("items")
                        .path(0)
                        .path("payload")
                        .has("redacted"))
                .isFalse();
        assertThat(json(get("operator", Role.ADMIN, path))
                        .path("items")
                        .path(0)
                        .path("payload")
                        .has("client"))
                .isTrue();
    }

    @Test
    void allReceiptsAreListedNewestFirst() {
        UUID older = new Jobs(jdbc).completed(client, someone("miner"));
        UUID newer = new Jobs(jdbc).completed(client, someone("miner"));

        JsonNode first = read("/v1/explorer/receipts?limit=1");
        JsonNode second = read("/v1/explorer/receipts?limit=1&cursor="
                + first.path("next_cursor").stringValue());

        assertThat(first.path("jobId").stringValue()).isEqualTo("all");
        assertThat(first.path("items").path(0).path("jobId").stringValue()).isEqualTo(Ids.text(newer));
        assertThat(second.path("items").path(0).path("jobId").stringValue()).isEqualTo(Ids.text(older));
        String id = first.path("items").path(0).path("receiptId").stringValue();
        assertThat(read("/v1/explorer/receipts/" + id).path("jobId").stringValue())
                .isEqualTo(Ids.text(newer));
    }

    @Test
    void aJobWithoutAReceiptHasNone() {
        assertThat(read("/v1/explorer/receipts?job_id=" + Ids.text(Ids.next()))
                        .path("items")
                        .size())
                .isZero();
    }
}
