package org.aitbc.ai.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.ai.AiTest;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

/** Requests that no client of ours sends. */
class OddRequestTests extends AiTest {

    @ParameterizedTest
    @ValueSource(strings = {"k", "*/*;q=2", "application/xml", "\"etag\""})
    void aProblemIsProblemJsonWhateverIsAccepted(String accept) {
        assertThat(as(client, Role.CLIENT, HttpMethod.GET, "/v1/jobs/0123456789abcdef0123456789abcdef")
                        .header(HttpHeaders.ACCEPT, accept)
                        .exchange())
                .hasStatus4xxClientError()
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .hasPathSatisfying("$.code", code -> assertThat(code).isNotNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "multipart/form-data", "text/plain"})
    void aBodyOfAnotherTypeIsNotSupported(String type) {
        assertThat(as(client, Role.CLIENT, HttpMethod.POST, "/v1/jobs")
                        .header(HttpHeaders.CONTENT_TYPE, type)
                        .content("{}")
                        .exchange())
                .hasStatus(415)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"payload\":{},\"ttl_seconds\":1,\"ttl_seconds\":2}|body.ttl_seconds",
                "{\"payload\":{\"input\":[{\"n\":1,\"m\":1,\"n\":1}]}}|body.payload.input.0.n",
                "{\"payload\":{},\"payload\":{}}|body.payload",
                "{\"payload\":{},\"unknown\":{\"a/b\":1,\"a/b\":2}}|body.unknown.a~1b",
                "{\"payload\":{},\"constraints\":{\"gpu\":\"A\",\"region\":\"x\",\"gp\\u0075\":\"B\"}}|body.constraints.gpu"
            })
    void aMemberThatIsSaidTwiceIsNamed(String body, String member) {
        assertInvalid(post("/v1/jobs", body), member);
    }

    @Test
    void aBatchHoldsNoNull() {
        assertThat(as(client, Role.CLIENT, HttpMethod.POST, "/v1/jobs/batch")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"jobs\":[null]}")
                        .exchange())
                .hasStatus(422)
                .hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
