package org.aitbc.explorer.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import org.aitbc.domain.identity.Role;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.servicetest.Programs;
import org.aitbc.servicetest.ServiceHttp;
import org.aitbc.servicetest.ServiceTest;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** The whole service with chains of its own, whose numbers no other test uses. */
@ServiceTest({
    "spring.config.name=explorer-service",
    "aitbc.chain.home=" + CrossChainTest.HOME_ID,
    "aitbc.sending.replaceable=" + CrossChainTest.DEVELOPMENT,
    "aitbc.contracts.deploy=" + CrossChainTest.HOME_ID,
    "aitbc.contracts.look=200ms",
    "aitbc.chain.keys.secret=a master key of tests, long enough",
    "aitbc.cross-chain.sweep=100ms",
    "aitbc.cross-chain.slack=5s",
    "aitbc.chain.timeout=40s"
})
abstract class CrossChainTest extends ServiceHttp {

    static final long HOME_ID = 51_337;
    static final TestChain HOME = TestChain.start(HOME_ID);
    static final TestChain OTHER = TestChain.start(51_338);
    /** For tests that move the time of a chain, each one. */
    static final TestChain OLD = TestChain.start(51_339);

    static final TestChain LATE = TestChain.start(51_342);
    static final TestChain GONE = TestChain.start(51_343);
    static final TestChain AGAIN = TestChain.start(51_344);
    static final TestChain NEAR = TestChain.start(51_345);
    static final TestChain DUE = TestChain.start(51_348);
    static final TestChain DRY = TestChain.start(51_349);
    static final TestChain SLOW = TestChain.start(51_346);

    static final TestChain HUNG = TestChain.start(51_350);
    static final Relay RELAY = Relay.to(HUNG);

    /** The same token on three chains. */
    static final String HOME_TOKEN = HOME.token();

    static final String OTHER_TOKEN = OTHER.token();
    static final String GONE_TOKEN = GONE.token();

    static final long NODELESS = 51_340;
    static final long ANOTHER_COIN = 51_341;

    static final long DEVELOPMENT = 51_347;

    @Autowired
    Accounts accounts;

    @DynamicPropertySource
    static void chains(DynamicPropertyRegistry registry) {
        chain(registry, 0, HOME_ID, "ETH", HOME.url());
        chain(registry, 1, OTHER.id(), "ETH", OTHER.url());
        chain(registry, 2, OLD.id(), "ETH", OLD.url());
        chain(registry, 5, LATE.id(), "ETH", LATE.url());
        chain(registry, 6, GONE.id(), "ETH", GONE.url());
        chain(registry, 7, AGAIN.id(), "ETH", AGAIN.url());
        chain(registry, 8, NEAR.id(), "ETH", NEAR.url());
        chain(registry, 9, SLOW.id(), "ETH", SLOW.url());
        chain(registry, 11, DUE.id(), "ETH", DUE.url());
        chain(registry, 12, DRY.id(), "ETH", DRY.url());
        chain(registry, 13, HUNG.id(), "ETH", HUNG.isThere() ? RELAY.url() : "");
        chain(registry, 10, DEVELOPMENT, "ETH", "");
        chain(registry, 3, NODELESS, "ETH", "");
        chain(registry, 4, ANOTHER_COIN, "POL", "");
        registry.add("aitbc.cross-chain.tokens[0].symbol", () -> "AITBC");
        registry.add("aitbc.cross-chain.tokens[0].network-fee", () -> "0.5");
        registry.add("aitbc.cross-chain.tokens[0].addresses." + HOME_ID, () -> HOME_TOKEN);
        registry.add("aitbc.cross-chain.tokens[0].addresses." + OTHER.id(), () -> OTHER_TOKEN);
        registry.add("aitbc.cross-chain.tokens[0].addresses." + GONE.id(), () -> GONE_TOKEN);
    }

    @BeforeAll
    static void needsChains() {
        Programs.requireAnvil(HOME.isThere());
    }

    private static void chain(DynamicPropertyRegistry registry, int number, long id, String symbol, String url) {
        String known = "aitbc.chain.known[" + number + "].";
        registry.add(known + "id", () -> id);
        registry.add(known + "name", () -> "Test " + id);
        registry.add(known + "symbol", () -> symbol);
        registry.add(known + "confirmations", () -> 0);
        registry.add(known + "poll", () -> "50ms");
        registry.add(known + "url", () -> url);
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }

    MvcTestResult call(String subject, HttpMethod method, String path, Map<String, ?> parameters) {
        return call(subject, method, path, parameters, Map.of());
    }

    MvcTestResult call(
            String subject, HttpMethod method, String path, Map<String, ?> parameters, Map<String, String> headers) {
        return call(subject, method, path, parameters, headers, null);
    }

    MvcTestResult call(
            String subject,
            HttpMethod method,
            String path,
            Map<String, ?> parameters,
            Map<String, String> headers,
            @Nullable String body) {
        var request = as(subject, Role.CLIENT, method, "/v1/cross-chain" + path);
        parameters.forEach((name, value) -> request.queryParam(name, String.valueOf(value)));
        headers.forEach(request::header);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).content(body);
        }
        return request.exchange();
    }

    MvcTestResult post(String path, Map<String, ?> parameters) {
        return call(client, HttpMethod.POST, path, parameters);
    }

    MvcTestResult get(String path, Map<String, ?> parameters) {
        return call(client, HttpMethod.GET, path, parameters);
    }

    JsonNode read(String path) {
        return ok(get(path, Map.of()));
    }

    /** A new wallet of the client's, with this many coins. */
    String wallet(TestChain chain, long coins) {
        String address = ok(post("/wallets/create", Map.of("owner_address", "me", "chain_id", chain.id())))
                .path("address")
                .stringValue();
        chain.give(address, ether(coins));
        return address;
    }

    static BigInteger ether(long coins) {
        return BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(coins));
    }

    static JsonNode ok(MvcTestResult answer) {
        assertThat(answer).as(body(answer)).hasStatusOk();
        return json(answer);
    }
}
