package org.aitbc.bench.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JobIdsTests {

    private static final String A = "0".repeat(31) + "a";
    private static final String B = "0".repeat(31) + "b";

    @Test
    void idsAreFoundWhereverTheyStand() {
        String json = "{\"jobs\":[{\"job_id\":\"%s\",\"payload\":{}},{\"x\":1,\"job_id\":\"%s\"}]}".formatted(A, B);
        assertThat(JobIds.all(json)).containsExactly(A, B);
        assertThat(JobIds.first(json)).isEqualTo(A);
        assertThat(JobIds.all("{\"jobs\":[]}")).isEmpty();
    }
}
