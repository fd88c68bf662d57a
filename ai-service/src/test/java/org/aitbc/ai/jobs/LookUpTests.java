package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class LookUpTests extends AiTest {

    @Test
    void aJobIsFoundByItsIdWithAndWithoutDashes() {
        String job = submit(SOME_JOB);
        UUID id = Ids.parse(job);

        assertThat(body(get("/v1/jobs/" + id))).isEqualTo(body(get("/v1/jobs/" + job)));
        assertThat(get("/v1/jobs/" + job + "/status"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"job_id\":\"%s\",\"state\":\"QUEUED\"}".formatted(job));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/status", "/result", "/receipt", "/receipts", "/why", "/events"})
    void anothersJobIsNotFound(String what) {
        String theirs = json(as(someone(), Role.CLIENT, HttpMethod.POST, "/v1/jobs")
                        .contentType("application/json")
                        .content(SOME_JOB)
                        .exchange())
                .path("job_id")
                .stringValue();

        assertProblem(get("/v1/jobs/" + theirs + what), 404, "JOB_NOT_FOUND");
        assertProblem(get("/v1/jobs/" + Ids.text(Ids.next()) + what), 404, "JOB_NOT_FOUND");
        assertThat(json(get("/v1/jobs")).path("items")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "123",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "ключ",
                "{}",
                "0123456789abcdef0123456789abcdef0"
            })
    void whatIsNoIdIsNotFound(String id) {
        MvcTestResult answer = as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs")
                .uri("/v1/jobs/{id}", id)
                .exchange();

        assertThat(answer).hasStatus(404);
        assertThat(json(answer).path("code").stringValue()).isEqualTo("NOT_FOUND");
    }

    @Test
    void anAdminSeesEverybodysJobs() {
        String job = submit(SOME_JOB);

        assertThat(as("root", Role.ADMIN, HttpMethod.GET, "/v1/jobs/" + job).exchange())
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"client_id\":\"%s\"}".formatted(client));
        assertThat(ids(json(as("root", Role.ADMIN, HttpMethod.GET, "/v1/jobs?limit=1")
                        .exchange())))
                .containsExactly(job);
    }

    @Test
    void aRunningJobTellsWhoRunsIt() {
        String job = submit(SOME_JOB);
        lease(job, "miner-7");
        jdbc.sql("update core.lease set progress = 0.25, note = 'warming up' where job_id = ?")
                .param(Ids.parse(job))
                .update();

        assertThat(get("/v1/jobs/" + job)).bodyJson().isLenientlyEqualTo("""
                {"state":"RUNNING","assigned_miner_id":"miner-7","attempt":1,"progress":0.25,"note":"warming up"}""");
    }

    @Test
    void aCompletedJobTellsWhatItCost() {
        String job = submit(SOME_JOB);
        jdbc.sql("delete from core.ready where id = ?").param(Ids.parse(job)).update();
        jdbc.sql("""
                        insert into core.outcome (job_id, state, attempt, price, receipt_id, receipt)
                        values (?, 'COMPLETED', 1, 0.04, ?, '{}')""").params(Ids.parse(job), Ids.next()).update();

        assertThat(json(get("/v1/jobs/" + job)).path("price").decimalValue()).isEqualTo("0.04");
    }

    @Test
    void aJobPastItsEndIsExpired() {
        String waiting = submit(SOME_JOB);
        String running = submit(SOME_JOB);
        lease(running, "miner-7");
        passEndOf(waiting);
        passEndOf(running);

        for (String job : List.of(waiting, running)) {
            assertThat(get("/v1/jobs/" + job)).bodyJson().isLenientlyEqualTo("""
                    {"state":"EXPIRED","error":"job expired"}""");
        }
        assertThat(ids(json(get("/v1/jobs?status=EXPIRED")))).containsExactly(running, waiting);
        assertThat(ids(json(get("/v1/jobs?status=QUEUED")))).isEmpty();
    }

    @Test
    void aListIsNewestFirstInParts() {
        List<String> newestFirst = submitSome(5).reversed();

        JsonNode all = json(get("/v1/jobs"));
        assertThat(ids(all)).isEqualTo(newestFirst);
        assertThat(all.path("total").intValue()).isEqualTo(5);
        assertThat(all.path("limit").intValue()).isEqualTo(20);
        assertThat(all.path("offset").intValue()).isEqualTo(0);

        JsonNode part = json(get("/v1/jobs?limit=2&offset=1"));
        assertThat(ids(part)).isEqualTo(newestFirst.subList(1, 3));
        assertThat(part.path("total").intValue()).isEqualTo(5);
        assertThat(part.path("next_offset").intValue()).isEqualTo(3);

        JsonNode last = json(get("/v1/jobs?limit=2&offset=4"));
        assertThat(ids(last)).isEqualTo(newestFirst.subList(4, 5));
        assertThat(last.path("next_offset").isNull()).isTrue();
        assertThat(last.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void theLastPartSaysSoAlsoWhenItIsFull() {
        submitSome(4);

        JsonNode last = json(get("/v1/jobs?limit=2&offset=2"));

        assertThat(ids(last)).hasSize(2);
        assertThat(last.path("next_offset").isNull()).isTrue();
        assertThat(last.path("next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, query.limit",
        "limit=-1, query.limit",
        "limit=many, query.limit",
        "offset=-1, query.offset",
        "offset=x, query.offset"
    })
    void aPartThatIsNoneIsRefused(String query, String field) {
        assertInvalid(get("/v1/jobs?" + query), field);
        assertInvalid(get("/v1/jobs/history?" + query), field);
    }

    @Test
    void aLimitAboveTheMaximumIsTheMaximumAndTheAnswerSaysSo() {
        post("/v1/jobs/batch", "{\"jobs\":[" + String.join(",", Collections.nCopies(201, SOME_JOB)) + "]}");

        for (String limit : List.of("201", "99999999999999999999")) {
            MvcTestResult answer = get("/v1/jobs?limit=" + limit);

            assertThat(answer).bodyJson().isLenientlyEqualTo("""
                    {"limit":200,"next_offset":200,"warnings":["limit: 200 is the maximum, and is used"]}""");
            assertThat(ids(json(answer))).hasSize(200);
            assertThat(answer.getResponse().getHeader("Link")).contains("cursor=");
        }
        assertThat(json(get("/v1/jobs?limit=200")).has("warnings")).isFalse();
    }

    @Test
    void aCursorThatWasNotGivenOutIsRefused() {
        assertProblem(get("/v1/jobs?cursor=nonsense"), 422, "INVALID_CURSOR");
    }

    @Test
    void aCursorWalksEverythingOnceWhileNewJobsCome() {
        List<String> before = submitSome(11);
        List<String> walked = new ArrayList<>();

        JsonNode part = json(get("/v1/jobs?limit=3"));
        for (;
                ;
                part = json(get(
                        "/v1/jobs?limit=3&cursor=" + part.path("next_cursor").stringValue()))) {
            walked.addAll(ids(part));
            submit(SOME_JOB);
            if (part.path("next_cursor").isNull()) {
                break;
            }
        }

        assertThat(walked).isEqualTo(before.reversed());
        assertThat(new HashSet<>(walked)).hasSameSizeAs(walked);
    }

    @Test
    void anUnknownStateIsRefusedAndAnUnknownStatusIsNamed() {
        for (String list : List.of("/v1/jobs", "/v1/jobs/history")) {
            MvcTestResult refused = get(list + "?state=BOGUS");
            assertInvalid(refused, "query.state");
            assertThat(json(refused).path("detail").stringValue())
                    .isEqualTo("query.state: must be one of QUEUED, RUNNING, COMPLETED, FAILED, CANCELED, EXPIRED");
            assertThat(get(list + "?status=BOGUS")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                    {"warnings":["status: unknown, and ignored; known are QUEUED, RUNNING, COMPLETED, FAILED, CANCELED, EXPIRED"]}""");
            assertThat(json(get(list + "?status=queued&state=")).has("warnings"))
                    .isFalse();
        }
    }

    @Test
    void aListIsFilteredByStateAndType() {
        String waiting = submit("{\"payload\":{\"type\":\"a\"}}");
        String running = submit("{\"payload\":{\"type\":\"b\"}}");
        lease(running, "miner-1");

        assertThat(ids(json(get("/v1/jobs?status=running")))).containsExactly(running);
        assertThat(ids(json(get("/v1/jobs?status=Queued")))).containsExactly(waiting);
        assertThat(ids(json(get("/v1/jobs?status=COMPLETED")))).isEmpty();
        assertThat(ids(json(get("/v1/jobs?status=sleeping")))).containsExactly(running, waiting);
        assertThat(ids(json(get("/v1/jobs?job_type=a")))).containsExactly(waiting);
        assertThat(ids(json(get("/v1/jobs?state=running")))).containsExactly(running);
        assertThat(ids(json(get("/v1/jobs/history?state=QUEUED&status=QUEUED"))))
                .containsExactly(waiting);
        assertThat(ids(json(get("/v1/jobs?state=QUEUED&status=RUNNING")))).isEmpty();
        assertThat(ids(json(get("/v1/jobs?job_type=a&status=RUNNING")))).isEmpty();
        assertThat(json(get("/v1/jobs?status=running&limit=1")).path("total").intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-01",
                "2026-03-01T00:00:00",
                "2026-03-01T00:00:00.000",
                "2026-03-01 00:00:00",
                "2026-03-01T00:00",
                "2026-03-01T00:00:00Z",
                "2026-03-01T00:00:00z",
                "2026-03-01T01:00:00+01:00",
                "2026-03-01T01:00:00+0100",
                "2026-02-28T23:00:00-01"
            })
    void historyUnderstandsTimesInSeveralNotations(String time) {
        String old = submit(SOME_JOB);
        String young = submit(SOME_JOB);
        requestedAt(old, "2026-02-28T23:59:59.999Z");
        requestedAt(young, "2026-03-01T00:00:00.001Z");

        assertThat(ids(history("from_time", time))).containsExactly(young);
        JsonNode until = history("to_time", time);
        assertThat(ids(until)).containsExactly(old);
        assertThat(until.path("to_time").stringValue()).isEqualTo(time);
        assertThat(until.path("total").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "1700000000",
                "2026-13-01",
                "2026-02-30",
                "+999999999-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z",
                "10:00"
            })
    void historyRefusesWhatIsNoTime(String time) {
        MvcTestResult answer = as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs/history")
                .queryParam("from_time", time)
                .exchange();

        assertProblem(answer, 422, "VALIDATION_ERROR");
        assertThat(json(answer).path("detail").stringValue()).startsWith("from_time");
    }

    private JsonNode history(String name, String time) {
        return json(as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs/history")
                .queryParam(name, time)
                .exchange());
    }

    private void requestedAt(String job, String time) {
        jdbc.sql("update core.job set requested_at = ?::timestamptz where id = ?")
                .params(time, Ids.parse(job))
                .update();
    }

    /** Ids in the order of submission. */
    private List<String> submitSome(int jobs) {
        return IntStream.range(0, jobs).mapToObj(_ -> submit(SOME_JOB)).toList();
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items")
                .valueStream()
                .map(job -> job.path("job_id").stringValue())
                .toList();
    }
}
