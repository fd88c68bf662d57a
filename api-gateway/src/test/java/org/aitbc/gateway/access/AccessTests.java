package org.aitbc.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.aitbc.domain.identity.ApiKeys;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.CallerClaims;
import org.aitbc.domain.identity.Role;
import org.aitbc.gateway.GatewayTest;
import org.aitbc.gateway.Network;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

@GatewayTest
class AccessTests {

    @Autowired
    private WebTestClient client;

    @Autowired
    private ApiKeys keys;

    @LocalServerPort
    private int port;

    @Test
    void theAccessLogNamesTheCallerAndNeitherKeyNorQuery() {
        Logger log = (Logger) LoggerFactory.getLogger("org.aitbc.access");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.list = new CopyOnWriteArrayList<>();
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);

        client.get()
                .uri("/ai/jobs/j1?secret=in-the-query")
                .header("X-Api-Key", Network.CLIENT_KEY)
                .header("X-Request-ID", "logged-request")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                .exchange()
                .expectStatus()
                .isOk();
        client.get().uri("/v1/jobs").exchange().expectStatus().isUnauthorized();
        client.get().uri("/version").exchange().expectStatus().isOk();
        client.get().uri("/health").exchange().expectStatus().isOk();
        log.detachAppender(lines);

        String principal = keys.find(Network.CLIENT_KEY).orElseThrow().subject();
        assertThat(lines.list)
                .extracting(line -> line.getFormattedMessage().replaceFirst("\\d+ ms", "N ms"))
                .containsExactly(
                        "GET /v1/jobs/** 200 N ms " + principal + " api-gateway ai-service",
                        "GET /v1/jobs/** 401 N ms - api-gateway ai-service",
                        "GET /version 200 N ms - api-gateway -");
        assertThat(lines.list.getFirst().getMDCPropertyMap())
                .containsEntry("request_id", "logged-request")
                .containsEntry("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/jobs, client, 200",
        "GET, /v1/jobs, admin, 200",
        "GET, /v1/jobs, miner, 403",
        "POST, /v1/jobs/j1/cancel, miner, 403",
        "POST, /v1/miners/poll, miner, 200",
        "POST, /v1/miners/poll, admin, 200",
        "POST, /v1/miners/poll, client, 403",
        "GET, /v1/miners/m1/gpus, client, 200",
        "GET, /v1/miners/m1, client, 403",
        "GET, /v1/miners, client, 403",
        "GET, /v1/miners/m1/jobs, client, 403",
        "DELETE, /v1/miners/m1, client, 403",
        "GET, /v1/receipts/r1, miner, 200",
        "GET, /v1/receipts/r1, '', 401",
        "GET, /v1/receipts/keys, '', 200",
        "POST, /v1/receipts/verify, '', 200",
        "POST, /v1/receipts/keys, '', 401",
        "GET, /v1/receipts/keys/, '', 200",
        "GET, /v1/keys, client, 200",
        "GET, /v1/keys, '', 401",
        "GET, /v1/blocks, miner, 403",
        "GET, /v1/blocks, '', 401",
        "GET, /v1/explorer/blocks, '', 200",
        "GET, /explorer/blocks, '', 200",
        "GET, /v1/receipts/r1/proof, '', 200",
        "GET, /v1/receipts/consistency, '', 200",
        "GET, /receipts, '', 200",
        "GET, /transactions/0x12, '', 200",
        "GET, /v1/sync-status, '', 200",
        "GET, /v1/cross-chain/config, '', 200",
        "GET, /v1/cross-chain/wallets, '', 401",
        "POST, /api/v1/cross-chain/wallets/create, '', 401",
        "POST, /v1/cross-chain/wallets/create, miner, 200",
        "GET, /v1/payments/wallet, miner, 200",
        "GET, /v1/payments/wallet, '', 401",
        "GET, /v1/jobs/j1/payment, miner, 200",
        "GET, /v1/jobs/j1/payment, '', 401",
        "POST, /v1/payments/send, client, 200",
        "POST, /v1/payments/deposit, client, 403",
        "POST, /v1/payments/withdraw, miner, 403",
        "POST, /v1/payments/p1/resolve, client, 403",
        "POST, /v1/payments/network/transfers, client, 403",
        "GET, /v1/payments/network, admin, 200",
        "POST, /v1/stake/s1/slash, client, 403",
        "POST, /v1/agents/a1/performance, miner, 403",
        "POST, /v1/agents/a1/distribute-earnings, '', 401",
        "POST, /v1/rewards/batch-process, miner, 403",
        "GET, /v1/rewards/leaderboard, '', 200",
        "GET, /v1/staking/stats, '', 200",
        "GET, /v1/staking/my-positions, '', 401",
        "GET, /v1/webhooks, '', 401",
        "POST, /internal/escrows, admin, 404",
        "POST, /v1/internal/escrows, admin, 404",
        "POST, /gpu/v1/miners/poll, client, 403",
        "POST, //v1//miners//poll, client, 403",
        "POST, /v1/%6Diners/poll, client, 403",
        "GET, /v1/jobs%2F..%2Fminers, client, 400",
        "GET, /v1/receipts/keys;x=1, '', 400",
        "GET, /v1/receipts/keys%2F..%2Fr1, '', 400"
    })
    void rolesDecide(HttpMethod method, String path, String role, int status) {
        client.method(method)
                .uri(URI.create("http://localhost:" + port + path))
                .headers(headers -> {
                    if (!role.isEmpty()) {
                        headers.set("X-Api-Key", role + "-key-of-the-tests");
                    }
                })
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    @Test
    void aKeyOfAnotherRoleIsToldWhichRoleIsRight() {
        client.post()
                .uri("/v1/miners/poll")
                .header("X-Api-Key", "client-key-of-the-tests")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("a key of role client may not do this: it takes one of role admin or miner");
    }

    @ParameterizedTest
    @CsvSource({
        "'', no api key: send one in the header X-Api-Key",
        "nobody's key, invalid api key: send one that is valid in the header X-Api-Key",
        "$, invalid api key: send one that is valid in the header X-Api-Key"
    })
    void withoutAValidKeyNothingPasses(String key, String detail) {
        client.get()
                .uri("/v1/jobs")
                .header("X-Api-Key", key)
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("WWW-Authenticate", "ApiKey realm=\"aitbc\", header=\"X-Api-Key\"")
                .expectHeader()
                .exists("X-Request-ID")
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail)
                .jsonPath("$.status")
                .isEqualTo(401)
                .jsonPath("$.title")
                .isEqualTo("Unauthorized")
                .jsonPath("$.type")
                .exists()
                .jsonPath("$.instance")
                .isEqualTo("/v1/jobs")
                .jsonPath("$.code")
                .isEqualTo("AUTHENTICATION_ERROR")
                .jsonPath("$.request_id")
                .exists();
    }

    @Test
    void aKeyThatIsNobodysIsIgnoredWhereAnybodyMayAsk() {
        for (String asked : List.of(
                "GET /v1/explorer/blocks", "GET /v1/receipts/keys", "GET /v1/bounties", "POST /v1/receipts/verify")) {
            client.method(HttpMethod.valueOf(asked.split(" ", 2)[0]))
                    .uri(asked.split(" ", 2)[1])
                    .header("X-Api-Key", "a key that has ended")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .jsonPath("$.headers.authorization")
                    .doesNotExist()
                    .jsonPath("$.headers['x-api-key']")
                    .doesNotExist();
        }
        client.post()
                .uri("/v1/bounties")
                .header("X-Api-Key", "a key that has ended")
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/miners/register?miner_id=KEY&x=1, /v1/miners/register?miner_id=NAME&x=1",
        "/v1/miners/register?x=KEY-2&miner_id=%6Diner-key-of-the-tests, /v1/miners/register?x=KEY-2&miner_id=NAME",
        "/gpu/v1/miners/KEY/earnings, /v1/miners/NAME/earnings",
        "/v1/miners/poll, /v1/miners/poll",
        "/v1/miners/poll?f[x]=1&miner_id=KEY, /v1/miners/poll?f[x]=1&miner_id=NAME"
    })
    void noServiceLearnsTheKeyAsAnId(String asked, String passedOn) {
        String key = Network.MINER_KEY;
        String name = keys.find(key).orElseThrow().subject();
        JsonNode seen = client.post()
                .uri(URI.create("http://localhost:" + port + asked.replace("KEY", key)))
                .header("X-Api-Key", key)
                .header("X-Miner-ID", key)
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(seen).isNotNull();
        assertThat(seen.get("uri").asString())
                .isEqualTo(passedOn.replace("KEY", key).replace("NAME", name));
        assertThat(seen.at("/headers/x-miner-id").asString()).isEqualTo(name);
        Jwt token = NimbusJwtDecoder.withSecretKey(new CallerTokens.Settings(Network.SECRET).key())
                .build()
                .decode(seen.at("/headers/authorization").asString().substring("Bearer ".length()));
        assertThat(token.getClaimAsString(CallerClaims.KEY))
                .isEqualTo(new Caller(name, Role.MINER, Caller.DEFAULT_TENANT)
                        .presenting(key)
                        .keyDigest());
    }

    @Test
    void aKeyMayComeAsBearer() {
        client.get()
                .uri("/v1/jobs")
                .header("Authorization", "bearer " + Network.CLIENT_KEY)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void theServiceLearnsTheCallerFromTheTokenAlone() {
        JsonNode headers = sent().get("headers");
        assertThat(headers.propertyNames())
                .containsExactlyInAnyOrder(
                        "accept",
                        "accept-encoding",
                        "authorization",
                        "content-length",
                        "content-type",
                        "host",
                        "user-agent",
                        "x-miner-id",
                        "x-request-id",
                        "x-custom",
                        "webtestclient-request-id");
        Jwt token = NimbusJwtDecoder.withSecretKey(new CallerTokens.Settings(Network.SECRET).key())
                .build()
                .decode(headers.get("authorization").asString().substring("Bearer ".length()));
        assertThat(token.getAudience()).containsExactly("ai-service");
        assertThat(token.getSubject()).startsWith("client_");
        assertThat(token.getClaimAsString(CallerClaims.ROLE)).isEqualTo("client");
        assertThat(token.getClaimAsString(CallerClaims.TENANT)).isEqualTo(Caller.DEFAULT_TENANT);
    }

    @Test
    void anAnonymousRequestCarriesNoToken() {
        client.get()
                .uri("/v1/receipts/keys")
                .header("Authorization", "Basic eDp5")
                .exchange()
                .expectBody()
                .jsonPath("$.headers.authorization")
                .doesNotExist();
    }

    @Test
    void aRevokedKeyStopsPassing() {
        ApiKeys.NewKey issued = keys.issue("leaver", Role.CLIENT, Caller.DEFAULT_TENANT);
        expect(issued.key(), 200);
        keys.revoke(issued.id(), null);
        Network.TIME.advance(Duration.ofSeconds(3));
        expect(issued.key(), 401);
    }

    @Test
    void anEventStreamEndsWithItsKey() {
        ApiKeys.NewKey issued = keys.issue("watcher", Role.CLIENT, Caller.DEFAULT_TENANT);
        Flux<String> events = client.get()
                .uri("/v1/jobs/events")
                .header("X-Api-Key", issued.key())
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(String.class)
                .getResponseBody();
        StepVerifier.create(events)
                .expectNext("one")
                .then(() -> {
                    keys.revoke(issued.id(), null);
                    Network.TIME.advance(Duration.ofSeconds(3));
                })
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void aBusyKeyIsToldToWait() {
        for (int i = 0; i < Network.ADMIN_BURST; i++) {
            expect(Network.ADMIN_KEY, 200);
        }
        client.get()
                .uri("/v1/jobs")
                .header("X-Api-Key", Network.ADMIN_KEY)
                .exchange()
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .valueEquals("Retry-After", 1)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("RATE_LIMIT_EXCEEDED");
        Network.TIME.advance(Duration.ofSeconds(1));
        expect(Network.ADMIN_KEY, 200);
    }

    @Test
    void anotherKeyOfTheSameCallerIsNotAnotherRate() {
        String first = keys.issue("rotating", Role.ADMIN, Caller.DEFAULT_TENANT).key();
        String second =
                keys.issue("rotating", Role.ADMIN, Caller.DEFAULT_TENANT).key();
        for (int i = 0; i < Network.ADMIN_BURST; i++) {
            expect(i % 2 == 0 ? first : second, 200);
        }
        expect(first, 429);
        expect(second, 429);
    }

    @Test
    void guessingKeysIsLimitedByAddress() {
        for (int i = 0; i < Network.ANONYMOUS_BURST; i++) {
            expect("guess " + i, 401);
        }
        expect("one more guess", 429);
    }

    @Test
    void aKeyThatWasValidPassesWhereOthersGuess() {
        expect(Network.CLIENT_KEY, 200);
        Network.TIME.advance(Duration.ofSeconds(5));
        for (int i = 0; i < Network.ANONYMOUS_BURST; i++) {
            expect("guess again " + i, 401);
        }
        expect("one more guess again", 429);
        expect(Network.CLIENT_KEY, 200);
    }

    @Test
    void aKeyPassesWhereManyComeWithoutOne() {
        for (int i = 0; i < Network.ANONYMOUS_BURST; i++) {
            expect("", 401);
        }
        expect("", 429);
        expect(keys.issue("newcomer", Role.CLIENT, Caller.DEFAULT_TENANT).key(), 200);
    }

    private void expect(String key, int status) {
        client.get()
                .uri("/v1/jobs")
                .header("X-Api-Key", key)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private JsonNode sent() {
        JsonNode body = client.post()
                .uri("/v1/jobs")
                .header("X-Api-Key", Network.CLIENT_KEY)
                .header("Authorization", "Bearer forged")
                .header("Forwarded", "for=10.0.0.1")
                .header("x-forwarded-for", "10.0.0.1")
                .header("X-Forwarded-User", "root")
                .header("X-Real-IP", "10.0.0.1")
                .header("X-User-Id", "root")
                .header("X-Role", "admin")
                .header("X-Tenant-ID", "other")
                .header("X-Auth-Subject", "root")
                .header("Connection", "X-Hop")
                .header("X-Hop", "1")
                .header("X-Miner-ID", "m1")
                .header("X-Custom", "kept")
                .bodyValue("{}")
                .exchange()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }
}
