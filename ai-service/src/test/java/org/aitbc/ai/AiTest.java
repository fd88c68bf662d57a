package org.aitbc.ai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.ServiceHttp;
import org.aitbc.servicetest.ServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What tests of this service share: the whole service on a real PostgreSQL, and words for what clients do. */
@ServiceTest({
    "spring.config.name=ai-service",
    // longer than a busy machine takes, shorter than a test waits
    "aitbc.marketplace-service.answer-within=5s"
})
@Import(EscrowsForTests.class)
public abstract class AiTest extends ServiceHttp {

    protected static final String SOME_JOB = "{\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"}}";

    @Autowired
    protected FakeEscrows escrows;

    /** That tests may have jobs of these types. */
    @BeforeEach
    void somebodyOffers() {
        jdbc.sql("""
                        insert into core.job_type (type) values ('a'), ('b'), ('other'), ('blender'), ('übersetzung')
                        on conflict do nothing""").update();
    }

    @DynamicPropertySource
    static void market(DynamicPropertyRegistry properties) {
        properties.add("aitbc.marketplace-service.url", FakeMarket.RUNNING::url);
        properties.add("aitbc.why.remembered", () -> "0s");
    }

    protected static String someone() {
        return someone("client");
    }

    /** As the client. */
    @Override
    protected MvcTestResult get(String path) {
        return get(client, path);
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

    /** What every error is, whatever went wrong. */
    protected static void assertProblem(MvcTestResult answer, int status, String code) {
        ServiceHttp.assertProblem(answer, status, code);
        JsonNode problem = json(answer);
        assertThat(problem.propertyNames())
                .contains("type", "title", "status", "detail", "instance", "code", "request_id");
        assertThat(problem.path("status").intValue()).isEqualTo(status);
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
}
