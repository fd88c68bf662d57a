package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.util.List;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class IdempotencyTests extends AiTest {

    private final String key = Ids.text(Ids.next());

    @Test
    void theSameRequestIsTheSameJob() {
        String body = "{\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"},\"payment_amount\":5}";

        MvcTestResult first = keyed(client, key, body);
        MvcTestResult again = keyed(client, key, body);

        assertThat(first).hasStatus(201);
        assertThat(again).hasStatus(201);
        assertThat(body(again)).isEqualTo(body(first));
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void theFirstAnswerHoldsAfterTheJobHasGoneOn() {
        MvcTestResult first = keyed(client, key, SOME_JOB);
        lease(json(first).path("job_id").stringValue(), "miner-1");

        assertThat(body(keyed(client, key, SOME_JOB))).isEqualTo(body(first));
    }

    @Test
    void aKeyIsForOneRequest() {
        keyed(client, key, SOME_JOB);

        for (String other : List.of(
                "{\"payload\":{\"type\":\"other\"}}",
                "{\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"},\"ttl_seconds\":5}",
                "{\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"},\"constraints\":{\"gpu\":\"A100\"}}",
                "{\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"},\"payment_amount\":1}")) {
            assertProblem(keyed(client, key, other), 422, "IDEMPOTENCY_KEY_REUSED");
        }
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void anAmountIsTheSameInAnyNotation() {
        MvcTestResult first = keyed(client, key, "{\"payload\":{},\"payment_amount\":5}");

        for (String notation : List.of("5.0", "5.00000000", "0.5e1")) {
            assertThat(body(keyed(client, key, "{\"payload\":{},\"payment_amount\":" + notation + "}")))
                    .isEqualTo(body(first));
        }
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void aBatchWithAKeyIsSubmittedOnce() throws Exception {
        String batch = "{\"jobs\":[{\"payload\":{\"n\":1}},{\"payload\":{\"n\":2}},{\"payload\":{\"n\":1}}]}";

        List<MvcTestResult> answers = atOnce(20, () -> postKeyed("/v1/jobs/batch", key, batch));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).hasStatus(201));
        assertThat(answers.stream().map(AiTest::body).distinct()).hasSize(1);
        assertThat(body(postKeyed("/v1/jobs/batch", key, batch))).isEqualTo(body(answers.getFirst()));
        assertThat(jobs()).isEqualTo(3);
    }

    @Test
    void aBatchOfAThousandIsOneRequestAsWell() {
        String batch = "{\"jobs\":[" + "{\"payload\":{}},".repeat(999) + "{\"payload\":{}}]}";

        MvcTestResult first = postKeyed("/v1/jobs/batch", key, batch);

        assertThat(first).hasStatus(201);
        assertThat(body(postKeyed("/v1/jobs/batch", key, batch))).isEqualTo(body(first));
        assertThat(jobs()).isEqualTo(1_000);
    }

    @Test
    void aKeyIsForOneBatch() {
        postKeyed("/v1/jobs/batch", key, "{\"jobs\":[{\"payload\":{}},{\"payload\":{}}]}");

        for (String other : List.of(
                "{\"jobs\":[{\"payload\":{}}]}",
                "{\"jobs\":[{\"payload\":{}},{\"payload\":{}},{\"payload\":{}}]}",
                "{\"jobs\":[{\"payload\":{}},{\"payload\":{\"n\":1}}]}",
                "{\"jobs\":[{\"payload\":{}},{\"payload\":{},\"payment_amount\":1}]}")) {
            assertProblem(postKeyed("/v1/jobs/batch", key, other), 422, "IDEMPOTENCY_KEY_REUSED");
        }
        assertProblem(keyed(client, key, "{\"payload\":{}}"), 422, "IDEMPOTENCY_KEY_REUSED");
        assertProblem(
                postKeyed("/v1/jobs/batch", "k".repeat(256), "{\"jobs\":[{\"payload\":{}}]}"),
                422,
                "INVALID_IDEMPOTENCY_KEY");
        assertThat(jobs()).isEqualTo(2);
    }

    @Test
    void anotherClientMayUseTheSameKey() {
        MvcTestResult mine = keyed(client, key, SOME_JOB);
        MvcTestResult theirs = keyed(someone(), key, "{\"payload\":{}}");

        assertThat(theirs).hasStatus(201);
        assertThat(json(theirs).path("job_id")).isNotEqualTo(json(mine).path("job_id"));
    }

    @Test
    void aHundredRequestsAtOnceAreOneJob() throws Exception {
        List<MvcTestResult> answers = atOnce(100, () -> keyed(client, key, SOME_JOB));

        assertThat(answers).allSatisfy(answer -> assertThat(answer).hasStatus(201));
        assertThat(answers.stream().map(AiTest::body).distinct()).hasSize(1);
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void ofTwoRequestsThatFightForAKeyOneWins() throws Exception {
        List<Integer> statuses = atOnce(
                2,
                () -> keyed(client, key, "{\"payload\":{\"n\":\"%s\"}}".formatted(someone()))
                        .getResponse()
                        .getStatus());

        assertThat(statuses).containsExactlyInAnyOrder(201, 422);
        assertThat(jobs()).isEqualTo(1);
    }

    @Test
    void withoutAKeyEachRequestIsAJob() throws Exception {
        List<MvcTestResult> answers = atOnce(50, () -> post("/v1/jobs", SOME_JOB));

        assertThat(answers.stream().map(answer -> json(answer).path("job_id")).distinct())
                .hasSize(50);
        assertThat(jobs()).isEqualTo(50);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256, 4_000})
    void aKeyHasOneTo255Characters(int length) {
        assertProblem(keyed(client, "k".repeat(length), SOME_JOB), 422, "INVALID_IDEMPOTENCY_KEY");
        assertThat(keyed(client, "k".repeat(255), SOME_JOB)).hasStatus(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "a\nb"})
    void aKeyHasNoControlCharacters(String controlled) {
        assertProblem(keyed(client, controlled, SOME_JOB), 400, "MALFORMED_REQUEST");
        assertThat(jobs()).isZero();
    }

    private MvcTestResult keyed(String subject, String idempotencyKey, String json) {
        return as(subject, Role.CLIENT, HttpMethod.POST, "/v1/jobs")
                .header("Idempotency-Key", idempotencyKey)
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }
}
