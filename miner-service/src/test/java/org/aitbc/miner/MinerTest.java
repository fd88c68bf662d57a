package org.aitbc.miner;

import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.servicetest.ServiceTest;
import org.aitbc.servicetest.Tokens;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of this service share: the whole service on a real PostgreSQL, and words for what miners do. */
@ServiceTest({"spring.config.name=miner-service", "AITBC_RECEIPT_KEY_FILE=target/test-keys/receipt.key"})
public abstract class MinerTest {

    protected static final JsonMapper JSON = new JsonMapper();
    protected static final String ALICE = "alice";

    @Autowired
    protected MockMvcTester http;

    @Autowired
    protected JdbcClient jdbc;

    @BeforeEach
    void emptyTheQueue() {
        jdbc.sql("delete from core.ready").update();
        jdbc.sql("delete from core.lease").update();
    }

    /** A miner id that no other test uses. */
    protected static String someMiner() {
        return "miner-" + Ids.text(Ids.next());
    }

    protected MvcTestResult post(String subject, String path, String json) {
        return http.post()
                .uri(path)
                .header("Authorization", Tokens.bearer("miner-service", subject, Role.MINER))
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    protected void register(String miner, int concurrency, String capabilities) {
        MvcTestResult answer =
                post(ALICE, "/v1/miners/register?miner_id=" + miner, """
                {"capabilities":%s,"concurrency":%d}""".formatted(capabilities, concurrency));
        if (answer.getResponse().getStatus() != 200) {
            throw new AssertionError(body(answer));
        }
    }

    protected MvcTestResult poll(String miner, int seconds) {
        return post(ALICE, "/v1/miners/poll?miner_id=" + miner, "{\"max_wait_seconds\":%d}".formatted(seconds));
    }

    /** A poll that must bring a job at once. */
    protected JsonNode pollJob(String miner) {
        MvcTestResult answer = poll(miner, 0);
        if (answer.getResponse().getStatus() != 200) {
            throw new AssertionError("no job: " + answer.getResponse().getStatus());
        }
        return JSON.readTree(body(answer));
    }

    protected MvcTestResult result(String subject, JsonNode job, String result) {
        return post(subject, "/v1/miners/" + job.path("job_id").stringValue() + "/result", """
                {"result":%s,"lease_id":"%s","attempt":%d}""".formatted(
                result, job.path("lease_id").stringValue(), job.path("attempt").intValue()));
    }

    protected UUID queue(@Nullable String type) {
        return queue(type, Constraints.NONE, 900);
    }

    /** Queues a job as the jobs service does. */
    protected UUID queue(@Nullable String type, Constraints constraints, int ttlSeconds) {
        UUID id = Ids.next();
        jdbc.sql("""
                        with req as (
                          insert into core.requirement (key) values (:key) on conflict (key) do update set key = excluded.key returning class),
                        j as (
                          insert into core.job (id, client, class, type, payload, expires_at, payment_currency)
                          select :id, 'client-1', class, :type, '{"n":1}', now() + make_interval(secs => :ttl), 'AITBC' from req
                          returning id, class, expires_at)
                        insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j""")
                .param("key", new Requirement(type, constraints).key())
                .param("id", id)
                .param("type", type)
                .param("ttl", ttlSeconds)
                .update();
        return id;
    }

    /** How a job ended, or null. */
    protected @Nullable String outcome(UUID job) {
        return jdbc.sql("select state || ' ' || coalesce(error_code, '') from core.outcome where job_id = ?")
                .param(job)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    protected static String body(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
