package org.aitbc.endtoend;

import static org.aitbc.endtoend.TestClient.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What people decide by votes, and what that changes for others. */
@ExtendWith(SharedSuite.class)
class GovernanceTests {

    private static final String FEE = "payments.network_fee";

    private final RunningSuite suite;
    private final RunningMarket market;

    GovernanceTests(RunningSuite suite) {
        this.suite = suite;
        market = new RunningMarket(suite);
    }

    @AfterEach
    void close() {
        market.close();
    }

    @Test
    void stakersLowerTheNetworkFeeAndTheNextJobSettlesAtIt() throws Exception {
        Rig rig = market.rig(market.operator("nora"), "fjord", 36, "done");
        TestClient gina = staker("gina", 600);
        TestClient gerd = staker("gerd", 300);
        TestClient gwen = staker("gwen", 200);
        gerd.post("/v1/governance/profiles", "{\"user_id\":\"gerd\"}");
        gwen.post("/v1/governance/profiles", "{\"user_id\":\"gwen\"}");
        gwen.post("/v1/governance-enhanced/profiles/delegate?delegator_id=gwen&delegatee_id=gerd");

        JsonNode proposed = gina.post("/v1/governance/proposals?proposer_id=gina", """
                {"title":"A lower fee","description":"Of a fiftieth","category":"parameter",
                 "execution_payload":{"changes":[{"parameter":"%s","value":0.02}]}}""".formatted(FEE));
        String id = text(proposed, "proposal_id");
        String proposal = "/v1/governance/proposals/" + id;
        assertThat(gina.refusal(proposal + "/vote?voter_id=gina", vote("for"))).contains("with 409", "NOT_ACTIVE");

        // gerd votes with what gwen lent him, until she votes herself
        comes(id, "voting_starts");
        assertThat(text(gina.post(proposal + "/process"), "state")).isEqualTo("active");
        JsonNode ballot = gerd.post(proposal + "/vote?voter_id=gerd", vote("against"));
        assertThat(ballot.path("voting_power_used").decimalValue()).isEqualByComparingTo("500");
        gina.post(proposal + "/vote?voter_id=gina", vote("for"));
        gwen.post(proposal + "/vote?voter_id=gwen", vote("for"));
        JsonNode counted = gina.get(proposal);
        assertThat(counted.path("votes_for").decimalValue()).isEqualByComparingTo("800");
        assertThat(counted.path("votes_against").decimalValue()).isEqualByComparingTo("300");

        comes(id, "voting_ends");
        assertThat(text(gina.post(proposal + "/process"), "state")).isEqualTo("queued");
        String admin = text(market.admin().get("/v1/payments/wallet"), "wallet");
        assertThat(market.admin().refusal(proposal + "/execute?executor_id=" + admin, "{}"))
                .contains("with 425", "TIMELOCK");
        comes(id, "eta");
        assertThat(text(gina.post(proposal + "/process"), "state")).isEqualTo("executed");
        try {
            passTimeOfVersions();
            awaitFee("0.02");
            TestClient knut = market.client("knut", "10");
            JsonNode job = knut.run("""
                    {"payload":{"type":"command","command":["answer"]},"constraints":{"region":"fjord"},"payment_amount":1}""");
            assertThat(text(job, "assigned_miner_id")).isEqualTo(rig.miner());
            knut.awaitNothingHeld();
            assertThat(rig.owner().available()).isEqualByComparingTo("0.98");
            market.requireRightBooks();
        } finally {
            // other tests pay the usual fee
            change("delete from core.parameter_version where name = '%s'".formatted(FEE));
            awaitFee("0.025");
        }
    }

