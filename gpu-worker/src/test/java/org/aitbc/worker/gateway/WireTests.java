package org.aitbc.worker.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.core.StreamReadConstraints;

class WireTests {

    @Test
    void aJobThatIsAsDeepAsServicesTakeIsRead() {
        int deepest = StreamReadConstraints.defaults().getMaxNestingDepth();
        String payload = "[".repeat(deepest) + "]".repeat(deepest);

        assertThat(Wire.JSON
                        .readTree("{\"jobs\":[{\"payload\":" + payload + "}]}")
                        .path("jobs")
                        .get(0)
                        .path("payload")
                        .isArray())
                .isTrue();
    }
}
