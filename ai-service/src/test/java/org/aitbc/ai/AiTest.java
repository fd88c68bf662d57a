package org.aitbc.ai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.servicetest.ServiceTest;
import org.aitbc.servicetest.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of this service share: the whole service on a real PostgreSQL, and words for what clients do. */
@ServiceTest({
    "spring.config.name=ai-service",
    // longer than a busy machine takes, shorter than a test waits
    "aitbc.marketplace-service.answer-within=5s"
})
@Import(EscrowsForTests.class)
public abstract class AiTest {

    protected static final JsonMapper JSON = new JsonMapper();
    protected static final String SOME_JOB = "{\"payload\":{\"type\":\"inference\"}}";

    @Autowired
    protected MockMvcTester http;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected FakeEscrows escrows;

    @DynamicPropertySource
    static void market(DynamicPropertyRegistry properties) {
        properties.add("aitbc.marketplace-service.url", FakeMarket.RUNNING::url);
        properties.add("aitbc.why.remembered", () -> "0s");
    }

    /** A client that no other test uses. */
    protected final String client = someone();

    protected static String someone() {
        return "client-" + Ids.text(Ids.next());
    }

    protected MockMvcTester.MockMvcRequestBuilder as(String subject, Role role, HttpMethod method, String path) {
        return http.method(method).uri(path).header("Authorization", Tokens.bearer("ai-service", subject, role));
    }

    protected MvcTestResult get(String path) {
        return as(client, Role.CLIENT, HttpMethod.GET, path).exchange();
    }

    protected MvcTestResult post(String path, String json) {
        return as(client, Role.CLIENT, HttpMethod.POST, path)
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    protected MvcTestResult postKeyed(String path, String idempotencyKey, String json) {
        return as(client, Role.CLIENT, HttpMethod.POST, path)
                .header("Idempotency-Key", idempotencyKey)
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    /** Submits a job that must be taken; its id. */
    protected String submit(String json) {
        MvcTestResult answer = post("/v1/jobs", json);
        assertThat(answer).hasStatus(201);
        return json(answer).path("job_id").stringValue();
    }

    /** Gives a waiting job to a miner, as dispatch does. */
    protected void lease(String job, String miner) {
        int leased = jdbc.sql("""
                        with r as (delete from core.ready where id = :job returning class, id, expires_at)
                        insert into core.lease (job_id, id, miner_id, class, attempt, started_at, until, expires_at)
                        select id, :lease, :miner, class, 1, now(), now() + interval '60 s', expires_at from r""")
                .param("job", Ids.parse(job))
                .param("lease", Ids.next())
                .param("miner", miner)
                .update();
        assertThat(leased).isEqualTo(1);
    }

    /** Books a miner's time from and until so many seconds from now, as the market does; the booking. */
    protected UUID book(String client, String miner, boolean exclusive, int from, int until) {
        UUID booking = Ids.next();
        jdbc.sql("""
                        insert into core.reservation (booking_id, miner_id, client, exclusive, starts_at, ends_at)
                        values (?, ?, ?, ?, now() + make_interval(secs => ?), now() + make_interval(secs => ?))""").params(booking, miner, client, exclusive, from, until).update();
        return booking;
    }

    /** Moves the end of a job into the past. */
    protected void passEndOf(String job) {
        for (String table : List.of("core.job where id", "core.ready where id", "core.lease where job_id")) {
            jdbc.sql("update " + table.replace(" where", " set expires_at = now() - interval '1 s' where") + " = ?")
                    .param(Ids.parse(job))
                    .update();
        }
    }

    /** How many jobs the client has. */
    protected int jobs() {
        return json(get("/v1/jobs")).path("total").intValue();
    }

    protected String state(String job) {
        return json(get("/v1/jobs/" + job)).path("state").stringValue();
    }

    protected static JsonNode json(MvcTestResult answer) {
        return JSON.readTree(body(answer));
    }

    protected static String body(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    /** What every error is, whatever went wrong. */
    protected static void assertProblem(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).hasContentType(APPLICATION_PROBLEM_JSON);
        JsonNode problem = json(answer);
        assertThat(problem.propertyNames())
                .contains("type", "title", "status", "detail", "instance", "code", "request_id");
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("code").stringValue()).isEqualTo(code);
        assertThat(problem.path("instance").stringValue())
                .isEqualTo(answer.getRequest().getRequestURI());
        assertThat(problem.path("request_id").stringValue())
                .isEqualTo(answer.getResponse().getHeader("X-Request-ID"));
        assertThat(problem.path("detail").stringValue())
                .isNotBlank()
                .doesNotContain("org.")
                .doesNotContain("java.")
                .doesNotContain("Exception");
        assertThat(body(answer)).doesNotContain("\tat ").doesNotContain("trace");
    }

    /** The same for a value that is refused; its field is named. */
    protected static void assertInvalid(MvcTestResult answer, String field) {
        assertProblem(answer, 422, "VALIDATION_ERROR");
        assertThat(json(answer).path("errors").valueStream())
                .extracting(error -> error.path("field").stringValue())
                .contains(field);
    }

    /** Does the same many times at once. */
    protected static <T> List<T> atOnce(int times, Callable<T> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(times, work)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
