package org.aitbc.ai.assurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.aitbc.ai.AiTest;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.JobEscrows;
import org.aitbc.domain.payment.JobEscrows.JobPrice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class AssuranceTests extends AiTest {

    private final String ada = someone();
    private final String bob = someone();
    private final String cleo = someone();

    @BeforeEach
    void threeOwnersAreOnline() {
        jdbc.sql("update core.miner_beat set online = false").update();
        Stream.of(ada, bob, cleo).forEach(miner -> online(miner, "owner of " + miner));
    }

    @Test
    void aQuorumRunsOnSeveralMinersOneAfterTheOther() {
        String job = submitChecked("quorum:2/3", "\"payment_amount\":2,");
        assertThat(held()).isEqualByComparingTo("6");
        assertThat(view(job).path("runs").valueStream()).hasSize(3);

        complete(job, ada, "x");
        String second = queued(job, 2);
        assertThat(notMiners(second)).containsExactly(ada);
        complete(second, bob, "x");
        String third = queued(job, 3);
        assertThat(notMiners(third)).containsExactlyInAnyOrder(ada, bob);
        assertThat(view(job).path("verdict").isNull()).isTrue();
        complete(third, cleo, "x");

        JsonNode decided = decided(job);
        assertThat(decided.path("verdict").stringValue()).isEqualTo("clean");
        assertThat(verdicts(decided)).containsExactly("agreed", "agreed", "agreed");
        assertThat(decided.at("/result/output").stringValue()).isEqualTo("x");
        assertThat(events(job)).containsExactly("job.completed", "assurance.decided");
        assertThat(jobs()).as("the other runs are nobody's").isEqualTo(1);
    }

    @Test
    void theMinorityIsKeptAsEvidence() {
        long before = lastEvidence();
        String job = submitChecked("quorum:2/3", "");
        complete(job, ada, "wrong");
        String second = queued(job, 2);
        complete(second, bob, "x");
        complete(queued(job, 3), cleo, "x");

        JsonNode decided = decided(job);

        assertThat(decided.path("verdict").stringValue()).isEqualTo("mismatch");
        assertThat(verdicts(decided)).containsExactly("disagreed", "agreed", "agreed");
        assertThat(decided.at("/result/output").stringValue()).isEqualTo("x");
        JsonNode runs = evidence(before, 1000).path("runs");
        assertThat(runs.valueStream()
                        .filter(run -> run.path("job_id").stringValue().equals(job)))
                .extracting(run -> run.path("miner_id").stringValue() + " "
                        + run.path("verdict").stringValue())
                .containsExactlyInAnyOrder(ada + " disagreed", bob + " agreed", cleo + " agreed");
        assertThat(runs.valueStream())
                .extracting(run -> run.path("number").longValue())
                .isSorted();
        long first = runs.at("/0/number").longValue();
        assertThat(evidence(before, 1).path("runs").valueStream()).hasSize(1);
        assertThat(evidence(first, 1000).path("runs").valueStream())
                .noneMatch(run -> run.path("number").longValue() <= first);
    }

    @Test
    void ofTwoThatDisagreeAThirdDecidesAndIsPaidWithTheMoneyOfWhoWasWrong() {
        String job = submitChecked("spot:1", "\"payment_amount\":2,");
        assertThat(held()).isEqualByComparingTo("4");
        complete(job, ada, "wrong");
        complete(queued(job, 2), bob, "x");
        String third = queued(job, 3);
        assertThat(notMiners(third)).containsExactlyInAnyOrder(ada, bob);
        complete(third, cleo, "x");

        assertThat(verdicts(decided(job))).containsExactly("disagreed", "agreed", "agreed");
        assertThat(jdbc.sql("select payee_run from core.assurance_run where run_id = ?")
                        .param(Ids.parse(job))
                        .query(UUID.class)
                        .single())
                .isEqualTo(Ids.parse(third));
        assertThat(held()).isEqualByComparingTo("4");
    }

    @Test
    void aQuorumNeedsAsManyOwnersNotMachines() {
        jdbc.sql("update core.miner_beat set online = false where miner_id = ?")
                .param(cleo)
                .update();
        online(someone(), "owner of " + ada);
        online(someone(), client);

        MvcTestResult refused = postKeyed("/v1/jobs", "k-1", body("quorum:2/3", "\"payment_amount\":2,"));

        assertProblem(refused, 409, "TOO_FEW_OWNERS");
        assertThat(json(refused).path("detail").stringValue()).contains("3 different owners", "2 who can run");
        assertThat(jobs()).isZero();
        assertThat(escrows.orders(client)).isZero();
        submitChecked("spot:1", "");
        online(someone(), "another owner");
        assertThat(postKeyed("/v1/jobs", "k-1", body("quorum:2/3", "\"payment_amount\":2,")))
                .hasStatus(201);
    }

    @Test
    void ownersWhoWorkForMoneyCountWhereTheClientsLimitPays() {
        jdbc.sql("update core.miner set capabilities = '{\"least_price\":0.01}' where id in (?, ?, ?)")
                .params(ada, bob, cleo)
                .update();
        assertProblem(postKeyed("/v1/jobs", "k-1", body("quorum:2/3", "")), 409, "TOO_FEW_OWNERS");
        jdbc.sql("insert into core.spend_limit (owner, currency, per_job) values (?, 'AITBC', 3)")
                .param(client)
                .update();

        assertThat(postKeyed("/v1/jobs", "k-1", body("quorum:2/3", ""))).hasStatus(201);
    }

    @Test
    void secondRunsGoToOtherOwnersThanTheFirstAndTheClient() {
        online(someone(), client);
        String job = submitChecked("quorum:2/3", "");
        complete(job, ada, "x");
        String second = queued(job, 2);
        assertThat(constraint(second, "not_owners")).containsExactlyInAnyOrder("owner of " + ada, client);
        complete(second, bob, "x");

        assertThat(constraint(queued(job, 3), "not_owners"))
                .containsExactlyInAnyOrder("owner of " + ada, "owner of " + bob, client);
    }

    @Test
    void aDisputedResultIsRunAgainByAnotherOwner() {
        String job = submit("{\"payment_amount\":20,\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"}}");
        UUID run = Ids.next();
        escrows.hold(new JobEscrows.Order(client, List.of(new JobPrice(run, BigDecimal.TEN, "AITBC", 900))));
        complete(job, ada, "wrong");

        dispute(job, run);

        assertThat(queued(job, 2)).isEqualTo(Ids.text(run));
        assertThat(constraint(Ids.text(run), "not_owners")).containsExactly("owner of " + ada);
        complete(Ids.text(run), bob, "x");
        complete(queued(job, 3), cleo, "x");
        JsonNode decided = decided(job);
        assertThat(decided.path("assurance").stringValue()).isEqualTo("dispute");
        assertThat(verdicts(decided)).containsExactly("disagreed", "agreed", "agreed");
    }

    @Test
    void aDisputeWithoutMoneyForARunChangesNothing() {
        String job = submit(SOME_JOB);
        complete(job, ada, "x");
        dispute(job, null);
        jdbc.sql("insert into core.outbox (event, subject) values ('payment.disputed', ?)")
                .param(Ids.next())
                .update();
        String later = submitChecked("spot:1", "");
        complete(later, ada, "x");
        queued(later, 2);

        assertThat(view(job).path("runs").valueStream()).isEmpty();
    }

    @Test
    void whereNoThirdCanBeHadNobodyKnows() {
        String job = submitChecked("spot:1", "");
        complete(job, ada, "x");
        complete(queued(job, 2), bob, "y");
        end(queued(job, 3), "EXPIRED", null, null);

        JsonNode decided = decided(job);
        assertThat(decided.path("verdict").stringValue()).isEqualTo("undecided");
        assertThat(verdicts(decided)).containsExactly("undecided", "undecided", "none");
        assertThat(decided.path("result").isNull()).isTrue();
    }

    @Test
    void aDrawCanBeVerifiedAfterwards() throws NoSuchAlgorithmException {
        String job = submitChecked("spot:0.000000001", "\"payment_amount\":2,");
        JsonNode open = view(job);
        assertThat(open.path("secret").isNull()).isTrue();
        complete(job, ada, "x");

        JsonNode decided = decided(job);

        assertThat(decided.path("verdict").stringValue()).isEqualTo("unchecked");
        assertThat(verdicts(decided)).containsExactly("unchecked", "unused");
        byte[] secret = HexFormat.of().parseHex(decided.path("secret").stringValue());
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        assertThat(HexFormat.of().formatHex(sha.digest(secret)))
                .isEqualTo(open.path("commitment").stringValue());
        UUID id = Ids.parse(job);
        sha.update(secret);
        byte[] hash = sha.digest(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
        double drawn =
                new BigDecimal(Long.toUnsignedString(ByteBuffer.wrap(hash).getLong())).doubleValue()
                        / Math.pow(2, Long.SIZE);
        assertThat(drawn < 1e-9).isEqualTo(decided.path("drawn").booleanValue()).isFalse();
        String unused = decided.at("/runs/1/run_id").stringValue();
        assertThat(events(unused)).containsExactly("job.canceled");
    }

    @Test
    void whoeverIsFoundCleanIsCheckedLessOften() {
        String fresh = submitChecked("spot", "");
        complete(fresh, ada, "x");
        complete(queued(fresh, 2), bob, "x");
        assertThat(decided(fresh).path("probability").decimalValue()).isEqualByComparingTo("1");

        evidence(cleo, "agreed", "disagreed", "agreed", "agreed", "agreed", "agreed");
        String known = submitChecked("spot", "");
        complete(known, cleo, "x");
        await().until(() -> view(known), job -> !job.path("drawn").isNull());
        assertThat(view(known).path("probability").decimalValue()).isEqualByComparingTo("0.25");
    }

    @Test
    void whereTheFirstRunHasNoResultThereIsNothingToCheck() {
        String job = submitChecked("quorum:2/2", "\"payment_amount\":2,");
        assertThat(post("/v1/jobs/" + job + "/cancel", "")).hasStatusOk();

        JsonNode decided = decided(job);

        assertThat(decided.path("verdict").stringValue()).isEqualTo("unchecked");
        assertThat(verdicts(decided)).containsExactly("none", "unused");
        assertThat(events(decided.at("/runs/1/run_id").stringValue())).containsExactly("job.canceled");
    }

    @Test
    void aKeyStandsForTheCheckToo() {
        String body = body("spot:1", "\"payment_amount\":2,");
        String first = body(postKeyed("/v1/jobs", "k-1", body));

        assertThat(body(postKeyed("/v1/jobs", "k-1", body))).isEqualTo(first);
        assertThat(held()).isEqualByComparingTo("4");
        assertProblem(
                postKeyed("/v1/jobs", "k-1", body("spot", "\"payment_amount\":2,")), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void aJobWithoutIsNotChecked() {
        assertThat(view(submit(SOME_JOB)).path("assurance").stringValue()).isEqualTo("none");
        assertThat(view(submitChecked("none", "")).path("runs").valueStream()).isEmpty();
    }

    @Test
    void nobodyAttestsYet() {
        assertProblem(post("/v1/jobs", body("attested", "")), 503, "ATTESTER_NOT_CONFIGURED");
        assertThat(jobs()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spot:2", "quorum:3/2", "maybe", "dispute", ""})
    void whatMakesNoSenseIsRefused(String assurance) {
        assertInvalid(post("/v1/jobs", body(assurance, "")), "body.assurance");
    }

    @Test
    void whereNoOtherMinerIsLeftThereIsNoCheck() {
        assertInvalid(post("/v1/jobs", body("spot", "\"constraints\":{\"miner\":\"ada\"},")), "body.checkable");
        assertInvalid(post("/v1/jobs/batch", "{\"jobs\":[" + body("spot", "") + "]}"), "body.unchecked");
    }

    @Test
    void othersSeeNothingOfIt() {
        String job = submitChecked("spot", "");

        assertProblem(
                as(someone(), Role.CLIENT, HttpMethod.GET, "/v1/jobs/" + job + "/assurance")
                        .exchange(),
                404,
                "JOB_NOT_FOUND");
        assertProblem(get("/internal/assurance?after=0&limit=1"), 403, "ROLE_NOT_ALLOWED");
    }

    private String submitChecked(String assurance, String more) {
        return submit(body(assurance, more));
    }

    private static String body(String assurance, String more) {
        return "{%s\"payload\":{\"type\":\"inference\",\"prompt\":\"why\"},\"assurance\":\"%s\"}"
                .formatted(more, assurance);
    }

    private JsonNode view(String job) {
        return json(get("/v1/jobs/" + job + "/assurance"));
    }

    private JsonNode decided(String job) {
        return awaitView(job, view -> !view.path("verdict").isNull());
    }

    /** The id of a run once it is there to be taken. */
    private String queued(String job, int number) {
        String at = "/runs/" + (number - 1);
        return awaitView(job, view -> "QUEUED".equals(view.at(at + "/state").asString("")))
                .at(at + "/run_id")
                .stringValue();
    }

    private JsonNode awaitView(String job, Predicate<JsonNode> which) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> view(job), which);
    }

    private static List<String> verdicts(JsonNode view) {
        return view.path("runs")
                .valueStream()
                .map(run -> run.path("verdict").stringValue())
                .toList();
    }

    /** As payment-service tells of a dispute. */
    private void dispute(String job, @Nullable UUID run) {
        jdbc.sql("insert into core.outbox (event, subject, data) values ('payment.disputed', ?, ?::jsonb)")
                .params(
                        Ids.next(),
                        "{\"job_id\":\"%s\",\"run_id\":%s}"
                                .formatted(job, run == null ? "null" : "\"" + Ids.text(run) + "\""))
                .update();
    }

    private void online(String miner, String owner) {
        jdbc.sql("""
                        with beat as (
                          insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
                          values (:miner, now(), true, 'ONLINE', 0))
                        insert into core.miner (id, owner, capabilities, concurrency) values (:miner, :owner, '{}', 1)""").param("miner", miner).param("owner", owner).update();
    }

    private List<String> notMiners(String run) {
        return constraint(run, "not_miners");
    }

    private List<String> constraint(String run, String name) {
        return jdbc.sql("select r.key from core.job j join core.requirement r on r.class = j.class where j.id = ?")
                .param(Ids.parse(run))
                .query((row, _) -> JSON.readTree(row.getString(1)))
                .single()
                .at("/constraints/" + name)
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    private BigDecimal held() {
        return jdbc.sql("select sum(amount) from core.payment where payer = ?")
                .param(client)
                .query(BigDecimal.class)
                .single();
    }

    private List<String> events(String job) {
        return jdbc.sql("select event from core.outbox where subject = ? order by xid, id")
                .param(Ids.parse(job))
                .query(String.class)
                .list();
    }

    private void complete(String job, String miner, String output) {
        end(job, "COMPLETED", miner, """
                {"metadata":{"result":{"output":"%s","execution_time":%d}}}""".formatted(output, System.nanoTime()));
    }

    /** Ends a job as miner-service does. */
    private void end(String job, String state, @Nullable String miner, @Nullable String receipt) {
        jdbc.sql("""
                        with r as (delete from core.ready where id = :job),
                        o as (insert into core.outcome (job_id, state, miner_id, attempt, started_at, price, receipt_id, receipt)
                          values (:job, :state, :miner, 1, now(), 1, :id, :receipt::json))
                        insert into core.outbox (event, subject) values ('job.' || lower(:state), :job)""")
                .param("job", Ids.parse(job))
                .param("state", state)
                .param("miner", miner)
                .param("id", receipt == null ? null : Ids.next())
                .param("receipt", receipt)
                .update();
    }

    /** What a miner has been found to be, in this order. */
    private void evidence(String miner, String... verdicts) {
        for (String verdict : verdicts) {
            jdbc.sql("""
                            insert into core.assurance_run (run_id, job_id, number, miner_id, verdict, judged_at, evidence)
                            values (?, ?, 1, ?, ?, now(), nextval('core.assurance_evidence'))""").params(Ids.next(), Ids.next(), miner, verdict).update();
        }
    }

    private long lastEvidence() {
        return jdbc.sql("select coalesce(max(evidence), 0) from core.assurance_run")
                .query(Long.class)
                .single();
    }

    private JsonNode evidence(long after, int limit) {
        return json(as(
                        "marketplace-service",
                        Role.SERVICE,
                        HttpMethod.GET,
                        "/internal/assurance?after=" + after + "&limit=" + limit)
                .exchange());
    }
}
