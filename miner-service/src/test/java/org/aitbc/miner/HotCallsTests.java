package org.aitbc.miner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.servicetest.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The calls that are served ahead of Spring MVC are answered as Spring MVC answers them. */
class HotCallsTests extends MinerTest {

    private static final String MINER_ID = "X-Miner-ID";
    /** Unusual, so that Spring MVC serves it. */
    private static final String THE_LONG_WAY = "application/json, text/plain;q=0.1";

    @Test
    void aUsualCallDoesNotReachSpringMvc() {
        String miner = registered();

        assertThat(poll(miner, 0).getMvcResult().getHandler()).isNull();
        assertThat(heartbeat(miner, "{}").getMvcResult().getHandler()).isNull();
        assertThat(theLongWay("/v1/miners/heartbeat", miner, "{}")
                        .getMvcResult()
                        .getHandler())
                .isNotNull();
    }

    @Test
    void aJobIsHandedOutTheSameEitherWay() {
        String miner = registered();
        queue(miner);
        queue(miner);

        MvcTestResult hot = poll(miner, 0);
        MvcTestResult other = theLongWay("/v1/miners/poll", miner, "{\"max_wait_seconds\":0}");

        assertThat(names(hot)).isEqualTo(names(other)).contains("job_id", "lease_id", "payload");
        assertThat(hot.getResponse().getHeader("X-Request-ID")).isNotBlank();
        assertThat(hot.getResponse().getContentType())
                .isEqualTo(other.getResponse().getContentType());
    }

    @Test
    void noJobIsNoContentEitherWay() {
        String miner = registered();

        assertThat(poll(miner, 0)).hasStatus(204);
        assertThat(theLongWay("/v1/miners/poll", miner, "{\"max_wait_seconds\":0}"))
                .hasStatus(204);
    }

    @Test
    void aBodyThatIsNullIsTakenEitherWay() {
        String miner = registered();
        queue(miner);
        queue(miner);

        MvcTestResult hot = postJson("/v1/miners/poll", miner, "null").exchange();
        MvcTestResult other = theLongWay("/v1/miners/poll", miner, "null");

        assertThat(names(hot)).isEqualTo(names(other)).contains("job_id", "lease_id", "payload");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/miners/poll      | {\"max_wait_seconds\":-1}",
                "/v1/miners/poll      | {\"max_jobs\":\"many\"}",
                "/v1/miners/poll      | {\"max_jobs\":",
                "/v1/miners/poll      | []",
                "/v1/miners/results   | {}",
                "/v1/miners/results   | {\"results\":[null]}",
                "/v1/miners/heartbeat | {\"inflight\":-5}",
                "/v1/miners/0190f9e2c1aa7bbb8ccc000000000001/result | {\"result\":{}}",
                "/v1/miners/0190f9e2c1aa7bbb8ccc000000000001/result | {}",
                "/v1/miners/no-id/result | {\"result\":{}}"
            })
    void whatIsRefusedIsRefusedInTheSameWords(String path, String body) {
        String miner = registered();

        MvcTestResult hot = postJson(path, miner, body).exchange();
        MvcTestResult other = theLongWay(path, miner, body);

        assertThat(hot).hasStatus(other.getResponse().getStatus());
        assertThat(withoutRequestId(hot)).isEqualTo(withoutRequestId(other));
        assertThat(hot.getResponse().getContentType())
                .isEqualTo(other.getResponse().getContentType());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/miners/poll", "/v1/miners/heartbeat", "/v1/miners/results"})
    void onlyAGoodTokenOfTheRightRoleIsServed(String path) {
        Instant soon = Instant.now().plusSeconds(60);
        String client = Tokens.token("miner-service", ALICE, Role.CLIENT, Tokens.SECRET, soon);
        String forged =
                Tokens.token("miner-service", ALICE, Role.MINER, "another secret, also of 32 bytes or more", soon);
        String late = Tokens.token(
                "miner-service", ALICE, Role.MINER, Tokens.SECRET, Instant.now().minusSeconds(60));
        String elsewhere = Tokens.token("ai-service", ALICE, Role.MINER, Tokens.SECRET, soon);

        assertThat(json(path, "{}").exchange()).hasStatus(401);
        assertThat(json(path, "{}").header("Authorization", "Bearer " + client).exchange())
                .hasStatus(403);
        for (String bad : List.of(forged, late, elsewhere, "", "x.y.z")) {
            assertThat(json(path, "{}").header("Authorization", "Bearer " + bad).exchange())
                    .hasStatus(401);
        }
    }

    @Test
    void aControlCharacterInAHeaderIsMalformed() {
        assertThat(postJson("/v1/miners/poll", "a\u0085b", "{}").exchange()).hasStatus(400);
    }

    @Test
    void anothersMinerIsRefusedInTheSameWords() {
        String miner = registered();
        UUID job = queue(miner);
        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(job));

        MvcTestResult hot = send("mallory", http.post().uri("/v1/miners/poll").header(MINER_ID, miner), "{}");

        assertRefused(hot, 403, "MINER_NOT_YOURS");
        assertThat(hot).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    /** A miner that takes jobs of a type of its own: its id. */
    private String registered() {
        String miner = someMiner();
        register(miner, 4, "{\"job_types\":[\"%s\"]}".formatted(miner));
        return miner;
    }

    private MvcTestResult theLongWay(String path, String miner, String body) {
        return postJson(path, miner, body).header("Accept", THE_LONG_WAY).exchange();
    }

    private MockMvcRequestBuilder postJson(String path, String miner, String body) {
        return json(path, body)
                .header(MINER_ID, miner)
                .header("Authorization", Tokens.bearer("miner-service", ALICE, Role.MINER));
    }

    private MockMvcRequestBuilder json(String path, String body) {
        return http.post().uri(path).contentType(MediaType.APPLICATION_JSON).content(body);
    }

    private static List<String> names(MvcTestResult answer) {
        return List.copyOf(json(answer).propertyNames());
    }

    private static String withoutRequestId(MvcTestResult answer) {
        return body(answer).replaceAll("\"request_id\":\"[^\"]*\"", "");
    }
}
