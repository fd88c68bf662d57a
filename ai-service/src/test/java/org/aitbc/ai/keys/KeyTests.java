package org.aitbc.ai.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.util.List;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.ApiKeys;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class KeyTests extends AiTest {

    @Test
    void anAdminMakesAKeyThatWorks() {
        MvcTestResult answer = issue(client, "client");

        assertThat(answer).hasStatus(201).bodyJson().isLenientlyEqualTo("""
                {"principal":"%s","role":"client"}""".formatted(client));
        assertThat(json(answer).path("id").stringValue()).matches("[0-9a-f]{32}");
        String key = json(answer).path("key").stringValue();
        assertThat(key).matches("aitbc_[0-9a-f]{64}");
        assertThat(new ApiKeys(jdbc).find(key)).contains(new Caller(client, Role.CLIENT, Caller.DEFAULT_TENANT));
        assertThat(jdbc.sql("select count(*) from core.api_key where encode(hash, 'escape') like '%' || ? || '%'")
                        .param(key.substring(6))
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void onlyAnAdminMakesKeysForOthers() {
        assertProblem(post("/v1/keys", "{\"principal\":\"x\",\"role\":\"admin\"}"), 403, "ROLE_NOT_ALLOWED");
        assertProblem(as("m", Role.MINER, HttpMethod.POST, "/v1/keys").exchange(), 403, "ROLE_NOT_ALLOWED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"role\":\"client\"}|body.principal",
                "{\"principal\":\"a b\",\"role\":\"client\"}|body.principal",
                "{\"principal\":\"\",\"role\":\"client\"}|body.principal",
                "{\"principal\":\"a\"}|body.role",
                "{\"principal\":\"a\",\"role\":\"king\"}|body.role",
                "{\"principal\":\"a\",\"role\":0}|body.role"
            })
    void aKeyForNobodyIsRefused(String body, String field) {
        assertInvalid(
                as("root", Role.ADMIN, HttpMethod.POST, "/v1/keys")
                        .contentType(APPLICATION_JSON)
                        .content(body)
                        .exchange(),
                field);
    }

    @Test
    void aKeyIsRotatedInBeforeTheOtherIsRevoked() {
        String first = json(issue(client, "client")).path("key").stringValue();
        JsonNode second = json(rotate());

        assertThat(second.path("principal").stringValue()).isEqualTo(client);
        assertThat(second.path("role").stringValue()).isEqualTo("client");
        assertProblem(rotate(), 409, "TOO_MANY_KEYS");
        assertProblem(issue(client, "client"), 409, "TOO_MANY_KEYS");
        assertThat(new ApiKeys(jdbc).find(first)).isPresent();

        assertThat(revoke(client, Role.CLIENT, keys().getFirst())).hasStatus(204);
        assertThat(new ApiKeys(jdbc).find(first)).isEmpty();
        assertThat(new ApiKeys(jdbc).find(second.path("key").stringValue())).isPresent();
        assertThat(rotate()).hasStatus(201);
    }

    @Test
    void aListOfKeysNeverShowsOne() {
        MvcTestResult issued = issue(client, "client");

        MvcTestResult list = get("/v1/keys");
        assertThat(list).hasStatusOk();
        JsonNode key = json(list).path("items").path(0);
        assertThat(key.propertyNames()).containsExactlyInAnyOrder("id", "principal", "role", "created_at");
        assertThat(key.path("id")).isEqualTo(json(issued).path("id"));
        assertThat(body(list)).doesNotContain(json(issued).path("key").stringValue());
    }

    @Test
    void aPrincipalHasOneRole() {
        issue(client, "client");

        assertProblem(issue(client, "miner"), 409, "TOO_MANY_KEYS");
    }

    @Test
    void ofManyRotationsAtOnceOneWins() throws Exception {
        issue(client, "client");

        assertThat(atOnce(10, () -> rotate().getResponse().getStatus()))
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
        assertThat(keys()).hasSize(2);
    }

    @Test
    void ofManyFirstKeysAtOnceTwoAreMade() throws Exception {
        assertThat(atOnce(10, () -> issue(client, "client").getResponse().getStatus()))
                .filteredOn(status -> status == 201)
                .hasSize(2);
        assertThat(keys()).hasSize(2);
    }

    @Test
    void anothersKeyIsNotFoundButAnAdminRevokesAny() {
        issue(client, "client");
        String key = keys().getFirst();

        assertProblem(revoke(someone(), Role.CLIENT, key), 404, "KEY_NOT_FOUND");
        assertThat(keys()).containsExactly(key);
        assertThat(revoke("root", Role.ADMIN, key)).hasStatus(204);
        assertThat(keys()).isEmpty();
        assertProblem(revoke("root", Role.ADMIN, key), 404, "KEY_NOT_FOUND");
        assertProblem(revoke(client, Role.CLIENT, Ids.text(Ids.next())), 404, "KEY_NOT_FOUND");
    }

    private MvcTestResult issue(String principal, String role) {
        return as("root", Role.ADMIN, HttpMethod.POST, "/v1/keys")
                .contentType(APPLICATION_JSON)
                .content("{\"principal\":\"%s\",\"role\":\"%s\"}".formatted(principal, role))
                .exchange();
    }

    private MvcTestResult rotate() {
        return post("/v1/keys/rotate", "");
    }

    private MvcTestResult revoke(String subject, Role role, String key) {
        return as(subject, role, HttpMethod.DELETE, "/v1/keys/" + key).exchange();
    }

    private List<String> keys() {
        return json(get("/v1/keys"))
                .path("items")
                .valueStream()
                .map(key -> key.path("id").stringValue())
                .toList();
    }
}
