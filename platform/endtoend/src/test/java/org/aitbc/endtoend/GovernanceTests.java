package org.aitbc.endtoend;

import static org.aitbc.endtoend.TestClient.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What people decide by votes, and what that changes for others. */
class GovernanceTests extends MarketStory {

    private static final String FEE = "payments.network_fee";
    private static final String JOB = """
            {"payload":{"type":"command","command":["answer"]},"constraints":{"region":"%s"},"payment_amount":1}""";

    GovernanceTests(RunningSuite suite) {
        super(suite);
    }

    @Test
    void stakersLowerTheNetworkFeeAndTheNextJobSettlesAtIt() throws Exception {
        Rig rig = market.rig(market.operator("nora"), "fjord", 36, "done");
        TestClient gina = staker(rig, "gina", 600);
        TestClient gerd = staker(rig, "gerd", 300);
        TestClient gwen = staker(rig, "gwen", 200);
        gerd.post("/v1/governance/profiles", "{\"user_id\":\"gerd\"}");
        gwen.post("/v1/governance/profiles", "{\"user_id\":\"gwen\"}");
        gwen.post("/v1/governance-enhanced/profiles/delegate?delegator_id=gwen&delegatee_id=gerd");

        String id = propose(gina, "");
        String proposal = proposal(id);
        assertThat(gina.refusal(proposal + "/vote?voter_id=gina", vote("for"))).contains("with 409", "NOT_ACTIVE");

        // gerd votes with what gwen lent him, until she votes herself
        comes(gina, id, "voting_starts", "active");
        JsonNode ballot = gerd.post(proposal + "/vote?voter_id=gerd", vote("against"));
        assertThat(ballot.path("voting_power_used").decimalValue()).isEqualByComparingTo("500");
        gina.post(proposal + "/vote?voter_id=gina", vote("for"));
        gwen.post(proposal + "/vote?voter_id=gwen", vote("for"));
        JsonNode counted = gina.get(proposal);
        assertThat(counted.path("votes_for").decimalValue()).isEqualByComparingTo("800");
        assertThat(counted.path("votes_against").decimalValue()).isEqualByComparingTo("300");

        comes(gina, id, "voting_ends", "queued");
        String admin = text(market.admin().get("/v1/payments/wallet"), "wallet");
        assertThat(market.admin().refusal(proposal + "/execute?executor_id=" + admin, "{}"))
                .contains("with 425", "TIMELOCK");
        comes(gina, id, "eta", "executed");
        try {
            passTimeOfVersions();
            awaitFee("0.02");
            TestClient knut = market.client("knut", "10");
            JsonNode job = knut.run(JOB.formatted("fjord"));
            assertThat(text(job, "assigned_miner_id")).isEqualTo(rig.miner());
            knut.awaitNothingHeld();
            assertThat(rig.owner().available()).isEqualByComparingTo("0.98");
            market.requireRightBooks();
        } finally {
            forgetVersions();
        }
    }

