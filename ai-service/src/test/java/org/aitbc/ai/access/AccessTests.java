package org.aitbc.ai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.identity.Role;
import org.aitbc.servicetest.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class AccessTests extends AiTest {

    private static final String ANOTHER_SECRET = "another secret, also of more than 32 bytes";

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/jobs",
        "POST, /v1/jobs",
        "GET, /v1/jobs/0123456789abcdef0123456789abcdef",
        "DELETE, /v1/jobs/0123456789abcdef0123456789abcdef",
        "GET, /v1/keys",
        "POST, /v1/keys",
        "GET, /nowhere"
    })
    void withoutATokenNobodyGetsIn(String method, String path) {
        assertProblem(http.method(HttpMethod.valueOf(method)).uri(path).exchange(), 401, "INVALID_TOKEN");
    }

    @Test
    void aTokenIsForOneServiceForATimeAndOfTheGateway() {
        Instant soon = Instant.now().plusSeconds(60);
        assertThat(with(Tokens.token("ai-service", client, Role.CLIENT, Tokens.SECRET, soon)))
                .hasStatusOk();

        refused(Tokens.token("miner-service", client, Role.CLIENT, Tokens.SECRET, soon));
        refused(Tokens.token("ai-service", client, Role.CLIENT, ANOTHER_SECRET, soon));
        refused(Tokens.token(
                "ai-service", client, Role.CLIENT, Tokens.SECRET, Instant.now().minusSeconds(10)));
        refused("not.a.token");
        refused("");
        // {"alg":"none"}
        refused("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/jobs", "/v1/jobs/history", "/v1/jobs/0123456789abcdef0123456789abcdef/events"})
    void aMinerHasNoBusinessHere(String path) {
        assertProblem(as("m", Role.MINER, HttpMethod.GET, path).exchange(), 403, "ROLE_NOT_ALLOWED");
    }

    @Test
    void aRequestKeepsTheIdItCameWith() {
        MvcTestResult answer = as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs/nonsense")
                .header("X-Request-ID", "order-66")
                .exchange();

        assertProblem(answer, 404, "NOT_FOUND");
        assertThat(answer).hasHeader("X-Request-ID", "order-66");
        assertThat(http.get().uri("/v1/jobs").header("X-Request-ID", "order-67").exchange())
                .hasHeader("X-Request-ID", "order-67")
                .bodyJson()
                .isLenientlyEqualTo("{\"request_id\":\"order-67\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\nb", "ключ"})
    void anIdThatWouldSpoilALogIsReplaced(String id) {
        MvcTestResult answer = as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs")
                .header("X-Request-ID", id)
                .exchange();

        assertThat(answer.getResponse().getHeader("X-Request-ID")).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/v1", "/v1/job", "/v1/jobs/history/of", "/v1/jobs/", "/index.html"})
    void anUnknownPathIsNotFound(String path) {
        assertProblem(get(path), 404, "NOT_FOUND");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/jobs",
        "DELETE, /v1/jobs",
        "PATCH, /v1/jobs/0123456789abcdef0123456789abcdef",
        "GET, /v1/jobs/0123456789abcdef0123456789abcdef/cancel",
        "GET, /v1/keys/rotate"
    })
    void aWrongMethodIsToldTheRightOnes(String method, String path) {
        MvcTestResult answer =
                as(client, Role.CLIENT, HttpMethod.valueOf(method), path).exchange();

        assertProblem(answer, 405, "METHOD_NOT_ALLOWED");
        assertThat(answer).containsHeader("Allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void onlyJsonIsTaken(String type) {
        MvcTestResult answer = as(client, Role.CLIENT, HttpMethod.POST, "/v1/jobs")
                .contentType(type)
                .content(SOME_JOB)
                .exchange();

        assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void onlyJsonIsGiven() {
        MvcTestResult answer = as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs")
                .accept("text/csv")
                .exchange();

        assertProblem(answer, 406, "NOT_ACCEPTABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b", "a//b", "..", "%", "a\\b", "a\0"})
    void anOddPathIsMalformed(String odd) {
        MvcTestResult answer = as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs")
                .uri("/v1/jobs/{odd}", odd)
                .exchange();

        assertThat(answer).hasStatus(400).hasContentType("application/problem+json");
        assertThat(json(answer).path("code").stringValue()).isEqualTo("MALFORMED_REQUEST");
    }

    @Test
    void healthIsOpen() {
        assertThat(http.get().uri("/actuator/health").exchange())
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("{\"status\":\"UP\"}");
    }

    private MvcTestResult with(String token) {
        return http.get()
                .uri("/v1/jobs")
                .header("Authorization", "Bearer " + token)
                .exchange();
    }

    private void refused(String token) {
        assertProblem(with(token), 401, "INVALID_TOKEN");
    }
}
