package org.aitbc.miner.earnings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.miner.MinerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EarningsTests extends MinerTest {

    private final String miner = someMiner();

    @BeforeEach
    void aMiner() {
        register(miner, 10, "{}");
    }

    @Test
    void earningsAreTheSumOfTheReceiptsPrices() {
        UUID first = finished("1.25");
        UUID second = finished("2.50");
        priced("10");
        pollJob(miner);
        queue(null);
        assertThat(fail(pollJob(miner), false)).hasStatus(200);

        JsonNode earnings = json(post(ALICE, "/v1/miners/" + miner + "/earnings", ""));

        assertThat(earnings.path("miner_id").stringValue()).isEqualTo(miner);
        assertThat(earnings.path("total_earnings").decimalValue()).isEqualByComparingTo("3.75");
        assertThat(earnings.path("pending_earnings").decimalValue()).isEqualByComparingTo("10");
        assertThat(earnings.path("completed_jobs").intValue()).isEqualTo(2);
        assertThat(earnings.path("currency").stringValue()).isEqualTo("AITBC");
        assertThat(earnings.path("from_time").isNull()).isTrue();
        assertThat(earnings.path("earnings_history").valueStream().map(MinerTest::jobId))
                .containsExactly(Ids.text(second), Ids.text(first));
        assertThat(earnings.at("/earnings_history/0/amount").decimalValue()).isEqualByComparingTo("2.50");
        assertThat(earnings.at("/earnings_history/0/receipt_id").stringValue()).matches("[0-9a-f]{32}");
    }

    @Test
    void earningsAreOfTheAskedTime() {
        endedAt(finished("1"), "2026-01-10T12:00:00Z");
        endedAt(finished("2"), "2026-01-20T12:00:00Z");
        endedAt(finished("4"), "2026-01-30T12:00:00Z");

        assertThat(earned("from_time=2026-01-20T12:00:00Z")).isEqualTo(6);
        assertThat(earned("from_time=2026-01-11&to_time=2026-01-20T12:00:00Z")).isEqualTo(2);
        assertThat(earned("to_time=2026-01-20T11:59:59")).isEqualTo(1);
        assertThat(earned("from_time=2026-02-01")).isZero();
    }

    @Test
    void jobsOfAMinerAreThoseItRunsAndRanNewestFirst() {
        UUID done = finished("1");
        UUID failed = queue("training");
        assertThat(fail(pollJob(miner), false)).hasStatus(200);
        UUID running = queue("inference");
        pollJob(miner);
        queue("inference");

        JsonNode all = jobs("");

        assertThat(all.path("jobs").valueStream().map(MinerTest::jobId))
                .containsExactly(Ids.text(running), Ids.text(failed), Ids.text(done));
        assertThat(all.path("total").intValue()).isEqualTo(3);
        assertThat(all.path("limit").intValue()).isEqualTo(20);
        assertThat(all.path("offset").intValue()).isZero();
        assertThat(all.at("/jobs/0/state").stringValue()).isEqualTo("RUNNING");
        assertThat(all.at("/jobs/0/assigned_miner_id").stringValue()).isEqualTo(miner);
    }

    @Test
    void jobsCanBeFilteredAndPaged() {
        UUID done = finished("5");
        UUID cheap = finished("1");
        UUID training = queue("training");
        pollJob(miner);

        assertThat(idsOf(jobs("?job_status=running"))).containsExactly(Ids.text(training));
        assertThat(idsOf(jobs("?job_status=COMPLETED"))).containsExactly(Ids.text(cheap), Ids.text(done));
        assertThat(idsOf(jobs("?job_type=training"))).containsExactly(Ids.text(training));
        assertThat(idsOf(jobs("?min_reward=2"))).containsExactly(Ids.text(done));
        assertThat(idsOf(jobs("?limit=1&offset=1"))).containsExactly(Ids.text(cheap));
        assertThat(jobs("?limit=1&offset=1").path("total").intValue()).isEqualTo(3);
        assertThat(idsOf(jobs("?job_status=nonsense"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/earnings?from_time=yesterday",
                "/earnings?to_time=2026-13-01",
                "/jobs?limit=0",
                "/jobs?limit=many",
                "/jobs?offset=-1",
                "/jobs?min_reward=much"
            })
    void wrongQuestionsAreInvalid(String question) {
        assertRefused(post(ALICE, "/v1/miners/" + miner + question, ""), 422, "VALIDATION_ERROR");
    }

    @Test
    void aMinerNobodyRegisteredIsNotFound() {
        String unknown = someMiner();

        assertRefused(post(ALICE, "/v1/miners/" + unknown + "/earnings", ""), 404, "MINER_NOT_REGISTERED");
        assertRefused(post(ALICE, "/v1/miners/" + unknown + "/jobs", ""), 404, "MINER_NOT_REGISTERED");
    }

    private UUID priced(String amount) {
        UUID job = queue("inference");
        jdbc.sql("update core.job set payment_amount = ?::numeric where id = ?")
                .param(amount)
                .param(job)
                .update();
        return job;
    }

    /** A job that this miner finished for a price. */
    private UUID finished(String amount) {
        UUID job = priced(amount);
        assertThat(result(ALICE, pollJob(miner), "{}")).hasStatus(200);
        return job;
    }

    private void endedAt(UUID job, String time) {
        jdbc.sql("update core.outcome set ended_at = ?::timestamptz where job_id = ?")
                .param(time)
                .param(job)
                .update();
    }

    private double earned(String query) {
        return json(post(ALICE, "/v1/miners/" + miner + "/earnings?" + query, ""))
                .path("total_earnings")
                .doubleValue();
    }

    private JsonNode jobs(String query) {
        return json(post(ALICE, "/v1/miners/" + miner + "/jobs" + query, ""));
    }

    private static List<String> idsOf(JsonNode jobs) {
        return jobs.path("jobs").valueStream().map(MinerTest::jobId).toList();
    }
}
