package org.aitbc.servicetest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a {@link ServiceTest} says and hears by HTTP. A service's tests share a class that extends this. */
public abstract class ServiceHttp {

    protected static final JsonMapper JSON = new JsonMapper();

    @Autowired
    protected MockMvcTester http;

    @Autowired
    protected JdbcClient jdbc;

    @Value("${aitbc.token.audience}")
    private String service;

    /** A client that no other test uses. */
    protected final String client = someone("client");

    /** A principal, or another name, that no other test uses. */
    protected static String someone(String kind) {
        return kind + "-" + Ids.text(Ids.next());
    }

    /** A request with a caller's token. */
    protected MockMvcTester.MockMvcRequestBuilder as(String subject, Role role, HttpMethod method, String path) {
        return http.method(method).uri(path).header("Authorization", Tokens.bearer(service, subject, role));
    }

    /** Without a key. */
    protected MvcTestResult get(String path) {
        return http.get().uri(path).exchange();
    }

    protected MvcTestResult get(String subject, String path) {
        return get(subject, Role.CLIENT, path);
    }

    protected MvcTestResult get(String subject, Role role, String path) {
        return as(subject, role, HttpMethod.GET, path).exchange();
    }

    protected MvcTestResult post(String subject, Role role, String path, String json) {
        return as(subject, role, HttpMethod.POST, path)
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    protected MvcTestResult post(String subject, String path, String json) {
        return post(subject, Role.CLIENT, path, json);
    }

    protected MvcTestResult post(String path, String json) {
        return post(client, path, json);
    }

    /** With an {@code Idempotency-Key}. */
    protected MvcTestResult postKeyed(String path, String key, String json) {
        return as(client, Role.CLIENT, HttpMethod.POST, path)
                .header("Idempotency-Key", key)
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    protected static String body(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    protected static JsonNode json(MvcTestResult answer) {
        return JSON.readTree(body(answer));
    }

    /** The body of an answer that must be a success. */
    protected static JsonNode read(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json(answer);
    }

    protected static void assertProblem(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).hasContentType(APPLICATION_PROBLEM_JSON);
        assertThat(json(answer).path("code").stringValue()).isEqualTo(code);
    }

    /** That a value is refused; its field is named. */
    protected static void assertInvalid(MvcTestResult answer, String field) {
        assertProblem(answer, 422, "VALIDATION_ERROR");
        assertThat(json(answer).path("errors").valueStream())
                .extracting(error -> error.path("field").stringValue())
                .contains(field);
    }

    /** Does the same many times at once. */
    protected static <T> List<T> atOnce(int times, Callable<T> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads
                    .invokeAll(IntStream.range(0, times).mapToObj(_ -> work).toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
