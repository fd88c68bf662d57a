package org.aitbc.miner.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.receipt.Receipts;
import org.aitbc.domain.receipt.Signature;
import org.aitbc.domain.receipt.SigningKey;
import org.aitbc.miner.MinerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class ResultTests extends MinerTest {

    private static final String HELLO = "{\"output\":\"hello\"}";

    private final String miner = someMiner();
    private final SigningKey key = SigningKey.ofSeed("11".repeat(32));

    @BeforeEach
    void aMiner() {
        json(post(ALICE, "/v1/miners/register?miner_id=" + miner, """
                {"capabilities":{"models":["llama3"],"price":0.05},"concurrency":4,"public_key":"%s"}""".formatted(key.keyId())));
    }

    @Test
    void aResultEndsTheJobWithAReceiptThatVerifies() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);

        JsonNode answer = json(result(ALICE, assigned, HELLO, "\"metrics\":{\"duration_ms\":5,\"units\":99}"));

        assertThat(answer.path("status").stringValue()).isEqualTo("ok");
        JsonNode receipt = answer.path("receipt");
        assertThat(Receipts.flaw(receipt)).isEmpty();
        assertThat(receipt.path("version").stringValue()).isEqualTo("1.0");
        assertThat(receipt.path("receipt_id").stringValue()).matches("[0-9a-f]{32}");
        assertThat(receipt.path("job_id").stringValue()).isEqualTo(Ids.text(job));
        assertThat(receipt.path("provider").stringValue()).isEqualTo(miner);
        assertThat(receipt.path("client").stringValue()).isEqualTo("client-1");
        assertThat(receipt.path("status").stringValue()).isEqualTo("COMPLETED");
        assertThat(receipt.path("unit_type").stringValue()).isEqualTo("gpu_seconds");
        assertThat(receipt.path("started_at").isIntegralNumber()).isTrue();
        assertThat(receipt.path("completed_at").longValue())
                .isGreaterThanOrEqualTo(receipt.path("started_at").longValue());
        assertThat(receipt.at("/metadata/job_payload").toString()).isEqualTo("{\"n\":1}");
        assertThat(receipt.at("/metadata/result").toString()).isEqualTo(HELLO);
        assertThat(receipt.at("/metadata/metrics").toString()).isEqualTo("{\"duration_ms\":5,\"units\":99}");
        assertThat(outcome(job)).isEqualTo("COMPLETED ");
        assertThat(events(job)).containsExactly("job.completed");
        assertThat(jdbc.sql("select count(*) from core.receipt_key where key_id = ?")
                        .param(receipt.at("/signature/key_id").stringValue())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void unitsAndPriceAreMeasuredHereAndNotWhatTheWorkerSays() {
        queue("inference");
        JsonNode assigned = pollJob(miner);

        JsonNode receipt = json(result(
                        ALICE,
                        assigned,
                        "{\"price\":1000,\"units\":1000}",
                        "\"metrics\":{\"units\":1000,\"price\":1000}"))
                .path("receipt");

        assertThat(receipt.path("units").doubleValue()).isStrictlyBetween(0.0, 30.0);
        assertThat(receipt.path("unit_price").decimalValue()).isEqualByComparingTo("0.02");
        assertThat(receipt.path("price").doubleValue())
                .isEqualTo(receipt.path("units").doubleValue() * 0.02, offset(0.000001));
    }

    @Test
    void aFixedPriceIsThePrice() {
        UUID job = queue("inference");
        fixPrice(job, "12.5");
        JsonNode assigned = pollJob(miner);

        JsonNode receipt = json(result(ALICE, assigned, HELLO)).path("receipt");

        assertThat(receipt.path("price").decimalValue()).isEqualByComparingTo("12.5");
        assertThat(receipt.path("units").doubleValue()
                        * receipt.path("unit_price").doubleValue())
                .isEqualTo(12.5, offset(0.0001));
        assertThat(jdbc.sql("select price from core.outcome where job_id = ?")
                        .param(job)
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("12.5");
    }

    @Test
    void whereTheJobNamesItsMostTheMinersOwnPriceHolds() {
        queue(
                "inference",
                new Constraints(null, null, null, null, null, new BigDecimal("0.07"), null, null, null),
                900);

        assertThat(json(result(ALICE, pollJob(miner), HELLO))
                        .at("/receipt/unit_price")
                        .decimalValue())
                .isEqualByComparingTo("0.05");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "\"1e-999999999\"", "\"1e999999999\"", "\"cheap\""})
    void aPriceThatIsNoneIsNotTheMinersPrice(String price) {
        String other = someMiner();
        register(other, 1, "{\"price\":%s}".formatted(price));
        queue(
                "inference",
                new Constraints(null, null, null, null, null, new BigDecimal("0.07"), null, null, null),
                900);

        assertThat(json(result(ALICE, pollJob(other), HELLO))
                        .at("/receipt/unit_price")
                        .decimalValue())
                .isEqualByComparingTo("0.02");
    }

    @Test
    void theSameResultAgainIsAnsweredWithTheSameReceipt() {
        queue("inference");
        JsonNode assigned = pollJob(miner);
        String result = """
                {"text":"h\\u00e9llo \\ud83d\\ude00 \\u0000","small":1e-7,"big":12345678901234567890,"tenth":0.1,"zero":-0.0,
                 "round":1.0,"none":null,"list":[1,[],{}]}""";

        String first = body(result(ALICE, assigned, result));
        MvcTestResult again = result(ALICE, assigned, result);
        MvcTestResult legacy = post(ALICE, "/v1/miners/" + jobId(assigned) + "/result", "{\"result\":" + result + "}");

        assertThat(Receipts.flaw(JSON.readTree(first).path("receipt"))).isEmpty();
        assertThat(again).hasStatus(200);
        assertThat(body(again)).isEqualTo(first);
        assertThat(legacy).hasStatus(200);
        assertThat(body(legacy)).isEqualTo(first);
    }

    @Test
    void anotherResultForAnEndedJobIsRefused() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);
        json(result(ALICE, assigned, HELLO));

        assertRefused(result(ALICE, assigned, "{\"output\":\"bye\"}"), 409, "LEASE_NOT_HELD");
        assertRefused(fail(assigned, false), 409, "LEASE_NOT_HELD");
        assertThat(jdbc.sql("select receipt #>> '{metadata,result,output}' from core.outcome where job_id = ?")
                        .param(job)
                        .query(String.class)
                        .single())
                .isEqualTo("hello");
    }

    @Test
    void aForeignMinersResultIsRefusedAndChangesNothing() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);

        assertRefused(result("mallory", assigned, HELLO), 409, "LEASE_NOT_HELD");
        assertRefused(
                send(
                        ALICE,
                        http.post()
                                .uri("/v1/miners/" + jobId(assigned) + "/result")
                                .header("X-Miner-ID", "another"),
                        "{\"result\":{}}"),
                409,
                "LEASE_NOT_HELD");
        assertThat(state(job)).isEqualTo("RUNNING");
        json(result(ALICE, assigned, HELLO));
        assertRefused(result("mallory", assigned, HELLO), 409, "LEASE_NOT_HELD");
    }

    @Test
    void aStaleLeaseOrAttemptIsRefusedAndChangesNothing() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);
        String path = "/v1/miners/" + jobId(assigned) + "/result";

        assertRefused(post(ALICE, path, "{\"result\":{},\"attempt\":2}"), 409, "LEASE_NOT_HELD");
        assertRefused(
                post(ALICE, path, "{\"result\":{},\"lease_id\":\"%s\"}".formatted(Ids.text(Ids.next()))),
                409,
                "LEASE_NOT_HELD");
        assertThat(state(job)).isEqualTo("RUNNING");
        assertThat(post(ALICE, path, "{\"result\":{}}")).hasStatus(200);
    }

    @Test
    void aLapsedLeaseIsRefusedEvenBeforeTheSweep() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);
        lapse(assigned);

        assertRefused(result(ALICE, assigned, HELLO), 409, "LEASE_NOT_HELD");
        assertThat(outcome(job)).isNull();
    }

    @Test
    void anUnknownJobIsNotFound() {
        assertRefused(
                post(ALICE, "/v1/miners/" + Ids.text(Ids.next()) + "/result", "{\"result\":{}}"), 404, "JOB_NOT_FOUND");
        assertThat(post(ALICE, "/v1/miners/no-id/result", "{\"result\":{}}")).hasStatus(404);
    }

    @Test
    void aHundredIdenticalResultsAtOnceEndTheJobOnce() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);

        List<MvcTestResult> answers = atOnce(100, _ -> result(ALICE, assigned, HELLO));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).hasStatus(200));
        assertThat(new HashSet<>(answers.stream().map(MinerTest::body).toList()))
                .hasSize(1);
        assertThat(events(job)).containsExactly("job.completed");
    }

    @Test
    void ofManyDifferentResultsAtOnceOneIsTaken() {
        queue("inference");
        JsonNode assigned = pollJob(miner);

        List<Integer> statuses = atOnce(
                20,
                one -> result(ALICE, assigned, "{\"n\":%d}".formatted(one))
                        .getResponse()
                        .getStatus());

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 409);
    }

    @Test
    void aLegacyFailureIsAFailure() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);
        String failed = "{\"result\":{\"status\":\"failed\",\"error\":\"out of memory\"}}";
        String path = "/v1/miners/" + jobId(assigned) + "/result";

        JsonNode answer = json(post(ALICE, path, failed));

        assertThat(answer.path("status").stringValue()).isEqualTo("ok");
        assertThat(answer.path("receipt").isNull()).isTrue();
        assertThat(outcome(job)).isEqualTo("FAILED JOB_FAILED");
        assertThat(error(job)).isEqualTo("out of memory");
        assertThat(json(post(ALICE, path, failed))).isEqualTo(answer);
    }

    @Test
    void aResultNeedsNoMetrics() {
        queue("inference");
        JsonNode assigned = pollJob(miner);

        JsonNode answer = json(post(ALICE, "/v1/miners/" + jobId(assigned) + "/result", "{\"result\":{}}"));

        assertThat(answer.at("/receipt/metadata/metrics/duration_ms").isIntegralNumber())
                .isTrue();
    }

    @Test
    void aWorkersSignatureIsCheckedAndKept() {
        queue("inference");
        JsonNode assigned = pollJob(miner);

        JsonNode answer = json(result(ALICE, assigned, HELLO, signature(assigned, HELLO, key)));

        assertThat(answer.at("/receipt/metadata/result_signature/key_id").stringValue())
                .isEqualTo(key.keyId());
        assertThat(Receipts.flaw(answer.path("receipt"))).isEmpty();
    }

    @Test
    void aWrongSignatureIsInvalidAndChangesNothing() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);
        SigningKey foreign = SigningKey.ofSeed("22".repeat(32));

        assertRefused(
                result(ALICE, assigned, HELLO, signature(assigned, "{\"output\":\"bye\"}", key)),
                422,
                "INVALID_RESULT_SIGNATURE");
        assertRefused(result(ALICE, assigned, HELLO, signature(assigned, HELLO, foreign)), 422, "UNKNOWN_RESULT_KEY");
        assertThat(result(ALICE, assigned, HELLO, "\"signature\":{\"alg\":\"Ed25519\"}"))
                .hasStatus(422);
        assertThat(state(job)).isEqualTo("RUNNING");
    }

    @Test
    void aResultBringsTheNextJob() {
        queue("inference");
        UUID second = queue("inference");
        JsonNode assigned = pollJob(miner);

        JsonNode next = json(result(ALICE, assigned, HELLO, "\"poll\":true")).path("next");

        assertThat(jobId(next)).isEqualTo(Ids.text(second));
        assertThat(json(result(ALICE, next, HELLO, "\"poll\":true"))
                        .path("next")
                        .isNull())
                .isTrue();
    }

    @Test
    void aResultOfAMebibyteIsKept() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);
        String large = "{\"output\":\"%s\"}".formatted("x".repeat(1 << 20));

        String first = body(result(ALICE, assigned, large));

        assertThat(Receipts.flaw(JSON.readTree(first).path("receipt"))).isEmpty();
        assertThat(body(result(ALICE, assigned, large))).isEqualTo(first);
        assertThat(outcome(job)).isEqualTo("COMPLETED ");
    }

    static Stream<String> unkept() {
        return Stream.of(
                "{\"output\":\"\\ud800\"}",
                "{\"n\":1e999}",
                "{\"n\":" + "9".repeat(310) + "}",
                "{\"n\":" + "[".repeat(100) + "]".repeat(100) + "}");
    }

    @ParameterizedTest
    @MethodSource("unkept")
    void whatCannotBeKeptAsItIsIsInvalid(String result) {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);

        assertThat(result(ALICE, assigned, result)).hasStatus(422);
        assertThat(state(job)).isEqualTo("RUNNING");
        assertThat(result(ALICE, assigned, HELLO)).hasStatus(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"result\":null}",
                "{\"result\":\"text\"}",
                "{\"result\":[]}",
                "{\"result\":{},\"metrics\":[]}",
                "{\"result\":{},\"attempt\":\"one\"}",
                "{\"result\":{},\"poll\":true,\"max_wait_seconds\":31}"
            })
    void wrongResultsAreInvalid(String body) {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);

        assertRefused(post(ALICE, "/v1/miners/" + jobId(assigned) + "/result", body), 422, "VALIDATION_ERROR");
        assertThat(state(job)).isEqualTo("RUNNING");
    }

    @Test
    void aBatchAnswersEachItemForItself() {
        UUID first = queue("inference");
        UUID second = queue("inference");
        UUID third = queue("inference");
        UUID fourth = queue("inference");
        JsonNode assigned = pollJob(miner);
        JsonNode failing = pollJob(miner);
        JsonNode stale = pollJob(miner);
        UUID unknown = Ids.next();

        JsonNode answer = json(post(ALICE, "/v1/miners/results", """
                {"results":[
                  {"job_id":"%s","result":{"n":1},"lease_id":"%s","attempt":1},
                  {"job_id":"%s","error_code":"OOM","error_message":"too big","retryable":false},
                  {"job_id":"%s","result":{},"attempt":7},
                  {"job_id":"%s","result":{}},
                  {"job_id":"%s","result":{"n":1}},
                  {"job_id":"%s","result":{"n":2}}],
                 "max_jobs":5}""".formatted(
                        jobId(assigned),
                        assigned.path("lease_id").stringValue(),
                        jobId(failing),
                        jobId(stale),
                        Ids.text(unknown),
                        jobId(assigned),
                        jobId(assigned))));

        assertThat(answer.path("results")
                        .valueStream()
                        .map(item -> item.path("status").stringValue()))
                .containsExactly("ok", "ok", "error", "error", "ok", "error");
        assertThat(answer.path("results")
                        .valueStream()
                        .map(item -> item.path("code").asString("")))
                .containsExactly("", "", "LEASE_NOT_HELD", "JOB_NOT_FOUND", "", "LEASE_NOT_HELD");
        assertThat(answer.at("/results/4/receipt")).isEqualTo(answer.at("/results/0/receipt"));
        assertThat(answer.at("/results/3/job_id").stringValue()).isEqualTo(Ids.text(unknown));
        assertThat(answer.path("next").valueStream().map(MinerTest::jobId)).containsExactly(Ids.text(fourth));
        assertThat(List.of(state(first), state(second), state(third), state(fourth)))
                .containsExactly("COMPLETED", "FAILED", "RUNNING", "RUNNING");
    }

    @Test
    void oneItemThatCannotBeKeptDoesNotSpoilItsBatch() {
        UUID good = queue("inference");
        UUID bad = queue("inference");
        assertThat(pollJobs(miner, 2)).hasSize(2);

        JsonNode answer = json(post(ALICE, "/v1/miners/results", """
                {"results":[{"job_id":"%s","result":{"text":"\\ud800"}},{"job_id":"%s","result":{}}]}""".formatted(Ids.text(bad), Ids.text(good))));

        assertThat(answer.path("results")
                        .valueStream()
                        .map(item -> item.path("status").stringValue()))
                .containsExactly("error", "ok");
        assertThat(List.of(state(good), state(bad))).containsExactly("COMPLETED", "RUNNING");
    }

    @Test
    void anItemWhoseReceiptCannotBeWrittenDoesNotSpoilItsBatch() {
        UUID good = queue("inference");
        UUID bad = queue("inference");
        jdbc.sql("update core.job set payload = ?::json where id = ?")
                .params("{\"n\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}", bad)
                .update();
        assertThat(post(ALICE, "/v1/miners/poll?miner_id=" + miner, "{\"max_wait_seconds\":0,\"max_jobs\":2}"))
                .hasStatus(200);

        JsonNode answer = json(post(ALICE, "/v1/miners/results", """
                {"results":[{"job_id":"%s","result":{}},{"job_id":"%s","result":{}}]}""".formatted(Ids.text(bad), Ids.text(good))));

        assertThat(answer.path("results")
                        .valueStream()
                        .map(item -> item.path("code").asString("")))
                .containsExactly("VALIDATION_ERROR", "");
        assertThat(List.of(state(good), state(bad))).containsExactly("COMPLETED", "RUNNING");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"results\":[]}",
                "{}",
                "{\"results\":[null]}",
                "{\"results\":[{\"job_id\":\"019a0000000070008000000000000000\"}]}"
            })
    void wrongBatchesAreInvalid(String body) {
        assertRefused(post(ALICE, "/v1/miners/results", body), 422, "VALIDATION_ERROR");
    }

    @Test
    void aFailureEndsTheJobAndItsReplayIsAnsweredTheSame() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);

        assertThat(json(fail(assigned, false)).path("status").stringValue()).isEqualTo("ok");

        assertThat(outcome(job)).isEqualTo("FAILED GPU_LOST");
        assertThat(events(job)).containsExactly("job.failed");
        assertThat(fail(assigned, false)).hasStatus(200);
        assertRefused(result(ALICE, assigned, HELLO), 409, "LEASE_NOT_HELD");
        assertThat(events(job)).containsExactly("job.failed");
    }

    @Test
    void aRetryableFailureGoesBackToTheQueueUntilAttemptsAreUsedUp() {
        UUID job = queue("inference");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(state(job)).isEqualTo("QUEUED");
            JsonNode assigned = pollJob(miner);
            assertThat(assigned.path("attempt").intValue()).isEqualTo(attempt);
            json(fail(assigned, true));
            assertThat(fail(assigned, true)).hasStatus(attempt < 3 ? 409 : 200);
        }

        assertThat(outcome(job)).isEqualTo("FAILED GPU_LOST");
        assertThat(events(job)).containsExactly("job.failed");
        assertThat(poll(miner, 0)).hasStatus(204);
    }

    @Test
    void aJobThatWasHandedBackSaysWhy() {
        UUID job = queue("inference");

        json(fail(pollJob(miner), true));

        assertThat(view(job).note()).startsWith(miner + " gave it back: GPU_LOST, ");
        assertThat(view(job).attempt()).isEqualTo(1);
        pollJob(miner);
        assertThat(view(job).note()).isNull();
    }

    @Test
    void errorTextIsKeptWithoutNulAndNotTooLong() {
        UUID job = queue("inference");
        JsonNode assigned = pollJob(miner);

        json(post(ALICE, "/v1/miners/" + jobId(assigned) + "/fail", """
                {"error_code":"BA\\u0000D","error_message":"a\\u0000b%s","retryable":false}""".formatted("x".repeat(10_000))));

        assertThat(outcome(job)).isEqualTo("FAILED BAD");
        assertThat(error(job)).startsWith("abx").hasSize(4000);
    }

    @Test
    void aFailureNeedsItsCodeAndMessage() {
        queue("inference");
        JsonNode assigned = pollJob(miner);

        assertRefused(post(ALICE, "/v1/miners/" + jobId(assigned) + "/fail", "{}"), 422, "VALIDATION_ERROR");
    }

    private static String signature(JsonNode assigned, String result, SigningKey by) {
        Signature signature = by.sign(Receipts.workerStatement(
                jobId(assigned), assigned.path("attempt").intValue(), JSON.readTree(result)));
        return "\"signature\":" + Receipts.node(signature);
    }

    private String error(UUID job) {
        return jdbc.sql("select error from core.outcome where job_id = ?")
                .param(job)
                .query(String.class)
                .single();
    }
}
