package org.aitbc.governance;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.governance.fake.FakeStakes;
import org.aitbc.servicetest.*;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What tests of this service share: the whole service on a real PostgreSQL, beside a payment-service that is in memory. */
@ServiceTest({
    "spring.config.name=governance-service",
    // what tests do themselves is not done beside them
    "aitbc.governance.look=1d",
    "aitbc.governance.trial-look=1d"
})
@Import({ClockAndMoney.class, GovernanceTest.Partners.class})
public abstract class GovernanceTest extends ServiceHttp {

    @Autowired
    protected FakeMoney money;

    @Autowired
    protected FakeStakes stakes;

    @Autowired
    protected TestClock clock;

    protected final String admin = someone("admin");

    @TestConfiguration(proxyBeanMethods = false)
    public static class Partners {

        @Bean
        @Primary
        FakeStakes fakeStakes(FakeMoney money) {
            return new FakeStakes(money);
        }
    }

    @BeforeEach
    void keys() {
        clock.run();
        stakes.clear();
        key(admin, "admin");
    }

    /** Somebody with an API key. */
    protected String key(String principal, String role) {
        jdbc.sql(
                        "insert into core.api_key (id, hash, principal, role, tenant) values (?, sha256(?::bytea), ?, ?, 'default')")
                .params(Ids.next(), Ids.text(Ids.next()), principal, role)
                .update();
        return principal;
    }

    /** Somebody with a stake and a key. */
    protected String staker(String stake) {
        String principal = key(someone("staker"), "client");
        stakes.stake(principal, stake);
        return principal;
    }

    protected MvcTestResult post(String path) {
        return post(path, "{}");
    }

    protected MvcTestResult asAdmin(String path, String json) {
        return post(admin, Role.ADMIN, path, json);
    }

    protected MvcTestResult propose(String proposer, String json) {
        return post(proposer, "/v1/governance/proposals?proposer_id=" + proposer, json);
    }

    /** A proposal of a text, which the title tells from others. */
    protected String proposal(String proposer, String members) {
        return read(propose(proposer, """
                {"title": "%s", "description": "why"%s}""".formatted(someone("title"), members)))
                .path("proposal_id")
                .stringValue();
    }

    protected JsonNode process(String proposal) {
        return read(post("/v1/governance/proposals/" + proposal + "/process"));
    }

    /** A proposal that is voted on. */
    protected String active(String proposer, String members) {
        String id = proposal(proposer, members);
        clock.forward(Duration.ofDays(1).plusSeconds(1));
        process(id);
        return id;
    }

    protected MvcTestResult vote(String voter, String proposal, String json) {
        return post(voter, "/v1/governance/proposals/" + proposal + "/vote?voter_id=" + voter, json);
    }

    protected MvcTestResult vote(String voter, String proposal) {
        return vote(voter, proposal, "{\"vote_type\": \"for\"}");
    }

    /** Lets the vote and the timelock pass. */
    protected JsonNode afterVote(String proposal) {
        clock.forward(Duration.ofDays(7).plusSeconds(1));
        return process(proposal);
    }

    protected MvcTestResult execute(String proposal) {
        return post(admin, Role.ADMIN, "/v1/governance/proposals/" + proposal + "/execute?executor_id=" + admin, "{}");
    }

    /** A member of the guardian council. */
    protected String guardian() {
        String one = key(someone("guardian"), "client");
        jdbc.sql("""
            insert into governance.council (id, kind, region, council_name, jurisdiction, budget_allocation)
            values (gen_random_uuid(), 'guardian', 'global', 'Guardians', 'GLOBAL', 0) on conflict do nothing""").update();
        jdbc.sql("""
            insert into governance.council_member (council, principal)
            select id, ? from governance.council where kind = 'guardian'""").param(one).update();
        return one;
    }

    protected JsonNode seen(String proposal) {
        return read(get("/v1/governance/proposals/" + proposal));
    }

    protected MvcTestResult put(String principal, Role role, String path, String json) {
        return as(principal, role, HttpMethod.PUT, path)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    protected static BigDecimal number(JsonNode node) {
        return node.decimalValue().stripTrailingZeros();
    }

    protected static BigDecimal number(String text) {
        return new BigDecimal(text).stripTrailingZeros();
    }

    protected static UUID id(String text) {
        return Ids.parse(text);
    }

    protected Instant now() {
        return clock.now();
    }
}
