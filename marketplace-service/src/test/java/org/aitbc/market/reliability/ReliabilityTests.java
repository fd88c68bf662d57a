package org.aitbc.market.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.MarketTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class ReliabilityTests extends MarketTest {

    private static final Duration GAP = Duration.ofSeconds(60);

    @Autowired
    private Presence presence;

    @Autowired
    private Reliability reliability;

    private String miner = "";
    private String gpu = "";

    @BeforeEach
    void list() {
        miner = miner(operator, gpus("T4"));
        gpu = read(post(operator, "/v1/marketplace/gpu/register", """
                        {"gpu": {"model": "T4", "memory_gb": 16, "price_per_hour": 1, "miner_id": "%s"}}""".formatted(miner)))
                .path("gpu_id")
                .stringValue();
    }

    private JsonNode report(String query) {
        return read(get("/v1/marketplace/gpu/" + gpu + "/reliability" + query));
    }

    private void seen(String since, String until, boolean online) {
        jdbc.sql("""
                        insert into marketplace.presence (miner_id, since, until, online)
                        values (?, now() - ?::interval, now() - ?::interval, ?)""").params(miner, since, until, online).update();
    }

    /** Ended a second ago, or now if it is LATE: the time of a report is cut to milliseconds. */
    private UUID job(String state, @Nullable String error) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into core.outcome (job_id, state, miner_id, attempt, error_code, receipt_id, receipt, ended_at)
                        values (:id, :state, :miner, 1, :error, :receipt, case when :state = 'COMPLETED' then '{}'::json end,
                          now() - case when :error = 'LATE' then interval '0' else interval '1 second' end)""")
                .param("id", id)
                .param("state", state)
                .param("miner", miner)
                .param("error", error)
                .param("receipt", state.equals("COMPLETED") ? Ids.next() : null)
                .update();
        return id;
    }

    private void booking(String state, @Nullable String reason, String ended) {
        jdbc.sql("""
                        insert into marketplace.booking (id, gpu_id, client, owner, tenure, price_per_hour, currency, span, state,
                          close_reason, ended_at)
                        values (?, ?, ?, ?, 'on_demand', 1, 'AITBC',
                          tstzrange(now() - interval '2 hours', now() - interval '1 hour'), ?, ?, now() - ?::interval)""")
                .param(Ids.next())
                .param(Ids.parse(gpu))
                .param(client)
                .param(operator)
                .param(state)
                .param(reason)
                .param(ended)
                .update();
    }

    private void run(String verdict, @Nullable Integer evidence) {
        jdbc.sql("""
                        insert into core.assurance_run (run_id, job_id, number, miner_id, verdict, evidence, judged_at)
                        values (?, ?, 1, ?, ?, nextval('core.assurance_evidence') + 0 * ?::int, now() - interval '1 second')""")
                .param(Ids.next())
                .param(Ids.next())
                .param(miner)
                .param(verdict)
                .param(evidence)
                .update();
    }

    private void history() {
        seen("40 days", "35 days", false);
        seen("31 days", "29 days", false);
        seen("10 days", "8 days", true);
        seen("8 days", "7 days", false);
        seen("7 days", "1 day", true);
        job("COMPLETED", null);
        job("COMPLETED", null);
        job("COMPLETED", null);
        job("FAILED", "OUT_OF_MEMORY");
        job("FAILED", "ATTEMPTS_EXHAUSTED");
        job("FAILED", "BUDGET_EXHAUSTED");
        job("FAILED", "INVALID_PAYLOAD");
        job("CANCELED", "CANCELED");
        job("EXPIRED", "TTL_EXPIRED");
        booking("completed", null, "1 hour");
        booking("completed", "RELEASED", "2 hours");
        booking("completed", "RECLAIMED", "3 hours");
        booking("cancelled", "HARDWARE_FAILURE", "4 hours");
        booking("cancelled", "RELEASED", "5 hours");
        booking("completed", "MISUSE", "6 hours");
        booking("completed", "RECLAIMED", "31 days");
        run("disagreed", 1);
        run("agreed", 2);
        run("undecided", null);
    }

    /** The score of an answer, from its evidence alone and the formula as it is published. */
    private BigDecimal recomputed(JsonNode report) {
        BigDecimal observed = BigDecimal.ZERO;
        BigDecimal online = BigDecimal.ZERO;
        for (JsonNode span : report.path("presence")) {
            Duration length = Duration.between(
                    Instant.parse(span.path("since").stringValue()),
                    Instant.parse(span.path("until").stringValue()));
            BigDecimal seconds = BigDecimal.valueOf(length.toMillis()).movePointLeft(3);
            observed = observed.add(seconds);
            online = span.path("online").booleanValue() ? online.add(seconds) : online;
        }
        List<JsonNode> jobs = new ArrayList<>();
        String next = report.path("jobs").stringValue() + "&limit=2";
        String cursor = "";
        do {
            JsonNode part = read(get(next + cursor));
            part.path("items").forEach(jobs::add);
            cursor = part.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + part.path("next_cursor").stringValue();
        } while (!cursor.isEmpty());
        long completed =
                jobs.stream().filter(job -> job.path("receipt_id").isString()).count();
        long bad = jobs.size() - completed;
        long kept = report.path("bookings")
                .valueStream()
                .filter(one -> one.path("kept").booleanValue())
                .count();
        long broken = report.path("bookings").size() - kept;
        return online.divide(observed, MathContext.DECIMAL128)
                .multiply(share(completed, bad))
                .multiply(share(kept, broken))
                .multiply(share(completed, 10L * report.path("mismatches").size()))
                .setScale(4, RoundingMode.HALF_UP);
    }

    private static BigDecimal share(long good, long bad) {
        return BigDecimal.valueOf(good + 1).divide(BigDecimal.valueOf(good + bad + 1), MathContext.DECIMAL128);
    }

    @Test
    void anybodyCanRecomputeTheScoreFromTheAnswer() {
        long before = System.nanoTime();
        history();
        JsonNode report = report("");
        double passed = (System.nanoTime() - before) / 1e9;
        JsonNode inputs = report.path("inputs");
        // 8 of 10 days: one of them of the span that reaches into the window, which moves on
        assertThat(inputs.path("observed_seconds").doubleValue())
                .isBetween(10 * 86400 - 0.01 - passed, 10 * 86400 + 0.01);
        assertThat(inputs.path("online_seconds").doubleValue()).isBetween(8 * 86400 - 0.01, 8 * 86400 + 0.01);
        assertThat(inputs.path("jobs_completed").intValue()).isEqualTo(3);
        assertThat(inputs.path("jobs_failed").intValue()).isEqualTo(1);
        assertThat(inputs.path("jobs_lapsed").intValue()).isEqualTo(1);
        assertThat(inputs.path("bookings_kept").intValue()).isEqualTo(3);
        assertThat(inputs.path("bookings_broken").intValue()).isEqualTo(2);
        assertThat(inputs.path("mismatches").intValue()).isEqualTo(1);
        JsonNode result = report.path("result");
        assertThat(result.path("uptime").decimalValue()).isEqualByComparingTo("0.8");
        assertThat(result.path("jobs").decimalValue()).isEqualByComparingTo("0.6667");
        assertThat(result.path("bookings").decimalValue()).isEqualByComparingTo("0.6667");
        assertThat(result.path("agreement").decimalValue()).isEqualByComparingTo("0.2857");
        // 0.8 * 4/6 * 4/6 * 4/14
        assertThat(result.path("score").decimalValue()).isEqualByComparingTo("0.1016");
        assertThat(recomputed(report)).isEqualByComparingTo("0.1016");
        assertThat(report.path("formula").stringValue()).contains("uptime = online_seconds / observed_seconds");
    }

    @Test
    void aFailedProgramIsTheWorkersUnlessItIsTheClients() {
        for (String error : List.of("NON_ZERO_EXIT", "TIMED_OUT")) {
            for (String type : List.of("container", "command", "inference", "own")) {
                jdbc.sql("""
                                insert into core.job (id, client, class, type, payload, expires_at, payment_currency)
                                values (?, ?, 0, ?, '{}', now() + interval '1 hour', 'AITBC')""").params(job("FAILED", error), client, type).update();
            }
        }
        assertThat(report("").at("/inputs/jobs_failed").intValue()).isEqualTo(4);
    }

    @Test
    void theSameTimeHasTheSameAnswer() {
        history();
        JsonNode report = report("");
        String asOf = report.path("as_of").stringValue();
        booking("completed", "RECLAIMED", "0 hours");
        job("FAILED", "LATE");
        assertThat(report("?as_of=" + asOf)).isEqualTo(report);
        assertThat(report("").path("inputs")).isNotEqualTo(report.path("inputs"));
        assertProblem(get("/v1/marketplace/gpu/" + gpu + "/reliability?as_of=9999-01-01"), 422, "VALIDATION_ERROR");
        assertProblem(get("/v1/marketplace/gpu/" + gpu + "/reliability?as_of=today"), 422, "VALIDATION_ERROR");
        assertProblem(get("/v1/marketplace/gpu/" + Ids.text(Ids.next()) + "/reliability"), 404, "GPU_NOT_FOUND");
    }

    @Test
    void whatWasNotObservedHasNoScore() {
        assertThat(report("").path("result").path("score").isNull()).isTrue();
        seen("2 hours", "61 minutes", true);
        assertThat(report("").path("result").path("score").isNull()).isTrue();
        seen("61 minutes", "59 minutes", true);
        assertThat(report("").path("result").path("score").decimalValue()).isEqualByComparingTo("1");
    }

    @Test
    void scoresAreSearched() {
        seen("2 hours", "1 minute", true);
        seen("4 hours", "2 hours", false);
        reliability.rate(List.of(Ids.parse(gpu)));
        assertThat(read(get("/v1/marketplace/gpu/" + gpu)).path("reliability").doubleValue())
                .isBetween(0.49, 0.51);
        for (String term : List.of("reliability>0.4", "-reliability>0.6")) {
            assertThat(read(http.get()
                                    .uri(
                                            "/v1/marketplace/gpu/search?q={q}&sort=-reliability",
                                            "owner:" + operator + " " + term)
                                    .exchange())
                            .path("total")
                            .intValue())
                    .isEqualTo(1);
        }
    }

    @Test
    void aScoreOfLongAgoIsBroughtUpToDate() {
        seen("2 hours", "1 minute", true);
        jdbc.sql("insert into marketplace.score (gpu_id, reliability, at) values (?, 0, now() - interval '1 year')")
                .param(Ids.parse(gpu))
                .update();
        while (read(get("/v1/marketplace/gpu/" + gpu)).path("reliability").doubleValue() == 0) {
            reliability.rate(Duration.ofMinutes(10));
        }
        assertThat(read(get("/v1/marketplace/gpu/" + gpu)).path("reliability").doubleValue())
                .isEqualTo(1);
    }

    @Nested
    class Looking {

        private List<JsonNode> spans() {
            return report("").path("presence").valueStream().toList();
        }

        private void back(String by) {
            jdbc.sql(
                            "update marketplace.presence set since = since - ?::interval, until = until - ?::interval where miner_id = ?")
                    .params(by, by, miner)
                    .update();
        }

        private void online(boolean online) {
            jdbc.sql("update core.miner_beat set online = ?, last_seen = now() where miner_id = ?")
                    .params(online, miner)
                    .update();
        }

        @Test
        void spansGrowUntilTheWorkerChanges() {
            presence.sample(GAP);
            back("10 seconds");
            presence.sample(GAP);
            back("10 seconds");
            online(false);
            presence.sample(GAP);
            back("5 seconds");
            List<JsonNode> spans = spans();
            assertThat(spans).hasSize(2);
            assertThat(spans.getFirst().path("online").booleanValue()).isTrue();
            assertThat(spans.getLast().path("online").booleanValue()).isFalse();
            assertThat(spans.getLast().path("since")).isEqualTo(spans.getFirst().path("until"));
        }

        @Test
        void aWorkerThatComesAndGoesBetweenTwoLooksIsNotLost() {
            presence.sample(GAP);
            online(false);
            presence.sample(GAP);
            online(true);
            presence.sample(GAP);
            back("1 second");
            presence.sample(GAP);
            assertThat(spans().getLast().path("online").booleanValue()).isTrue();
        }

        @Test
        void timeWithoutALookIsNotObserved() {
            presence.sample(GAP);
            back("10 minutes");
            presence.sample(GAP);
            back("5 seconds");
            presence.sample(GAP);
            assertThat(report("").path("inputs").path("observed_seconds").doubleValue())
                    .isBetween(4.9, 60.0);
        }

        @Test
        void whatNobodyKnowsIsNotObserved() {
            jdbc.sql("update core.miner_beat set last_seen = now() - interval '1 minute' where miner_id = ?")
                    .param(miner)
                    .update();
            presence.sample(GAP);
            assertThat(spans()).isEmpty();
        }

        @Test
        void severalInstancesSeeTheSameOnce() throws InterruptedException {
            atOnce(8, () -> {
                presence.sample(GAP);
                return true;
            });
            assertThat(jdbc.sql("select count(*) from marketplace.presence where miner_id = ?")
                            .param(miner)
                            .query(Integer.class)
                            .single())
                    .isLessThanOrEqualTo(1);
        }

        @Test
        void oldPresenceIsForgotten() {
            seen("100 days", "95 days", true);
            seen("95 days", "80 days", true);
            presence.forget(Duration.ofDays(90));
            assertThat(jdbc.sql(
                                    "select count(*) from marketplace.presence where miner_id = ? and until < now() - interval '1 day'")
                            .param(miner)
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
    }
}
