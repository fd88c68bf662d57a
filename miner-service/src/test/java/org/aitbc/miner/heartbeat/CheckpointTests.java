package org.aitbc.miner.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.lease.LeaseEnds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class CheckpointTests extends MinerTest {

    @Autowired
    private LeaseEnds ends;

    private final String miner = someMiner();

    @BeforeEach
    void aMiner() {
        register(miner, 3, "{}");
    }

    @Test
    void whatIsSavedIsHandedToTheNextAttempt() {
        queue(null);
        JsonNode first = pollJob(miner);
        assertThat(first.path("checkpoint").isNull()).isTrue();
        save(miner, first, "0.25", "{\"step\":250,\"at\":\"s3://b/250\"}");
        lapse(first);
        ends.end(List.of(), List.of());
        String other = someMiner();
        register(other, 1, "{}");

        JsonNode second = pollJob(other);

        assertThat(second.path("attempt").intValue()).isEqualTo(2);
        assertThat(second.path("checkpoint").toString())
                .isEqualTo("{\"share\":0.25,\"data\":{\"step\":250,\"at\":\"s3://b/250\"}}");
    }

    @Test
    void anAttemptThatIsHandedOutAgainKeepsItsCheckpoint() {
        UUID job = queue(null);
        JsonNode assigned = pollJob(miner);
        save(miner, assigned, "0.5", "{\"step\":5}");
        jdbc.sql("update core.lease set started_at = started_at - interval '2 s' where job_id = ?")
                .param(job)
                .update();

        JsonNode again =
                json(post(ALICE, "/v1/miners/poll?miner_id=" + miner, "{\"max_wait_seconds\":0,\"running\":[]}"));

        assertThat(again.path("lease_id")).isEqualTo(assigned.path("lease_id"));
        assertThat(again.at("/checkpoint/data/step").intValue()).isEqualTo(5);
    }

    @Test
    void theShareDoesNotDecreaseWithinAnAttempt() {
        UUID job = queue(null);
        JsonNode first = pollJob(miner);
        save(miner, first, "0.5", "{\"step\":5}");
        save(miner, first, "0.4", "{\"step\":4}");
        assertThat(saved(job)).isEqualTo("1 0.5 {\"step\":5}");
        save(miner, first, "0.5", "{\"step\":6}");
        assertThat(saved(job)).isEqualTo("1 0.5 {\"step\":6}");
        lapse(first);
        ends.end(List.of(), List.of());

        JsonNode second = pollJob(miner);
        beat(miner, second);
        assertThat(saved(job)).isEqualTo("1 0.5 {\"step\":6}");
        save(miner, second, "0.1", null);

        assertThat(saved(job)).isEqualTo("2 0.1 -");
    }

    @Test
    void whatEachAttemptSavedIsKept() {
        UUID job = queue(null);
        JsonNode first = pollJob(miner);
        save(miner, first, "0.5", null);
        lapse(first);
        ends.end(List.of(), List.of());
        String other = someMiner();
        register(other, 1, "{}");
        save(other, pollJob(other), "0.7", null);

        assertThat(jdbc.sql("""
                        select miner_id || ' ' || share from core.checkpoint c
                        where job_id = ? and started_at <= at order by attempt""").param(job).query(String.class).list()).containsExactly(miner + " 0.5", other + " 0.7");
    }

    @Test
    void whoDoesNotHoldTheLeaseSavesNothing() {
        UUID job = queue(null);
        JsonNode first = pollJob(miner);
        String other = someMiner();
        register(other, 1, "{}");

        save(other, first, "0.9", "{}");
        assertThat(saved(job)).isNull();
        lapse(first);
        save(miner, first, "0.9", "{}");
        assertThat(saved(job)).isNull();
        ends.end(List.of(), List.of());
        JsonNode second = pollJob(miner);
        save(miner, first, "0.9", "{}");
        assertThat(saved(job)).isNull();

        save(miner, second, "0.3", "{}");
        assertThat(saved(job)).isEqualTo("2 0.3 {}");
    }

    @Test
    void anEndedJobKeepsItsCheckpoint() {
        UUID job = queue(null);
        JsonNode assigned = pollJob(miner);
        save(miner, assigned, "0.6", null);

        cancel(job);
        save(miner, assigned, "1", null);

        assertThat(saved(job)).isEqualTo("1 0.6 -");
    }

    @Test
    void aHeartbeatWithoutACheckpointLeavesIt() {
        UUID job = queue(null);
        JsonNode assigned = pollJob(miner);
        save(miner, assigned, "1", "{}");

        beat(miner, assigned);
        json(heartbeat(miner, "{}"));

        assertThat(saved(job)).isEqualTo("1 1 {}");
    }

    @Test
    void sixteenKibibytesOfDataAreKeptAndOneByteMoreIsInvalid() {
        UUID job = queue(null);
        JsonNode assigned = pollJob(miner);

        save(miner, assigned, "0.5", "{\"d\": \"%s\"}".formatted("\u00e9".repeat(8188)));
        assertThat(saved(job)).hasSize("1 0.5 ".length() + 8196);

        assertRefused(
                beatWith(miner, assigned, "{\"share\":0.6,\"data\":{\"d\":\"%sx\"}}".formatted("\u00e9".repeat(8188))),
                422,
                "VALIDATION_ERROR");
        assertThat(saved(job)).startsWith("1 0.5 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"share\":0}",
                "{\"share\":-0.1}",
                "{\"share\":1.1}",
                "{\"share\":1e-60}",
                "{\"share\":\"NaN\"}",
                "{\"share\":0.5,\"data\":[]}",
                "{\"share\":0.5,\"data\":\"text\"}"
            })
    void wrongCheckpointsAreInvalid(String checkpoint) {
        UUID job = queue(null);

        assertRefused(beatWith(miner, pollJob(miner), checkpoint), 422, "VALIDATION_ERROR");

        assertThat(saved(job)).isNull();
    }

    @Test
    void oddDataIsNoReasonToFail() {
        UUID job = queue(null);

        save(miner, pollJob(miner), "0.5", "{\"n\":1e999,\"a\\u0000\":\"\\u0000\\ud800\"}");

        assertThat(saved(job)).isNotNull();
    }

    private void save(String by, JsonNode job, String share, @Nullable String data) {
        json(beatWith(by, job, "{\"share\":%s,\"data\":%s}".formatted(share, data)));
    }

    private MvcTestResult beatWith(String by, JsonNode job, String checkpoint) {
        return heartbeat(
                by,
                "{\"running\":[{\"job_id\":\"%s\",\"lease_id\":\"%s\",\"attempt\":%d,\"checkpoint\":%s}]}"
                        .formatted(
                                jobId(job),
                                job.path("lease_id").stringValue(),
                                job.path("attempt").intValue(),
                                checkpoint));
    }

    /** Attempt, share and data of a job's checkpoint, or null. */
    private @Nullable String saved(UUID job) {
        return jdbc.sql(
                        "select attempt || ' ' || share || ' ' || coalesce(data::text, '-') from core.checkpoint where job_id = ? order by attempt desc limit 1")
                .param(job)
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
