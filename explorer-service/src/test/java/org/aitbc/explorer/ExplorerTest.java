package org.aitbc.explorer;

import org.aitbc.explorer.fake.FakeChain;
import org.aitbc.explorer.fake.FakeNode;
import org.aitbc.explorer.fake.FakePayments;
import org.aitbc.servicetest.ServiceHttp;
import org.aitbc.servicetest.ServiceTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** What tests of this service share: the whole service on a real PostgreSQL, whose home chain is a fake that grows. */
@ServiceTest("spring.config.name=explorer-service")
public abstract class ExplorerTest extends ServiceHttp {

    /** The home chain's node: its chain may grow, but is never forked. */
    protected static final FakeNode HOME = new FakeNode(new FakeChain(7));

    private static final FakePayments PAYMENTS = new FakePayments();

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry registry) {
        registry.add("aitbc.payment-service.url", PAYMENTS::url);
        registry.add("aitbc.chain.home", () -> "10");
        registry.add("aitbc.chain.known[0].id", () -> "10");
        registry.add("aitbc.chain.known[0].name", () -> "Fake");
        registry.add("aitbc.chain.known[0].symbol", () -> "ETH");
        registry.add("aitbc.chain.known[0].poll", () -> "10ms");
        registry.add("aitbc.chain.known[0].url", HOME::url);
        registry.add("aitbc.chain.known[1].id", () -> "1");
        registry.add("aitbc.chain.known[1].name", () -> "Without a node");
        registry.add("aitbc.chain.known[1].symbol", () -> "ETH");
    }

    protected JsonNode read(String path) {
        return read(get(path));
    }
}
