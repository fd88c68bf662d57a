package org.aitbc.payment.rewards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RewardDocsTests extends RewardTest {

    @Test
    void eachOperationSaysWhatItDoes() {
        JsonNode document = json(get(client, "/v3/api-docs"));

        List<JsonNode> operations = document.path("paths")
                .propertyStream()
                .filter(path -> path.getKey().startsWith("/v1/rewards/"))
                .flatMap(path -> path.getValue().valueStream())
                .toList();

        assertThat(operations)
                .hasSize(11)
                .allSatisfy(
                        one -> assertThat(one.path("summary").stringValue("")).isNotBlank());
        assertThat(document.at("/components/schemas/RewardDistributed/properties/status/enum")
                        .valueStream()
                        .map(JsonNode::stringValue))
                .containsExactly("pending", "approved", "distributed", "expired", "cancelled");
    }
}
