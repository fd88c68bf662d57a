package org.aitbc.ai.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.util.UUID;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Jobs that other services submit in a client's name. */
class JobSubmissionTests extends AiTest {

    @Test
    void aServiceSubmitsAJobInAClientsNameOncePerKey() {
        UUID booking = book(client, "ada", true, -60, 600);
        String order = order(
                "k-1",
                "{\"type\":\"inference\",\"prompt\":\"why\"}",
                "{\"booking_id\":\"%s\"}".formatted(Ids.text(booking)));

        MvcTestResult first = submitInternally(Role.SERVICE, order);

        assertThat(first).hasStatusOk();
        String job = json(first).path("job_id").stringValue();
        assertThat(state(job)).isEqualTo("QUEUED");
        assertThat(body(submitInternally(Role.SERVICE, order))).isEqualTo(body(first));
        assertThat(jobs()).isEqualTo(1);
        assertProblem(
                submitInternally(Role.SERVICE, order("k-1", "{\"type\":\"other\"}", "{}")),
                422,
                "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void theRulesAreThoseOfClients() {
        assertInvalid(submitInternally(Role.SERVICE, order("k-2", "{\"type\":\"a b\"}", "{}")), "payloadType");
        assertInvalid(submitInternally(Role.SERVICE, order("", "{}", "{}")), "body.key");
        assertProblem(
                submitInternally(
                        Role.SERVICE, order("k-3", "{}", "{\"booking_id\":\"%s\"}".formatted(Ids.text(Ids.next())))),
                404,
                "BOOKING_NOT_FOUND");
        assertThat(jobs()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = "SERVICE", mode = EnumSource.Mode.EXCLUDE)
    void nobodyElseIsLetIn(Role role) {
        assertProblem(submitInternally(role, order("k-4", "{}", "{}")), 403, "ROLE_NOT_ALLOWED");
    }

    private MvcTestResult submitInternally(Role role, String order) {
        return as("marketplace-service", role, HttpMethod.POST, "/internal/jobs")
                .contentType(APPLICATION_JSON)
                .content(order)
                .exchange();
    }

    private String order(String key, String payload, String constraints) {
        return "{\"client\":\"%s\",\"key\":\"%s\",\"payload\":%s,\"constraints\":%s}"
                .formatted(client, key, payload, constraints);
    }
}
