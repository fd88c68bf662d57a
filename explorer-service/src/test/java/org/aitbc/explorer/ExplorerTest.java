package org.aitbc.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import java.nio.charset.StandardCharsets;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.explorer.fake.FakeChain;
import org.aitbc.explorer.fake.FakeNode;
import org.aitbc.explorer.fake.FakePayments;
import org.aitbc.servicetest.ServiceTest;
import org.aitbc.servicetest.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of this service share: the whole service on a real PostgreSQL, whose home chain is a fake that grows. */
@ServiceTest("spring.config.name=explorer-service")
public abstract class ExplorerTest {

    protected static final JsonMapper JSON = new JsonMapper();

    /** The home chain's node: its chain may grow, but is never forked. */
    protected static final FakeNode HOME = new FakeNode(new FakeChain(7));

    private static final FakePayments PAYMENTS = new FakePayments();

    @Autowired
    protected MockMvcTester http;

    @Autowired
    protected JdbcClient jdbc;

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

    protected static String someone(String kind) {
        return kind + "-" + Ids.text(Ids.next());
    }

    protected MvcTestResult get(String path) {
        return http.get().uri(path).exchange();
    }

    protected MvcTestResult get(String subject, Role role, String path) {
        return http.method(HttpMethod.GET)
                .uri(path)
                .header("Authorization", Tokens.bearer("explorer-service", subject, role))
                .exchange();
    }

    protected JsonNode read(String path) {
        MvcTestResult answer = get(path);
        assertThat(answer).hasStatusOk();
        return json(answer);
    }

    protected static JsonNode json(MvcTestResult answer) {
        return JSON.readTree(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    protected static void assertProblem(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).hasContentType(APPLICATION_PROBLEM_JSON);
        assertThat(json(answer).path("code").stringValue()).isEqualTo(code);
    }
}
