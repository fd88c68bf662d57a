package org.aitbc.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;
import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.fake.FakeJobs;
import org.aitbc.market.fake.FakeMoney;
import org.aitbc.market.fake.MeterClock;
import org.aitbc.market.fake.TestClock;
import org.aitbc.servicetest.ServiceTest;
import org.aitbc.servicetest.Tokens;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of this service share: the whole service on a real PostgreSQL, beside services that are in memory. */
@ServiceTest({
    "spring.config.name=marketplace-service",
    // what tests do themselves is not done beside them
    "aitbc.market.booking.sweep=1d",
    "aitbc.market.listing.every=1d",
    "aitbc.market.pricing.first-look=1d",
    "aitbc.market.price-index.look=1d",
    "aitbc.regions.probe=1d"
})
@Import(MarketTest.Partners.class)
public abstract class MarketTest {

    protected static final JsonMapper JSON = new JsonMapper();

    @Autowired
    protected MockMvcTester http;

    @Autowired
    protected JdbcClient jdbc;

    @Autowired
    protected FakeMoney money;

    @Autowired
    protected FakeJobs jobs;

    @Autowired
    protected TestClock clock;

    /** A client and an operator of GPUs that no other test uses. */
    protected final String client = someone("client");

    protected final String operator = someone("operator");

    @TestConfiguration(proxyBeanMethods = false)
    public static class Partners {

        @Bean
        @Primary
        TestClock testClock(JdbcClient jdbc) {
            return new TestClock(jdbc);
        }

        @Bean
        MeterClock meterClock() {
            return new MeterClock();
        }

        @Bean
        @Primary
        FakeMoney fakeMoney() {
            return new FakeMoney();
        }

        @Bean
        @Primary
        FakeJobs fakeJobs() {
            return new FakeJobs();
        }
    }

    protected static String someone(String kind) {
        return kind + "-" + Ids.text(Ids.next());
    }

    protected MockMvcTester.MockMvcRequestBuilder as(String subject, Role role, HttpMethod method, String path) {
        return http.method(method)
                .uri(path)
                .header("Authorization", Tokens.bearer("marketplace-service", subject, role));
    }

    /** Without a key. */
    protected MvcTestResult get(String path) {
        return http.get().uri(path).exchange();
    }

    protected MvcTestResult get(String subject, String path) {
        return as(subject, Role.CLIENT, HttpMethod.GET, path).exchange();
    }

    protected MvcTestResult post(String subject, Role role, String path, String json) {
        return as(subject, role, HttpMethod.POST, path)
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    protected MvcTestResult post(String subject, String path, String json) {
        return post(subject, Role.CLIENT, path, json);
    }

    /** A worker as miner-service registers it, which was heard of just now. */
    protected String miner(String owner, String capabilities) {
        String miner = someone("miner");
        jdbc.sql("insert into core.miner (id, owner, capabilities, concurrency) values (?, ?, ?::json, 1)")
                .params(miner, owner, capabilities)
                .update();
        jdbc.sql(
                        "insert into core.miner_beat (miner_id, last_seen, online, status, inflight) values (?, now(), true, 'ONLINE', 0)")
                .param(miner)
                .update();
        return miner;
    }

    protected String miner(String owner) {
        return miner(owner, "{}");
    }

    protected static JsonNode json(MvcTestResult answer) {
        return JSON.readTree(new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    /** The body of an answer that must be a success. */
    protected static JsonNode read(MvcTestResult answer) {
        assertThat(answer).hasStatus2xxSuccessful();
        return json(answer);
    }

    protected static void assertProblem(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).hasContentType(APPLICATION_PROBLEM_JSON);
        assertThat(json(answer).path("code").stringValue()).isEqualTo(code);
    }

    /** Does the same many times at once. */
    protected static <T> List<T> atOnce(int times, Callable<T> work) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(Collections.nCopies(times, work)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }
}
