package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class SubmitTests extends AiTest {

    @Test
    void theAnswerHasTheLegacyMembersNullsIncluded() {
        MvcTestResult answer = post("/v1/jobs", """
                {"payload":{"type":"inference","prompt":"hi"},"constraints":{"gpu":"RTX","min_vram_gb":8}}""");

        assertThat(answer).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                {"state":"QUEUED","assigned_miner_id":null,"error":null,"payment_id":null,"payment_status":null,
                 "task_type":"inference","attempt":0,"started_at":null,"completed_at":null}""");
        JsonNode job = json(answer);
        assertThat(job.propertyNames())
                .contains("assigned_miner_id", "error", "payment_id", "payment_status", "started_at", "completed_at");
        assertThat(job.path("job_id").stringValue())
                .matches("[0-9a-f]{32}")
                .isEqualTo(job.path("id").stringValue());
        assertThat(job.path("client_id").stringValue()).isEqualTo(client);
        assertThat(job.path("created_at")).isEqualTo(job.path("requested_at"));
        assertThat(Instant.parse(job.path("requested_at").stringValue()))
                .isBetween(Instant.now().minusSeconds(30), Instant.now().plusSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 900",
        "',\"ttl_seconds\":null', 900",
        "',\"ttl_seconds\":0', 1",
        "',\"ttl_seconds\":604800', 604800"
    })
    void aJobEndsAfterItsTimeToLive(String ttl, int seconds) {
        JsonNode job = json(post("/v1/jobs", "{\"payload\":{}" + ttl + "}"));

        assertThat(Duration.between(
                        Instant.parse(job.path("requested_at").stringValue()),
                        Instant.parse(job.path("expires_at").stringValue())))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "-1", "604801", "99999999999", "1e30", "\"soon\"", "[]"})
    void aTimeToLiveThatIsNoneIsRefused(String ttl) {
        assertInvalid(post("/v1/jobs", "{\"payload\":{},\"ttl_seconds\":" + ttl + "}"), "body.ttl_seconds");
    }

    @ParameterizedTest
    @CsvSource({"'', ", "',\"dispute_window_seconds\":0', 0", "',\"dispute_window_seconds\":86400', 86400"})
    void aDisputeWindowIsKeptWithItsJob(String window, @Nullable Integer seconds) {
        String job = submit("{\"payload\":{}" + window + "}");

        assertThat(jdbc.sql("select dispute_window from core.job where id = ?")
                        .param(Ids.parse(job))
                        .query((row, _) -> Optional.ofNullable(row.getObject(1, Integer.class)))
                        .single())
                .isEqualTo(Optional.ofNullable(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "86401", "\"long\""})
    void aDisputeWindowThatIsNoneIsRefused(String window) {
        assertInvalid(
                post("/v1/jobs", "{\"payload\":{},\"dispute_window_seconds\":" + window + "}"),
                "body.dispute_window_seconds");
    }

    @Test
    void theOlderShapeIsTheSameJob() {
        String job = submit("""
                {"task_type":"embedding","task_data":{"text":"hi"},"payment_amount":2,"payment_currency":"aitbc_token","priority":1}""");

        assertThat(payload(job)).isEqualTo("{\"text\":\"hi\",\"type\":\"embedding\"}");
        assertThat(get("/v1/jobs/" + job)).bodyJson().isLenientlyEqualTo("""
                {"task_type":"embedding","payment_amount":2,"payment_currency":"AITBC","payment_status":"escrowed"}""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"service_type\":\"whisper\",\"model\":\"m\",\"prompt\":\"p\"|whisper",
                "\"type\":null,\"job_type\":\"test\",\"parameters\":{}|test",
                "\"service_type\":7,\"job_type\":\"training\"|training",
                "\"service_type\":\"llm\",\"model\":\"m\",\"prompt\":\"p\"|inference",
                "\"job_type\":\"ai_inference\"|inference",
                "\"model\":\"m\",\"prompt\":\"p\"|inference"
            })
    void aPayloadWithoutATypeIsWhatItsOlderMembersSay(String members, String type) {
        String job = submit("{\"payload\":{" + members + "}}");

        assertThat(json(get("/v1/jobs/" + job)).path("task_type").stringValue()).isEqualTo(type);
        assertThat(JSON.readTree(payload(job)))
                .as("as a worker reads it")
                .isEqualTo(JSON.readTree("{" + members.replace("\"type\":null,", "") + ",\"type\":\"" + type + "\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"a\",\"service_type\":\"b\",\"model\":\"m\",\"prompt\":\"p\"}",
                "{\"prompt\":\"p\"}",
                "{\"model\":\"m\"}",
                "{\"service_type\":\"a b\",\"job_type\":\"\"}"
            })
    void aPayloadThatSaysItsTypeOrNothingOfItIsKept(String payload) {
        assertThat(payload(submit("{\"payload\":" + payload + "}"))).isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"payload\":null}", "{\"payload\":[]}", "{\"payload\":\"x\"}", "{\"payload\":7}"})
    void aJobWithoutAPayloadIsRefused(String json) {
        assertInvalid(post("/v1/jobs", json), "body.payload");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null"})
    void aBodyIsRequired(String json) {
        assertInvalid(post("/v1/jobs", json), "body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"payload\":{}", "{'payload':{}}", "{\"payload\":{\"a\":NaN}}", "\0"})
    void whatIsNoJsonIsMalformed(String json) {
        assertProblem(post("/v1/jobs", json), 400, "MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"payload\":%s}", "{\"constraints\":%s}", "{\"something\":%s}", "%s"})
    void deepNestingIsMalformed(String json) {
        String deep = "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000);

        assertProblem(post("/v1/jobs", json.formatted(deep)), 400, "MALFORMED_JSON");
    }

    @Test
    void aPayloadNestsAHundredLevelsDeepAtMost() {
        assertThat(post("/v1/jobs", nested(99))).hasStatus(201);
        assertProblem(post("/v1/jobs", nested(100)), 422, "PAYLOAD_TOO_DEEP");
    }

    private static String nested(int arrays) {
        return "{\"payload\":{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}}";
    }

    @Test
    void aPayloadHasAMebibyteAtMost() {
        String around = "{'a':''}";
        assertThat(post("/v1/jobs", ofSize((1 << 20) - around.length(), "x"))).hasStatus(201);
        assertProblem(post("/v1/jobs", ofSize((1 << 20) - around.length() + 1, "x")), 422, "PAYLOAD_TOO_LARGE");
        assertProblem(post("/v1/jobs", ofSize(1 << 19, "\u20ac")), 422, "PAYLOAD_TOO_LARGE");
    }

    private static String ofSize(int characters, String character) {
        return "{\"payload\":{\"a\":\"" + character.repeat(characters) + "\"}}";
    }

    @Test
    void anIntegerOutOfRangeIsRefused() {
        assertProblem(post("/v1/jobs", "{\"payload\":{\"n\":" + "9".repeat(400) + "}}"), 422, "VALIDATION_ERROR");
    }

    @Test
    void aClientAsksForSoManyNewKindsOfMachines() {
        int most = 1_000;
        assertThat(post("/v1/jobs/batch", batch(0, most))).hasStatus(201);
        assertThat(post("/v1/jobs/batch", batch(0, most))).as("the same").hasStatus(201);
        assertProblem(post("/v1/jobs/batch", batch(most, most + 1)), 429, "TOO_MANY_REQUESTS");
        assertThat(as(someone(), Role.CLIENT, HttpMethod.POST, "/v1/jobs/batch")
                        .contentType(APPLICATION_JSON)
                        .content(batch(most, most + 1))
                        .exchange())
                .hasStatus(201);
    }

    private static String batch(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "{\"payload\":{},\"constraints\":{\"region\":\"of the many\",\"max_price\":1.%05d}}"
                        .formatted(i))
                .collect(Collectors.joining(",", "{\"jobs\":[", "]}"));
    }

    @Test
    void aNumberOfManyDigitsIsMalformed() {
        assertProblem(post("/v1/jobs", "{\"payload\":{\"n\":" + "9".repeat(2_000) + "}}"), 400, "MALFORMED_JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012345678901234567890",
                "1.7976931348623157E308",
                "0.12345678901234568",
                "1E-300",
                "-0.0"
            })
    void numbersOfAPayloadStayWhatTheyAre(String number) {
        String job = submit("{\"payload\":{\"n\":" + number + "}}");

        String stored = payload(job);
        assertThat(stored).matches("\\{\"n\":[-+0-9.eE]+}");
        assertThat(new BigDecimal(stored.substring(5, stored.length() - 1))).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"payload\":{\"type\":\"a\\u0000b\"}}",
                "{\"payload\":{\"type\":\"a b\"}}",
                "{\"payload\":{\"type\":7}}",
                "{\"payload\":{\"type\":{}}}"
            })
    void aTypeThatIsNoWordIsRefused(String json) {
        assertInvalid(post("/v1/jobs", json), "body.payload_type");
    }

    @Test
    void aTypeThatNobodyOffersIsRefusedUnlessItsClientMeansIt() {
        String type = "banana-" + client;
        String job = "{\"payload\":{\"type\":\"%s\"}%s}";
        jdbc.sql("update core.miner_beat set online = false").update();

        MvcTestResult refused = post("/v1/jobs", job.formatted(type, ""));
        assertProblem(refused, 422, "UNKNOWN_JOB_TYPE");
        assertThat(json(refused).path("detail").stringValue())
                .contains("embedding")
                .contains("allow_unknown_type");
        assertThat(json(post("/v1/jobs", job.formatted("embeding", "")))
                        .path("detail")
                        .stringValue())
                .contains("did you mean embedding?");
        assertProblem(
                post("/v1/jobs/batch", "{\"jobs\":[{\"payload\":{}}," + job.formatted(type, "") + "]}"),
                422,
                "UNKNOWN_JOB_TYPE");
        assertThat(jobs()).isZero();

        submit(job.formatted(type, ",\"allow_unknown_type\":true"));
        submit("{\"task_type\":\"" + type + "\"}");
        submit("{\"payload\":{\"job_type\":\"" + type + "\"}}");
        jdbc.sql("insert into core.job_type (type) values (?)").param(type).update();
        submit(job.formatted(type, ""));
    }

    @Test
    void aTypeThatNobodyOffersIsTakenWhileAMinerOfAnyTypeIsOnline() {
        String type = "banana-" + client;
        String job = "{\"payload\":{\"type\":\"%s\"}}".formatted(type);
        jdbc.sql("""
                        with m as (insert into core.miner (id, owner, capabilities, concurrency)
                                   values (:id, 'somebody', '{"gpu":{}}', 1))
                        insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                        values (:id, now(), true, 'ONLINE', 0)""").param("id", type).update();

        MvcTestResult taken = post("/v1/jobs", job);
        assertThat(taken).hasStatus(201);
        assertThat(json(taken).path("warnings").toString()).contains("only one that takes any type may run it");
        jdbc.sql("update core.miner_beat set online = false").update();
        assertProblem(post("/v1/jobs", job), 422, "UNKNOWN_JOB_TYPE");
    }

    @Test
    void aMissingTypeIsSaid() {
        String said = "payload.type: missing, so that any worker may take the job, also one that cannot run it";
        for (String path : List.of("/v1/jobs", "/v1/jobs/batch")) {
            String job = "{\"payload\":{\"text\":\"a\"}%s}";
            String body = path.endsWith("batch") ? "{\"jobs\":[" + job + "," + job + "]}" : job;
            assertThat(json(post(path, body.replace("%s", ""))).path("warnings").toString())
                    .isEqualTo("[\"" + said + "\"]");
            assertThat(json(post(path, body.replace("%s", ",\"allow_unknown_type\":true")))
                            .has("warnings"))
                    .isFalse();
        }
    }

    @Test
    void theOlderNameOfATypeIsAWordToo() {
        assertInvalid(post("/v1/jobs", "{\"task_type\":\"a\\u0000\"}"), "body.task_type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"gpu\":\"a\\u0000\"}|body.constraints.gpu",
                "{\"models\":[\"\\u0000\"]}|body.constraints.models.0",
                "{\"min_vram_gb\":-1}|body.constraints.min_vram_gb",
                "{\"min_vram_gb\":99999999999}|body.constraints.min_vram_gb",
                "{\"min_vram_gb\":\"many\"}|body.constraints.min_vram_gb",
                "{\"max_price\":-0.1}|body.constraints.max_price",
                "{\"max_price\":1e999999999}|body.constraints.max_price",
                "{\"models\":\"llama3\"}|body.constraints.models",
                "[]|body.constraints"
            })
    void constraintsThatAreNoneAreRefused(String constraints, String field) {
        assertInvalid(post("/v1/jobs", "{\"payload\":{},\"constraints\":" + constraints + "}"), field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpus|did you mean gpu?",
                "GPU|did you mean gpu?",
                "min_vram|did you mean min_vram_gb?",
                "vram_gb|did you mean min_vram_gb?",
                "max_price_per_hour|did you mean max_price?",
                "bond_requried|known are"
            })
    void anUnknownConstraintIsRefusedAndTheRightWordNamed(String constraint, String meant) {
        String job = "{\"payload\":{},\"constraints\":{\"%s\":\"H100\"}}".formatted(constraint);
        String whole =
                "{\"payload\":{},\"constraints\":{\"gpu\":null,\"cuda\":null,\"min_vram_gb\":null,\"models\":null,"
                        + "\"region\":null,\"max_price\":null,\"booking_id\":null,\"miner\":null,\"not_miners\":null,"
                        + "\"not_owners\":null,\"%s\":{\"a\":[1]}}}".formatted(constraint);

        for (String submitted : List.of(job, whole)) {
            MvcTestResult answer = post("/v1/jobs", submitted);
            assertInvalid(answer, "body.constraints." + constraint);
            assertThat(json(answer).path("detail").stringValue()).contains("is unknown: " + meant);
        }
        assertThat(jobs()).isZero();
    }

    @Test
    void whatOlderClientsAskOfMachinesWithoutEffectIsTakenAndNamed() {
        MvcTestResult answer = post("/v1/jobs", """
                {"payload":{"type":"a"},"constraints":{"bond_required":true,"tee_attestation_required":true}}""");

        assertThat(answer).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                {"warnings":["bond_required: unknown, and ignored","tee_attestation_required: unknown, and ignored"]}""");
    }

    @Test
    void anUnknownMemberOfAJobIsIgnoredAndNamed() {
        MvcTestResult answer = post("/v1/jobs", """
                {"payload":{"type":"a","odd":1},"ttl":5,"buyer_address":null,"paymentAmount":{"x":[3]},"a\\u0000":1,"ttl_seconds":60}""");

        assertThat(answer).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                {"state":"QUEUED","payment_amount":null,"warnings":[
                 "ttl: unknown, and ignored; did you mean ttl_seconds?","buyer_address: unknown, and ignored",
                 "paymentAmount: unknown, and ignored; did you mean payment_amount?","a?: unknown, and ignored"]}""");
        assertThat(json(post("/v1/jobs", SOME_JOB)).has("warnings")).isFalse();
        assertThat(post("/v1/jobs/batch", "{\"jobs\":[{\"payload\":{\"type\":\"a\"},\"ttl\":5}],\"job\":[]}"))
                .hasStatus(201)
                .bodyJson()
                .isLenientlyEqualTo("""
                {"warnings":["ttl: unknown, and ignored; did you mean ttl_seconds?","job: unknown, and ignored; did you mean jobs?"]}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\u0000b", "\\u0000", "\\ud83d\\ude00", "\\uffff\\u007f"})
    void charactersADatabaseDoesNotLikeAreKeptInAPayload(String text) {
        String job = submit("{\"payload\":{\"text\":\"" + text + "\"}}");

        assertThat(JSON.readTree(payload(job))).isEqualTo(JSON.readTree("{\"text\":\"" + text + "\"}"));
    }

    @Test
    void unicodeIsKept() {
        String job = submit("{\"payload\":{\"type\":\"übersetzung\",\"text\":\"héllo 你好 😀\",\"ключ\":1}}");

        assertThat(payload(job)).isEqualTo("{\"type\":\"übersetzung\",\"text\":\"héllo 你好 😀\",\"ключ\":1}");
        assertThat(json(get("/v1/jobs/" + job)).path("task_type").stringValue()).isEqualTo("übersetzung");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"payload\":{\"n\":1e400}}",
                "{\"payload\":{\"n\":[{\"deep\":-1e400}]}}",
                "{\"payload\":{\"text\":\"\\ud800\"}}",
                "{\"payload\":{\"type\":\"x\\udc00\"}}",
                "{\"payload\":{},\"constraints\":{\"region\":\"\\ud800\"}}"
            })
    void whatCouldNotBeGivenBackUnchangedIsRefused(String json) {
        assertProblem(post("/v1/jobs", json), 422, "VALIDATION_ERROR");
        assertThat(json(get("/v1/jobs")).path("total").intValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, AITBC, AITBC",
        "1000000, btc, BTC",
        "0.12345678, Eth, ETH",
        "1.5, usdt, USDT",
        "10, aitbc_token, AITBC"
    })
    void aPaymentIsHeldFromTheStart(String amount, String named, String currency) {
        MvcTestResult answer = post("/v1/jobs", """
                {"payload":{},"payment_amount":%s,"payment_currency":"%s"}""".formatted(amount, named));

        assertThat(answer).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                {"payment_amount":%s,"payment_currency":"%s","payment_status":"escrowed"}""".formatted(amount, currency));
        assertThat(json(answer).path("payment_id").stringValue()).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "0.009",
                "1000000.00000001",
                "0.123456789",
                "1e999999999",
                "1e-999999999",
                "\"much\"",
                "{}"
            })
    void anAmountOutOfItsLimitsIsRefused(String amount) {
        assertInvalid(post("/v1/jobs", "{\"payload\":{},\"payment_amount\":" + amount + "}"), "body.payment_amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "", "AITBC ", "AITBC\\n"})
    void anUnknownCurrencyIsRefused(String currency) {
        assertInvalid(
                post("/v1/jobs", "{\"payload\":{},\"payment_amount\":1,\"payment_currency\":\"" + currency + "\"}"),
                "body.payment_currency");
    }

    @Test
    void theFirstAnswerIsWhatALookUpBrings() {
        MvcTestResult answer = post("/v1/jobs", "{\"payload\":{\"type\":\"a\"},\"payment_amount\":5.10}");

        assertThat(body(get("/v1/jobs/" + json(answer).path("job_id").stringValue())))
                .isEqualTo(body(answer).replaceFirst("}$", ",\"market_price\":null}"));
    }

    @Test
    void aBatchIsAllOrNothing() {
        MvcTestResult answer = post("/v1/jobs/batch", """
                {"jobs":[{"payload":{"type":"a"}},{"payload":{"type":"b"}},{"task_type":"c"}]}""");

        assertThat(answer).hasStatus(201);
        assertThat(json(answer).path("items").valueStream())
                .extracting(job -> job.path("task_type").stringValue())
                .containsExactly("a", "b", "c");
        assertInvalid(post("/v1/jobs/batch", "{\"jobs\":[{\"payload\":{}},{}]}"), "body.jobs[1].payload");
        assertInvalid(post("/v1/jobs/batch", "{\"jobs\":[]}"), "body.jobs");
        assertInvalid(post("/v1/jobs/batch", "{}"), "body.jobs");
        assertThat(json(get("/v1/jobs")).path("total").intValue()).isEqualTo(3);
    }

    @Test
    void aBatchHasAThousandJobsAtMost() {
        assertThat(post("/v1/jobs/batch", batchOf(1_000))).hasStatus(201);
        assertInvalid(post("/v1/jobs/batch", batchOf(1_001)), "body.jobs");
        assertThat(json(get("/v1/jobs")).path("total").intValue()).isEqualTo(1_000);
    }

    private static String batchOf(int jobs) {
        return "{\"jobs\":[" + "{\"payload\":{}},".repeat(jobs - 1) + "{\"payload\":{}}]}";
    }

    private String payload(String job) {
        return jdbc.sql("select payload from core.job where id = ?")
                .param(Ids.parse(job))
                .query(String.class)
                .single();
    }
}
