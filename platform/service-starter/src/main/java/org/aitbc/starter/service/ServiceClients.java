package org.aitbc.starter.service;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.CallerClaims;
import org.aitbc.domain.identity.Role;
import org.aitbc.starter.request.RequestIds;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients of other services' internal contracts, which call under the name of this service: each is a group of
 * {@code @ImportHttpServices} with the other service's name, which its tokens carry as their audience. Its URL is
 * {@code aitbc.<name>.url}. What that service refuses is thrown as the same {@link DomainException}; what fails otherwise, or
 * is not answered within {@code aitbc.<name>.answer-within}, as {@link Unavailable}.
 */
public final class ServiceClients implements RestClientHttpServiceGroupConfigurer {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(2);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration VALID = Duration.ofSeconds(60);

    private final String self;
    private final NimbusJwtEncoder encoder;
    private final JsonMapper json;
    private final Environment environment;

    ServiceClients(String self, String secret, JsonMapper json, Environment environment) {
        this.self = self;
        this.encoder = NimbusJwtEncoder.withSecretKey(
                        new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .build();
        this.json = json;
        this.environment = environment;
    }

    @Override
    public void configureGroups(Groups<RestClient.Builder> groups) {
        groups.forEachClient((group, client) ->
                configure(client, group.name(), environment.getRequiredProperty("aitbc." + group.name() + ".url")));
    }

    /** @param service the other service's name */
    public void configure(RestClient.Builder client, String service, String url) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(CONNECT_WITHIN)
                .version(HttpClient.Version.HTTP_1_1)
                .build());
        requests.setReadTimeout(
                environment.getProperty("aitbc." + service + ".answer-within", Duration.class, ANSWER_WITHIN));
        client.baseUrl(url)
                .requestFactory(requests)
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(json)))
                .requestInterceptor((request, body, next) -> send(service, request, body, next))
                .defaultStatusHandler(HttpStatusCode::isError, (_, response) -> {
                    throw refusal(service, response);
                });
    }

    private ClientHttpResponse send(String service, HttpRequest request, byte[] body, ClientHttpRequestExecution next) {
        request.getHeaders().setBearerAuth(token(service));
        String id = RequestIds.current();
        if (id != null) {
            request.getHeaders().set(RequestIds.HEADER, id);
        }
        try {
            return next.execute(request, body);
        } catch (IOException unreachable) {
            throw unavailable(service);
        }
    }

    private String token(String service) {
        Instant now = Instant.now();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .issuer(CallerClaims.ISSUER)
                .subject(self)
                .audience(List.of(service))
                .issuedAt(now)
                .expiresAt(now.plus(VALID))
                .claim(CallerClaims.ROLE, Role.SERVICE.text())
                .claim(CallerClaims.TENANT, Caller.DEFAULT_TENANT)
                .build();
        return encoder.encode(JwtEncoderParameters.from(
                        JwsHeader.with(MacAlgorithm.HS256).build(), claims))
                .getTokenValue();
    }

    private DomainException refusal(String service, ClientHttpResponse response) throws IOException {
        JsonNode problem = read(response);
        String code = problem.path("code").asString("");
        String detail = problem.path("detail").asString("");
        return switch (response.getStatusCode().value()) {
            case 402 -> new PaymentRequired(code, detail);
            case 403 -> new Forbidden(code, detail);
            case 404 -> new NotFound(code, detail);
            case 409 -> new Conflict(code, detail);
            case 422 -> new Invalid(code, detail);
            default -> unavailable(service);
        };
    }

    private JsonNode read(ClientHttpResponse response) throws IOException {
        try {
            return json.readTree(response.getBody());
        } catch (JacksonException noProblem) {
            return json.createObjectNode();
        }
    }

    private static Unavailable unavailable(String service) {
        return new Unavailable("SERVICE_UNAVAILABLE", service + " cannot be reached at the moment");
    }
}
