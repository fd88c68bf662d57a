package org.aitbc.miner.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.miner.MinerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ResultTests extends MinerTest {

    private String miner;
    private UUID job;

    @BeforeEach
    void aMinerAndAJob() {
        miner = someMiner();
        register(miner, 2, "{\"models\":[\"llama3\"]}");
        job = queue("inference");
    }

    @Test
    void aResultEndsTheJobWithAReceiptThatVerifies() {
        JsonNode assigned = pollJob(miner);
        assertThat(assigned.path("job_id").stringValue()).isEqualTo(Ids.text(job));
        assertThat(assigned.path("attempt").intValue()).isEqualTo(1);

        JsonNode answer = JSON.readTree(body(result(ALICE, assigned, "{\"output\":\"hello\"}")));

        assertThat(answer.path("status").stringValue()).isEqualTo("ok");
        assertThat(Receipts.flaw(answer.path("receipt"))).isEmpty();
        assertThat(answer.path("receipt").path("provider").stringValue()).isEqualTo(miner);
        assertThat(outcome(job)).isEqualTo("COMPLETED ");
    }
}
