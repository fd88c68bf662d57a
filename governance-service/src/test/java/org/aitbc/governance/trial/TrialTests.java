package org.aitbc.governance.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.*;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.stream.IntStream;
import org.aitbc.governance.GovernanceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class TrialTests extends GovernanceTest {

    private static final String NAME = "lease.max_attempts";
    private static final String JOBS = """
            {"metric": "jobs_completed_per_hour", "comparison": ">=", "bound": 5, "window_hours": 1}""";

    @Autowired
    private ManageTrials manageTrials;

    @BeforeEach
    void nothingHappened() {
        jdbc.sql("truncate core.job, core.outcome, core.payment, core.miner, core.miner_beat")
                .update();
        jdbc.sql("""
            insert into core.parameter_use (service, name, value, version) values ('miner-service', ?, 3, 0) on conflict do nothing""").param(NAME).update();
    }

    private BigDecimal value() {
        return jdbc.sql("""
            select coalesce((select value from core.parameter_version where name = :name order by version desc limit 1), 3)""").param("name", NAME).query(BigDecimal.class).single();
    }

    private List<String> causes(String proposal) {
        return jdbc.sql("select cause from core.parameter_version where proposal = ? order by version")
                .param(id(proposal))
                .query(String.class)
                .list();
    }

    /** A change by one, back and forth. */
    private String payload(String trial) {
        int next = value().intValue() == 3 ? 4 : 3;
        return """
                , "category": "parameter", "execution_payload": {"changes": [{"parameter": "%s", "value": %d}]%s}""".formatted(NAME, next, trial);
    }

    private static String guarded(String... guardrails) {
        return ", \"trial_days\": 30, \"guardrails\": [" + String.join(", ", guardrails) + "]";
    }

    private String executed(String trial) {
        String voter = staker("1000");
        String id = active(voter, payload(trial));
        vote(voter, id);
        afterVote(id);
        clock.forward(Duration.ofDays(2).plusSeconds(1));
        assertThat(execute(id)).hasStatusOk();
        return id;
    }

    private JsonNode trial(String proposal) {
        return seen(proposal).path("trial");
    }

    private String state(String proposal) {
        return trial(proposal).path("state").stringValue();
    }

    private int breaches(String proposal) {
        return trial(proposal).at("/guardrails/0/breaches").intValue();
    }

    private void look(Duration later) {
        clock.forward(later);
        manageTrials.sweep();
    }

    /** The first look at a whole window of an hour. */
    private void lookAfterTheWindow() {
        look(Duration.ofMinutes(62));
    }

    private void lookAgain() {
        look(Duration.ofMinutes(1));
    }

    /** Jobs that were asked for ten minutes ago, or before, and ended in some way, or not yet. */
    private void jobs(int number, String state, Duration ago) {
        Instant at = now().minus(ago);
        IntStream.range(0, number).forEach(_ -> {
            UUID job = new UUID(at.toEpochMilli() << 16, UUID.randomUUID().getLeastSignificantBits());
            jdbc.sql("""
                insert into core.job (id, client, class, payload, requested_at, expires_at, payment_currency)
                values (?, 'c', 1, '{}', ?, now(), 'AITBC')""").params(job, at).update();
            if (!state.equals("WAITING")) {
                jdbc.sql("""
                    insert into core.outcome (job_id, state, attempt, started_at, ended_at, receipt)
                    values (:job, :state, 0, :at::timestamptz + interval '40 s', :at::timestamptz + interval '1 min',
                            case :state when 'COMPLETED' then '{}'::json end)""")
                        .param("job", job)
                        .param("state", state)
                        .param("at", at)
                        .update();
            }
        });
    }

    private void demand() {
        jobs(10, "WAITING", Duration.ofMinutes(10));
    }

    private MvcTestResult revert(String principal, String proposal) {
        return post(principal, "/v1/governance/proposals/" + proposal + "/revert", "{}");
    }

    @Test
    void threeBreachesInARowBringBackExactlyTheValueBeforeAndOnce() throws InterruptedException {
        BigDecimal before = value();
        String id = executed(guarded(JOBS));
        assertThat(value()).isNotEqualByComparingTo(before);
        assertThat(state(id)).isEqualTo("watching");
        look(Duration.ofMinutes(30));
        assertThat(trial(id).at("/guardrails/0/value").isNull()).isTrue();
        demand();
        look(Duration.ofMinutes(32));
        demand();
        lookAgain();
        assertThat(breaches(id)).isEqualTo(2);
        manageTrials.sweep();
        assertThat(breaches(id)).isEqualTo(2);
        jobs(5, "COMPLETED", Duration.ofMinutes(10));
        lookAgain();
        assertThat(breaches(id)).isZero();
        lookAfterTheWindow();
        demand();
        lookAgain();
        lookAgain();
        assertThat(breaches(id)).isEqualTo(2);
        clock.forward(Duration.ofMinutes(1));
        atOnce(4, () -> {
            manageTrials.sweep();
            return 0;
        });
        lookAgain();
        assertThat(state(id)).isEqualTo("reverted");
        assertThat(value()).isEqualByComparingTo(before);
        assertThat(causes(id)).containsExactly("proposal", "reverted");
        assertThat(jdbc.sql("select count(*) from core.outbox where event = 'governance.reverted' and subject = ?")
                        .param(id(id))
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(read(get("/v1/governance/parameters/" + NAME + "/versions"))
                        .at("/0/cause")
                        .stringValue())
                .isEqualTo("reverted");
    }

    @Test
    void withoutSamplesThereIsNoBreachAndTheTrialEndsKept() {
        String id = executed(guarded(JOBS));
        BigDecimal changed = value();
        lookAfterTheWindow();
        lookAgain();
        lookAgain();
        assertThat(breaches(id)).isZero();
        assertThat(trial(id).at("/guardrails/0/value").decimalValue()).isZero();
        look(Duration.ofDays(30));
        assertThat(state(id)).isEqualTo("kept");
        demand();
        lookAgain();
        assertThat(value()).isEqualByComparingTo(changed);
        assertProblem(revert(guardian(), id), 409, "NOT_IN_TRIAL");
    }

    @Test
    void aChangeThatALaterProposalHasChangedIsNotReverted() {
        String first = executed(guarded(JOBS));
        executed("");
        BigDecimal later = value();
        assertProblem(revert(guardian(), first), 409, "SUPERSEDED");
        assertThat(state(first)).isEqualTo("watching");
        demand();
        lookAfterTheWindow();
        lookAgain();
        lookAgain();
        assertThat(state(first)).isEqualTo("superseded");
        assertThat(causes(first)).containsExactly("proposal");
        assertThat(value()).isEqualByComparingTo(later);
    }

    @Test
    void aGuardianTakesAChangeBackDuringItsTrial() {
        BigDecimal before = value();
        String guardian = guardian();
        String id = executed(", \"trial_days\": 3");
        assertProblem(revert(client, id), 403, "NOT_A_GUARDIAN");
        JsonNode reverted = read(revert(guardian, id));
        assertThat(reverted.at("/trial/state").stringValue()).isEqualTo("reverted");
        assertThat(reverted.at("/trial/reverted_by").stringValue()).isEqualTo(guardian);
        assertThat(value()).isEqualByComparingTo(before);
        assertProblem(revert(guardian, id), 409, "NOT_IN_TRIAL");
        String untried = executed("");
        assertThat(trial(untried).isNull()).isTrue();
        assertProblem(revert(guardian, untried), 404, "TRIAL_NOT_FOUND");
    }

    @Test
    void aRevertThatIsCutOffIsDoneOnce() {
        BigDecimal before = value();
        String id = executed(guarded(JOBS));
        clock.forward(Duration.ofMinutes(60));
        demand();
        look(Duration.ofMinutes(2));
        lookAgain();
        clock.forward(Duration.ofMinutes(1));
        jdbc.sql("alter table core.outbox add constraint cut_off check (event <> 'governance.reverted') not valid")
                .update();
        try {
            manageTrials.sweep();
        } finally {
            jdbc.sql("alter table core.outbox drop constraint cut_off").update();
        }
        assertThat(state(id)).isEqualTo("watching");
        assertThat(causes(id)).containsExactly("proposal");
        manageTrials.sweep();
        lookAgain();
        assertThat(state(id)).isEqualTo("reverted");
        assertThat(causes(id)).containsExactly("proposal", "reverted");
        assertThat(value()).isEqualByComparingTo(before);
    }

    @Test
    void eachMetricIsMeasuredAndBoundsMayBeRelativeToTheWeekBefore() {
        clock.forward(Duration.ofDays(60));
        String voter = staker("1000");
        String id = active(
                voter,
                payload(guarded(Arrays.stream(Metric.values())
                        .map(one -> """
                {"metric": "%s", "comparison": "<=", "bound": 0.5, "relative": %b, "window_hours": 2}""".formatted(one.name().toLowerCase(Locale.ROOT), one != Metric.MINERS_ONLINE))
                        .toArray(String[]::new))));
        vote(voter, id);
        afterVote(id);
        clock.forward(Duration.ofDays(2).plusSeconds(1));
        happen(Duration.ofHours(5));
        assertThat(execute(id)).hasStatusOk();
        assertThat(trial(id).at("/guardrails/0/limit").isNull()).isTrue();
        clock.forward(Duration.ofHours(3));
        happen(Duration.ofHours(1));
        manageTrials.sweep();
        List<JsonNode> watched = trial(id).path("guardrails").valueStream().toList();
        // half of what was in the week: 3 jobs, 12 AITBC with a fee of 0.6
        assertThat(watched.stream().map(one -> one.path("limit").decimalValue().setScale(6, RoundingMode.HALF_UP)))
                .containsExactly(decimals("0.008929", "0.125", "20", "0.5", "0.857143", "0.042857"));
        assertThat(watched.stream().map(one -> one.path("value").decimalValue().setScale(6, RoundingMode.HALF_UP)))
                .containsExactly(decimals("1.5", "0.25", "40", "1", "144", "7.2"));
        assertThat(watched.stream().map(one -> one.path("samples").intValue())).containsExactly(5, 4, 4, 2, 1, 1);
        assertThat(watched.stream().map(one -> one.path("breaches").intValue())).containsOnly(1);
    }

    @Test
    void guardrailsAreMeasuredOutsideOfTransactionsAndOneThatCannotBeKeepsNoneFromIt() {
        BigDecimal before = value();
        String miners = """
                {"metric": "miners_online", "comparison": ">=", "bound": 1, "window_hours": 1}""";
        String id = executed(guarded(JOBS, miners));
        clock.forward(Duration.ofMinutes(60));
        demand();
        happen(Duration.ofMinutes(10));
        look(Duration.ofMinutes(2));
        assertThat(trial(id).at("/guardrails/1/value").intValue()).isEqualTo(1);
        jdbc.sql("alter table core.miner_beat rename to beats").update();
        try {
            lookAgain();
            assertThat(breaches(id)).isEqualTo(2);
            assertThat(trial(id).at("/guardrails/1/value").intValue()).isEqualTo(1);
            jdbc.sql("""
                create view core.miner_beat as select * from core.beats where pg_current_xact_id_if_assigned() is null""").update();
            jdbc.sql("update core.beats set online = true").update();
            lookAgain();
        } finally {
            jdbc.sql("drop view if exists core.miner_beat").update();
            jdbc.sql("alter table core.beats rename to miner_beat").update();
        }
        assertThat(trial(id).at("/guardrails/1/value").intValue()).isEqualTo(2);
        assertThat(state(id)).isEqualTo("reverted");
        assertThat(value()).isEqualByComparingTo(before);
    }

    @Test
    void aWeekOfNothingMakesNoLimit() {
        clock.forward(Duration.ofDays(60));
        String voter = staker("1000");
        String id = active(
                voter,
                payload(guarded(JOBS.replace(">=", "<=").replace("\"bound\"", "\"relative\": true, \"bound\""))));
        vote(voter, id);
        afterVote(id);
        clock.forward(Duration.ofDays(2).plusSeconds(1));
        demand();
        assertThat(execute(id)).hasStatusOk();
        clock.forward(Duration.ofMinutes(50));
        jobs(5, "COMPLETED", Duration.ofMinutes(10));
        look(Duration.ofMinutes(12));
        assertThat(trial(id).at("/guardrails/0/value").decimalValue()).isEqualByComparingTo("5");
        assertThat(trial(id).at("/guardrails/0/limit").isNull()).isTrue();
        assertThat(breaches(id)).isZero();
    }

    @Test
    void whatExpiredInTheQueueWaitedThere() {
        String id = executed(guarded(
                JOBS.replace("jobs_completed_per_hour", "queue_wait_p95").replace(">=", "<=")));
        clock.forward(Duration.ofMinutes(50));
        jobs(1, "COMPLETED", Duration.ofMinutes(10));
        jobs(2, "EXPIRED", Duration.ofMinutes(10));
        jobs(1, "CANCELED", Duration.ofMinutes(10));
        jdbc.sql("update core.outcome set started_at = null where state in ('EXPIRED', 'CANCELED')")
                .update();
        look(Duration.ofMinutes(12));
        assertThat(trial(id).at("/guardrails/0/samples").intValue()).isEqualTo(3);
        assertThat(trial(id).at("/guardrails/0/value").intValue()).isEqualTo(60);
    }

    @Test
    void aTrialThatNobodyLookedAtIsJudgedOnceAtItsEnd() {
        BigDecimal before = value();
        String unseen = executed(guarded(JOBS));
        clock.forward(Duration.ofDays(30).plusHours(3));
        demand();
        manageTrials.sweep();
        assertThat(state(unseen)).as("what came after its end says nothing").isEqualTo("kept");
        BigDecimal kept = value();
        assertThat(kept).isNotEqualByComparingTo(before);
        String broken = executed(guarded(JOBS));
        clock.forward(Duration.ofDays(30).minusMinutes(10));
        demand();
        look(Duration.ofHours(3));
        assertThat(state(broken)).isEqualTo("reverted");
        assertThat(value()).isEqualByComparingTo(kept);
        String watched = executed(guarded(JOBS));
        clock.forward(Duration.ofDays(30).minusMinutes(10));
        demand();
        look(Duration.ofMinutes(10));
        look(Duration.ofMinutes(2));
        assertThat(state(watched)).as("one breach is chance").isEqualTo("kept");
    }

    private static BigDecimal[] decimals(String... values) {
        return Arrays.stream(values).map(one -> new BigDecimal(one).setScale(6)).toArray(BigDecimal[]::new);
    }

    /** Three jobs completed, one failed, one waiting; 12 AITBC paid; one of two miners online. */
    private void happen(Duration ago) {
        jobs(3, "COMPLETED", ago);
        jobs(1, "FAILED", ago);
        jobs(1, "WAITING", ago);
        Instant at = now().minus(ago);
        jdbc.sql("""
            insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at, released, fee, settled_at)
            values (?, gen_random_uuid(), 'p', 12, 'AITBC', 'm', 'released', now(), 12, 0.6, ?)""")
                .params(new UUID(at.toEpochMilli() << 16, UUID.randomUUID().getLeastSignificantBits()), at)
                .update();
        for (String miner : List.of("on", "off")) {
            jdbc.sql("""
                insert into core.miner (id, owner, capabilities, concurrency) values (?, 'o', '{}', 1) on conflict do nothing""").param(miner).update();
        }
        jdbc.sql("""
            insert into core.miner_beat (miner_id, last_seen, online, status, inflight)
            values ('on', now(), true, 'ONLINE', 0), ('off', now(), false, 'OFFLINE', 0) on conflict do nothing""").update();
    }

    @Test
    void whatCannotBeJudgedIsRefused() {
        String proposer = staker("100");
        for (String trial : List.of(
                ", \"trial_days\": 0",
                ", \"trial_days\": 91",
                guarded(JOBS.replace("\"window_hours\": 1", "\"window_hours\": 0")),
                guarded(JOBS.replace("\"window_hours\": 1", "\"window_hours\": 169")),
                guarded(JOBS.replace("jobs_completed_per_hour", "luck")),
                guarded(JOBS.replace(">=", "=")),
                guarded(JOBS.replace("\"bound\": 5", "\"bound\": 1E+500000000")),
                guarded(JOBS.replace("\"bound\": 5", "\"bound\": -1")),
                guarded(JOBS.replace(", \"bound\": 5", "")),
                guarded(JOBS.replace("\"bound\"", "\"min_samples\": 0, \"bound\"")),
                guarded("null"),
                guarded(JOBS.replace("jobs_completed_per_hour", "miners_online")
                        .replace("\"bound\"", "\"relative\": true, \"bound\"")),
                guarded(JOBS)
                        .replace("\"trial_days\": 30", "\"trial_days\": 1")
                        .replace("\"window_hours\": 1", "\"window_hours\": 24"))) {
            MvcTestResult answer =
                    propose(proposer, "{\"title\": \"t\", \"description\": \"d\"" + payload(trial) + "}");
            assertProblem(answer, 422, "VALIDATION_ERROR");
        }
        assertProblem(
                propose(
                        proposer,
                        "{\"title\": \"t\", \"description\": \"d\", \"execution_payload\": {\"trial_days\": 3}}"),
                422,
                "VALIDATION_ERROR");
    }
}