    @Test
    void aCouncilPaysWhatItsMajorityApprovesAndNoMoreThanItsBudget() throws Exception {
        TestClient ida = market.client("ida", "1");
        TestClient ivo = market.client("ivo", "1");
        TestClient ilse = market.client("ilse", "1");
        TestClient rolf = market.client("rolf", "1");
        market.admin().post("/v1/payments/network/transfers", """
                {"from":"external","to":"treasury","amount":100,"reference":"for the fjord"}""");
        JsonNode founded = market.admin()
                .post(
                        "/v1/governance-enhanced/regional-councils?region=fjord&council_name=Fjord&jurisdiction=GLOBAL&budget_allocation=100",
                        "[\"ida\",\"ivo\",\"ilse\"]");
        String council = founded.at("/council/council_id").asString("");
        await("its budget")
                .atMost(SOON)
                .until(() -> ida.get("/v1/governance-enhanced/regional-councils?region=fjord")
                        .path(0)
                        .path("balance")
                        .asString()
                        .startsWith("100"));

        JsonNode first = allocate(ida, council, "40");
        assertThat(first.at("/allocation/status").asString()).isEqualTo("proposed");
        assertThat(rolf.available()).isEqualByComparingTo("1");
        JsonNode second = allocate(ivo, council, "40");
        assertThat(second.at("/allocation/status").asString()).isEqualTo("paid");

        JsonNode line = rolf.get("/v1/payments/statement").path("items").path(0);
        assertThat(line.path("amount").decimalValue()).isEqualByComparingTo("40");
        assertThat(line.path("balance").decimalValue()).isEqualByComparingTo("41");
        assertThat(ilse.refusal(allocation("ilse", council, "60.00000001"), "{}"))
                .contains("with 402");
        assertThat(rolf.available()).isEqualByComparingTo("41");
        market.requireRightBooks();
    }

    private TestClient staker(String name, int stake) throws IOException, InterruptedException {
        TestClient staker = market.client(name, Integer.toString(stake));
        staker.post("/v1/stake", "{\"agent_wallet\":\"nora\",\"amount\":%d}".formatted(stake));
        return staker;
    }

    private static JsonNode allocate(TestClient member, String council, String amount)
            throws IOException, InterruptedException {
        return member.post(allocation(member.name(), council, amount));
    }

    private static String allocation(String approver, String council, String amount) {
        return "/v1/governance-enhanced/treasury/allocate?council_id=%s&amount=%s&purpose=Bridges&recipient_address=rolf&approver_address=%s"
                .formatted(council, amount, approver);
    }

    private static String vote(String type) {
        return "{\"vote_type\":\"%s\"}".formatted(type);
    }

    /** Days go by in a moment. */
    private void comes(String proposal, String time) throws IOException, SQLException {
        suite.ask("update governance.proposal set %s = clock_timestamp() where id = '%s' returning 1"
                .formatted(time, proposal));
    }

    /** The minute in which instances hear of what will be in force. */
    private void passTimeOfVersions() throws IOException, SQLException {
        change("update core.parameter_version set created_at = created_at - interval '61 s',"
                + " effective_at = effective_at - interval '61 s' where name = '%s'".formatted(FEE));
    }

    /** What is append-only for services. */
    private void change(String sql) throws IOException, SQLException {
        try (Connection connection = suite.database();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table core.parameter_version disable trigger parameter_version_append_only");
            statement.execute(sql);
            statement.execute("alter table core.parameter_version enable trigger parameter_version_append_only");
            connection.commit();
        }
    }

    /** By what payment-service says that it applies. */
    private void awaitFee(String value) {
        await("a fee of " + value)
                .atMost(SOON)
                .until(() -> market.admin()
                        .get("/v1/governance/parameters")
                        .valueStream()
                        .filter(one -> text(one, "name").equals(FEE))
                        .flatMap(one -> one.path("services").valueStream())
                        .filter(one -> text(one, "service").equals("payment-service"))
                        .anyMatch(one -> one.path("value").decimalValue().compareTo(new BigDecimal(value)) == 0));
    }

    private static String text(JsonNode answer, String member) {
        return answer.path(member).asString("");
    }
}
