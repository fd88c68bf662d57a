package org.aitbc.starter.caller;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.aitbc.domain.identity.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may call what, as a service's configuration says it ({@code aitbc.token}).
 *
 * @param secret what the gateway signs its tokens with; at least 32 bytes
 * @param audience the service's own name: tokens for another service are refused
 * @param rules tried in order; what no rule names needs a token of any role
 */
@ConfigurationProperties("aitbc.token")
public record AccessRules(
        String secret, String audience, @DefaultValue List<Rule> rules) {

    private static final int LEAST_SECRET_BYTES = 32;

    /** No roles: open to all, even without a token. */
    public record Rule(
            String path,
            @Nullable String method,
            @DefaultValue List<Role> roles) {}

    public AccessRules {
        if (secret.getBytes(StandardCharsets.UTF_8).length < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException("aitbc.token.secret (AITBC_TOKEN_SECRET) needs at least 32 bytes");
        }
    }

    /** Whether anybody may call an operation, even without a key. */
    public boolean isOpen(String method, String path) {
        PathContainer asked = PathContainer.parsePath(path);
        return rules.stream()
                .filter(rule -> rule.method() == null || rule.method().equals(method))
                .filter(rule ->
                        PathPatternParser.defaultInstance.parse(rule.path()).matches(asked))
                .findFirst()
                .filter(rule -> rule.roles().isEmpty())
                .isPresent();
    }

    void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers("/actuator/**", "/v3/api-docs/**", "/error").permitAll();
        for (Rule rule : rules) {
            var matched = rule.method() == null
                    ? requests.requestMatchers(rule.path())
                    : requests.requestMatchers(HttpMethod.valueOf(rule.method()), rule.path());
            if (rule.roles().isEmpty()) {
                matched.permitAll();
            } else {
                matched.hasAnyAuthority(rule.roles().stream().map(Role::text).toArray(String[]::new));
            }
        }
        requests.anyRequest().authenticated();
    }
}
