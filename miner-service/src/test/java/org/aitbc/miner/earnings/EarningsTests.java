package org.aitbc.miner.earnings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.miner.MinerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class EarningsTests extends MinerTest {

    private final String miner = someMiner();

    @BeforeEach
    void aMiner() {
        register(miner, 10, "{}");
    }

    @Test
    void earningsAreWhatWasReleasedToTheMinerLessTheFee() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        UUID first = finished("1.25");
        settle(first, "1.25", "0.05");
        UUID second = finished("2.50");
        settle(second, "2", "0");
        UUID unpaid = finished("100");
        UUID held = finished("200");
        escrow(held, "200");
        UUID refunded = finished("300");
        settle(refunded, "0", "0");

        JsonNode earnings = earnings("");

        assertThat(earnings.path("miner_id").stringValue()).isEqualTo(miner);
        assertThat(earnings.path("total_earnings").decimalValue()).isEqualByComparingTo("3.20");
        assertThat(earnings.path("pending_earnings").decimalValue()).isZero();
        assertThat(earnings.path("completed_jobs").intValue()).isEqualTo(5);
        assertThat(earnings.path("currency").stringValue()).isEqualTo("AITBC");
        assertThat(earnings.path("from_time").isNull()).isTrue();
        assertThat(earnings.path("earnings_history").valueStream().map(MinerTest::jobId))
                .containsExactly(Ids.text(second), Ids.text(first))
                .doesNotContain(Ids.text(unpaid));
        assertThat(earnings.at("/earnings_history/1/amount").decimalValue()).isEqualByComparingTo("1.20");
        assertThat(earnings.at("/earnings_history/0/receipt_id").stringValue()).matches("[0-9a-f]{32}");
        assertThat(Instant.parse(earnings.at("/earnings_history/0/completed_at").stringValue()))
                .isBetween(before, Instant.now());
    }

    @Test
    void pendingIsWhatIsHeldForTheJobsItRuns() {
        UUID fixed = priced("10");
        escrow(fixed, "10");
        escrow(queue(null), "0.5");
        priced("100");
        settle(priced("1000"), "0", "0");
        assertThat(pollJobs(miner, 4)).hasSize(4);
        escrow(queue(null), "1000");

        assertThat(earnings("").path("pending_earnings").decimalValue()).isEqualByComparingTo("10.5");
    }

    @Test
    void aCanceledJobThatWasPaidForInPartIsAnEarningWithoutAReceipt() {
        UUID job = priced("8");
        pollJob(miner);
        cancel(job);
        settle(job, "2", "0.1");

        JsonNode earnings = earnings("");

        assertThat(earnings.path("total_earnings").decimalValue()).isEqualByComparingTo("1.9");
        assertThat(earnings.path("completed_jobs").intValue()).isZero();
        assertThat(earnings.at("/earnings_history/0/receipt_id").isNull()).isTrue();
    }

    @Test
    void currenciesAreNotAddedUp() {
        settle(finished("1"), "1", "0");
        UUID job = finished("2");
        settle(job, "2", "0");
        jdbc.sql("update core.payment set currency = 'ETH' where job_id = ?")
                .param(job)
                .update();

        assertThat(earned("")).isEqualTo(1);
        assertThat(earned("?currency=eth")).isEqualTo(2);
        assertThat(earnings("?currency=eth").path("currency").stringValue()).isEqualTo("ETH");
    }

    @Test
    void earningsAreOfTheAskedTime() {
        settledAt(finished("1"), "1", "2026-01-10T12:00:00Z");
        settledAt(finished("2"), "2", "2026-01-20T12:00:00Z");
        settledAt(finished("4"), "4", "2026-01-30T12:00:00Z");

        assertThat(earned("?from_time=2026-01-20T12:00:00Z")).isEqualTo(6);
        assertThat(earned("?from_time=2026-01-11&to_time=2026-01-20T12:00:00Z")).isEqualTo(2);
        assertThat(earned("?to_time=2026-01-20T11:59:59")).isEqualTo(1);
        assertThat(earned("?from_time=2026-02-01")).isZero();
        assertThat(earnings("?to_time=2026-01-20T11:59:59").path("earnings_history"))
                .hasSize(1);
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
    }

    @ParameterizedTest
    @CsvSource({
        "job_status=complete, did you mean COMPLETED?",
        "job_status=nonsense, must be one of QUEUED",
        "min_reward=-1, must be 0 or more"
    })
    void filtersOfJobsThatMeanNothingAreRefusedAndWhatIsRightNamed(String filter, String right) {
        MvcTestResult refused = post(ALICE, "/v1/miners/" + miner + "/jobs?" + filter, "");
        assertProblem(refused, 422, "VALIDATION_ERROR");
        assertThat(body(refused)).contains(right);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/earnings?from_time=yesterday",
                "/earnings?to_time=2026-13-01",
                "/earnings?currency=DOGE",
                "/jobs?limit=0",
                "/jobs?limit=many",
                "/jobs?offset=-1",
                "/jobs?min_reward=much",
                "/jobs?min_reward=1e-999999999",
                "/jobs?min_reward=1e999999999"
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
        fixPrice(job, amount);
        return job;
    }

    /** A job that this miner finished for a price. */
    private UUID finished(String amount) {
        UUID job = priced(amount);
        assertThat(result(ALICE, pollJob(miner), "{}")).hasStatus(200);
        return job;
    }

    /** Releases a part of a job's money to this miner and gives the rest back, as the payment service does. */
    private void settle(UUID job, String released, String fee) {
        jdbc.sql("""
                        insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at, released, fee,
                          refunded, payee, miner_id, settled_at)
                        select :id, j.id, j.client, j.payment_amount, 'AITBC', 'balance',
                          case when :released::numeric > 0 then 'released' else 'refunded' end, j.expires_at, :released::numeric,
                          :fee::numeric, j.payment_amount - :released::numeric, 'alice', :miner, now()
                        from core.job j where j.id = :job""")
                .param("id", Ids.next())
                .param("job", job)
                .param("miner", miner)
                .param("released", released)
                .param("fee", fee)
                .update();
    }

    private void settledAt(UUID job, String released, String time) {
        settle(job, released, "0");
        jdbc.sql("update core.payment set settled_at = ?::timestamptz where job_id = ?")
                .param(time)
                .param(job)
                .update();
    }

    private JsonNode earnings(String query) {
        return json(post(ALICE, "/v1/miners/" + miner + "/earnings" + query, ""));
    }

    private double earned(String query) {
        return earnings(query).path("total_earnings").doubleValue();
    }

    private JsonNode jobs(String query) {
        return json(post(ALICE, "/v1/miners/" + miner + "/jobs" + query, ""));
    }

    private static List<String> idsOf(JsonNode jobs) {
        return jobs.path("jobs").valueStream().map(MinerTest::jobId).toList();
    }
}
