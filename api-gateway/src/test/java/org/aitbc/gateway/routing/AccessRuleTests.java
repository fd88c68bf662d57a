package org.aitbc.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.aitbc.domain.identity.Role;
import org.aitbc.gateway.routing.GatewaySettings.AccessRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

class AccessRuleTests {

    @Test
    void namesRoles() {
        AccessRule rule = AccessRule.valueOf("/v1/jobs/** client admin");
        assertThat(rule.roles()).containsExactlyInAnyOrder(Role.CLIENT, Role.ADMIN);
        assertThat(rule.open()).isFalse();
        assertThat(covers(rule, HttpMethod.DELETE, "/v1/jobs")).isTrue();
        assertThat(covers(rule, HttpMethod.GET, "/v1/jobs/j1")).isTrue();
        assertThat(covers(rule, HttpMethod.GET, "/v1/jobsite")).isFalse();
    }

    @Test
    void mayBeForOneMethod() {
        AccessRule rule = AccessRule.valueOf("GET /v1/receipts/keys open");
        assertThat(rule.open()).isTrue();
        assertThat(covers(rule, HttpMethod.GET, "/v1/receipts/keys")).isTrue();
        assertThat(covers(rule, HttpMethod.POST, "/v1/receipts/keys")).isFalse();
    }

    @Test
    void anyMeansEachRole() {
        assertThat(AccessRule.valueOf("/v1/keys/** any").roles()).containsExactlyInAnyOrder(Role.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/jobs", "GET /v1/jobs", "/v1/jobs nobody", "GET POST /v1/jobs any"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> AccessRule.valueOf(text));
    }

    private static boolean covers(AccessRule rule, HttpMethod method, String path) {
        return rule.covers(method, PathContainer.parsePath(path));
    }
}
