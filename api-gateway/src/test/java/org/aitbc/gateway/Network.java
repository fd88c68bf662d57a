package org.aitbc.gateway;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;

/** What stands around the gateway in its tests: a database, the services, and time that only tests move. */
public final class Network
        implements ApplicationContextInitializer<ConfigurableApplicationContext>, BeforeEachCallback {

    public static final String CLIENT_KEY = "client-key-of-the-tests";
    public static final String MINER_KEY = "miner-key-of-the-tests";
    public static final String ADMIN_KEY = "admin-key-of-the-tests";
    public static final String SECRET = "a secret of the tests, long enough";
    public static final int ADMIN_BURST = 5;
    public static final int ANONYMOUS_BURST = 20;

    public static final Upstream AI = new Upstream();
    public static final Upstream MINERS = new Upstream();
    public static final Upstream PAYMENTS = new Upstream();
    public static final Upstream GOVERNANCE = new Upstream();
    public static final Upstream EXPLORER = new Upstream();
    public static final Upstream MARKET = new Upstream();
    public static final Upstream TRADING = new Upstream();
    public static final Replica ONE = new Replica("one");
    public static final Replica ANOTHER = new Replica("another");
    public static final ManualTicker TIME = new ManualTicker();

    private static final String DATABASE = "gateway";

    static {
        TestDatabase.migrate(TestDatabase.create(DATABASE));
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "AITBC_AI_SERVICE_URL=" + AI.url(),
                        "AITBC_MINER_SERVICE_URL=" + MINERS.url(),
                        "AITBC_PAYMENT_SERVICE_URL=" + PAYMENTS.url(),
                        "AITBC_GOVERNANCE_SERVICE_URL=" + GOVERNANCE.url(),
                        "AITBC_EXPLORER_SERVICE_URL=" + EXPLORER.url(),
                        "AITBC_MARKETPLACE_SERVICE_URL=" + MARKET.url(),
                        "AITBC_TRADING_SERVICE_URL=" + TRADING.url(),
                        "aitbc.services.twin-service.url=" + ONE.url() + "," + ANOTHER.url(),
                        "aitbc.services.twin-service.access=/v1/twin/** open",
                        "AITBC_DB_URL=" + TestDatabase.url(DATABASE),
                        "AITBC_DB_USER=postgres",
                        "AITBC_TOKEN_SECRET=" + SECRET,
                        "CLIENT_API_KEYS=[\"" + CLIENT_KEY + "\"]",
                        "MINER_API_KEYS=" + MINER_KEY + ", another-miner-key-of-the-tests",
                        "ADMIN_API_KEYS=" + ADMIN_KEY,
                        "aitbc.scrape-all=true",
                        "aitbc.access-log=true",
                        "aitbc.rate-limits.roles.admin.per-second=1",
                        "aitbc.rate-limits.roles.admin.burst=" + ADMIN_BURST,
                        "aitbc.rate-limits.anonymous.burst=" + ANONYMOUS_BURST)
                .applyTo(context.getEnvironment());
    }

    /** Each test finds full token buckets and empty caches. */
    @Override
    public void beforeEach(ExtensionContext context) {
        TIME.advance(Duration.ofMinutes(2));
    }

    @TestConfiguration(proxyBeanMethods = false)
    public static class Time {

        @Bean
        @Primary
        Ticker manualTicker() {
            return TIME;
        }

        /** To services that only tests know. */
        @Bean
        RouteDefinitionLocator furtherRoutes() {
            return () -> Flux.just("twin", "dead", "lab", "fickle", "hasty").map(Time::route);
        }

        private static RouteDefinition route(String name) {
            RouteDefinition route = new RouteDefinition();
            route.setId(name + "-service");
            route.setUri(URI.create("lb://" + name + "-service"));
            route.setPredicates(List.of(new PredicateDefinition("Path=/v1/" + name + "/**")));
            return route;
        }

        // a context that was paused for another one comes back on another port
        @Bean
        @Scope("prototype")
        WebTestClient client(@Value("${local.server.port}") int port) {
            return WebTestClient.bindToServer()
                    .baseUrl("http://localhost:" + port)
                    .responseTimeout(Duration.ofSeconds(20))
                    .build();
        }
    }
}
