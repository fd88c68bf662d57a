package org.aitbc.payment.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.PaymentTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TrackRecordTests extends PaymentTest {

    private final String operator = someone("operator");

    @Autowired
    TrackRecords records;

    private UUID ended(String miner, String state) {
        UUID job = job(client, Ids.next());
        end(job, state, miner, "1");
        return job;
    }

    private TrackRecord record() {
        return records.find(operator).orElseThrow();
    }

    @Test
    void whatAnAgentDoesIsCounted() {
        String miner = miner(operator);
        ended(miner, "COMPLETED");
        ended(miner, "COMPLETED");
        ended(miner, "FAILED");
        ended(miner, "CANCELED");
        await().untilAsserted(() -> assertThat(record().ended()).isEqualTo(3));
        assertThat(record().completed()).isEqualTo(2);
        assertThat(record().paid()).isZero();
    }

    @Test
    void aMistakeOfTheClientIsNoFailureOfTheAgent() {
        String miner = miner(operator);
        for (String code : List.of("INVALID_PAYLOAD", "BUDGET_EXHAUSTED")) {
            jdbc.sql("""
                            with o as (insert into core.outcome (job_id, state, miner_id, attempt, started_at, error_code)
                                       values (:job, 'FAILED', :miner, 1, now(), :code))
                            insert into core.outbox (event, subject) values ('job.failed', :job)""")
                    .param("job", job(client, Ids.next()))
                    .param("miner", miner)
                    .param("code", code)
                    .update();
        }
        ended(miner, "COMPLETED");
        await().untilAsserted(() -> assertThat(record().completed()).isEqualTo(1));
        assertThat(record().failed()).isZero();
    }

    @Test
    void aReceiptWithANulCharacterIsCountedAsWell() {
        String miner = miner(operator);
        UUID job = ended(miner, "FAILED");
        await().untilAsserted(() -> assertThat(record().failed()).isEqualTo(1));
        jdbc.sql("""
                        update core.outcome set state = 'COMPLETED', receipt_id = ?,
                          receipt = '{"metadata": {"job_payload": {"t": "\\u0000"}, "result_signature": {}}}'
                        where job_id = ?""").params(Ids.next(), job).update();
        jdbc.sql("insert into core.outbox (event, subject) values ('job.completed', ?)")
                .param(job)
                .update();
        ended(miner, "COMPLETED");
        await().untilAsserted(() -> assertThat(record().completed()).isEqualTo(2));
    }

    @Test
    void whoOwnsNoMinerHasNone() {
        assertThat(records.find(client)).isEmpty();
    }
}