    @Test
    void aFeeUnderWhichNothingIsDoneAnyMoreGoesBackToTheOneBeforeWithoutAVote() throws Exception {
        Rig rig = market.rig(market.operator("nils"), "firth", 36, "done");
        TestClient gitte = staker(rig, "gitte", 5000);
        TestClient kari = market.client("kari", "10");
        String id = propose(gitte, """
                ,"guardrails":[{"metric":"jobs_completed_per_hour","comparison":">=","bound":1,"window_hours":1}]""");
        comes(gitte, id, "voting_starts", "active");
        gitte.post(proposal(id) + "/vote?voter_id=gitte", vote("for"));
        comes(gitte, id, "voting_ends", "queued");
        comes(gitte, id, "eta", "executed");
        try {
            passTimeOfVersions();
            awaitFee("0.02");
            passAnHour(id);
            kari.run(JOB.formatted("firth"));
            kari.awaitNothingHeld();
            assertThat(rig.owner().available()).isEqualByComparingTo("0.98");
            passAMinute(id);
            await("a look at an hour with a job")
                    .atMost(SOON)
                    .until(() ->
                            watched(id).path("value").asDecimal(BigDecimal.ZERO).compareTo(BigDecimal.ONE) == 0);
            assertThat(watched(id).path("breaches").intValue()).isZero();

            market.stopWorkers();
            passAnHour(id);
            JsonNode waiting = kari.post("/v1/jobs", JOB.formatted("firth"));
            for (int breaches : List.of(1, 2, 3)) {
                passAMinute(id);
                await("breach " + breaches)
                        .atMost(SOON)
                        .until(() -> watched(id).path("breaches").intValue() >= breaches);
            }
            JsonNode trial = gitte.get(proposal(id)).path("trial");
            assertThat(text(trial, "state")).isEqualTo("reverted");
            assertThat(trial.path("reverted_by").isNull()).isTrue();
            assertThat(gitte.get("/v1/governance/parameters/" + FEE + "/versions")
                            .valueStream()
                            .map(one -> text(one, "cause") + " "
                                    + one.path("value").decimalValue().stripTrailingZeros()))
                    .containsExactly("reverted 0.025", "proposal 0.02");

            passTimeOfVersions();
            awaitFee("0.025");
            market.rig(rig.owner(), "firth", 36, "done");
            kari.awaitEnd(waiting);
            kari.awaitNothingHeld();
            assertThat(rig.owner().available()).isEqualByComparingTo("1.955");
            market.requireRightBooks();
        } finally {
            forgetVersions();
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

    private TestClient staker(Rig rig, String name, int stake) throws IOException, InterruptedException {
        TestClient staker = market.client(name, Integer.toString(stake));
        staker.post(
                "/v1/stake",
                "{\"agent_wallet\":\"%s\",\"amount\":%d}".formatted(rig.owner().name(), stake));
        return staker;
    }

    /** @param more members of its payload */
    private static String propose(TestClient proposer, String more) throws IOException, InterruptedException {
        JsonNode proposed =
                proposer.post("/v1/governance/proposals?proposer_id=" + proposer.name(), """
                {"title":"A lower fee","description":"Of a fiftieth","category":"parameter",
                 "execution_payload":{"changes":[{"parameter":"%s","value":0.02}]%s}}""".formatted(FEE, more));
        return text(proposed, "proposal_id");
    }

    private static String proposal(String id) {
        return "/v1/governance/proposals/" + id;
    }

    /** What the trial of a proposal says of its guardrail. */
    private JsonNode watched(String id) throws IOException, InterruptedException {
        return market.admin().get(proposal(id)).at("/trial/guardrails/0");
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
    private void comes(TestClient who, String id, String time, String state)
            throws IOException, InterruptedException, SQLException {
        suite.ask("update governance.proposal set %s = clock_timestamp() where id = '%s' returning 1"
                .formatted(time, id));
        assertThat(text(who.post(proposal(id) + "/process"), "state")).isEqualTo(state);
    }

    /** Since the change began to count, and since all jobs that have ended. */
    private void passAnHour(String id) throws IOException, SQLException {
        suite.ask("""
            with ended as (
              update core.outcome set started_at = started_at - interval '1 hour', ended_at = ended_at - interval '1 hour')
            update governance.trial set starts_at = starts_at - interval '62 min' where id = '%s' returning 1""".formatted(id));
    }

    /** Since the last look at a trial. */
    private void passAMinute(String id) throws IOException, SQLException {
        suite.ask("update governance.trial set looked_at = looked_at - interval '1 min' where id = '%s' returning 1"
                .formatted(id));
    }

    /** The minute in which instances hear of what will be in force. */
    private void passTimeOfVersions() throws IOException, SQLException {
        change("update core.parameter_version set created_at = created_at - interval '61 s',"
                + " effective_at = effective_at - interval '61 s' where name = '%s'".formatted(FEE));
    }

    /** Other tests pay the usual fee. */
    private void forgetVersions() throws IOException, SQLException {
        change("delete from core.parameter_version where name = '%s'".formatted(FEE));
        awaitFee("0.025");
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
