package org.aitbc.governance.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.*;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.payment.FeeReplay.*;
import org.aitbc.governance.GovernanceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class BacktestTests extends GovernanceTest {

    @Autowired
    private Backtests backtests;

    private final String proposer = someone("proposer");

    @BeforeEach
    void someoneProposes() {
        key(proposer, "client");
        stakes.stake(proposer, "1000");
        Map.of("payments.network_fee", "0.025", "staking.fee_share", "0.2")
                .forEach((name, value) ->
                        jdbc.sql("""
                    insert into core.parameter_use (service, name, value, version) values ('some', ?, ?, 0)
                    on conflict do nothing""").params(name, new BigDecimal(value)).update());
    }

    private String changing(String... parametersAndValues) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < parametersAndValues.length; i += 2) {
            changes.add("{\"parameter\": \"%s\", \"value\": %s}"
                    .formatted(parametersAndValues[i], parametersAndValues[i + 1]));
        }
        return proposal(
                proposer, ", \"category\": \"parameter\", \"execution_payload\": {\"changes\": " + changes + "}");
    }

    private JsonNode backtest(String proposal) {
        return read(get("/v1/governance/proposals/" + proposal + "/backtest"));
    }

    private MvcTestResult rerun(String caller, Role role, String proposal) {
        return post(caller, role, "/v1/governance/proposals/" + proposal + "/backtest?days=7", "");
    }

    private JsonNode run(String proposal) {
        backtests.run(id(backtest(proposal).path("backtest_id").stringValue()));
        return backtest(proposal);
    }

    private static Owner owner(String name, String net, String newNet) {
        return new Owner(
                name, number(net), number(newNet), number("0.02"), number("0.01"), number("0.5"), number("0.25"));
    }

    private static JsonNode figure(JsonNode effect, String name) {
        return effect.path("figures")
                .valueStream()
                .filter(one -> one.path("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertFigure(JsonNode effect, String name, String baseline, String proposed) {
        JsonNode one = figure(effect, name);
        assertThat(number(one.path("baseline"))).as(name).isEqualTo(number(baseline));
        assertThat(number(one.path("proposed"))).as(name).isEqualTo(number(proposed));
    }

    @Test
    void aChangeOfFeesIsReplayedInTheBackgroundPageByPage() {
        Instant older = Instant.now().minus(Duration.ofDays(20));
        stakes.replay(
                new Page(
                        90,
                        "cd",
                        50L,
                        older,
                        4,
                        List.of(owner("one", "10", "11"), owner("two", "5", "6.5")),
                        List.of()),
                new Page(
                        50,
                        "ab",
                        null,
                        older,
                        2,
                        List.of(owner("one", "1", "1.5"), owner("three", "100", "100")),
                        List.of()));
        String proposal = changing("payments.network_fee", "0.02", "staking.fee_share", "0.25");
        JsonNode waiting = backtest(proposal);
        assertThat(waiting.path("status").stringValue()).isEqualTo("queued");
        assertThat(waiting.path("report").isNull()).isTrue();
        assertThat(seen(proposal).path("backtest_id")).isEqualTo(waiting.path("backtest_id"));
        JsonNode done = run(proposal);
        assertThat(done.path("status").stringValue()).isEqualTo("done");
        JsonNode report = done.path("report");
        assertThat(report.path("payments").intValue()).isEqualTo(6);
        assertThat(report.path("ledger_seq").intValue()).isEqualTo(90);
        assertThat(report.path("digest").stringValue()).isEqualTo("cd");
        assertThat(report.path("complete").booleanValue()).isTrue();
        JsonNode effect = report.at("/effects/0");
        assertThat(effect.path("parameters").size()).isEqualTo(2);
        assertFigure(effect, "network_revenue", "2", "1");
        assertFigure(effect, "miners_net", "116", "119");
        assertFigure(effect, "miners_net_median", "11", "12.5");
        assertFigure(effect, "miners_net_p90", "100", "100");
        assertFigure(effect, "stakers_pools", "0.08", "0.04");
        assertThat(effect.path("most_affected")
                        .valueStream()
                        .map(one -> one.path("name").stringValue()))
                .containsExactly("one", "two");
        assertThat(effect.path("cannot_tell").stringValue()).isNotBlank();
        assertThat(stakes.wanted()).extracting(Wanted::through).containsExactly(null, 50L);
        assertThat(stakes.wanted().getFirst().networkFee()).isEqualByComparingTo("0.02");
        assertThat(stakes.wanted().getFirst().feeShare()).isEqualByComparingTo("0.25");
    }

    @Test
    void theTenMostAffectedAreTold() {
        Owner[] owners = IntStream.range(0, 15)
                .mapToObj(i -> owner("o" + i, "100", String.valueOf(100 - i)))
                .toArray(Owner[]::new);
        stakes.replay(new Page(1, "ab", null, Instant.now(), 15, List.of(owners), List.of()));
        JsonNode effect = run(changing("payments.network_fee", "0.03")).at("/report/effects/0");
        assertThat(effect.path("most_affected")
                        .valueStream()
                        .map(one -> one.path("name").stringValue()))
                .containsExactly("o14", "o13", "o12", "o11", "o10", "o9", "o8", "o7", "o6", "o5");
        assertFigure(effect, "miners_net_median", "100", "93");
    }

    @Test
    void aLedgerThatIsNotWhatTheValuesMakeOfItIsInconsistentAndHasNoFigures() {
        Difference difference =
                new Difference(Ids.next(), "a payment", Instant.now(), "RATES", number("0.1"), number("0.2"));
        stakes.replay(new Page(9, "ab", null, Instant.now(), 1, List.of(), List.of(difference)));
        JsonNode backtest = run(changing("payments.network_fee", "0.02", "governance.timelock", "172801"));
        assertThat(backtest.path("status").stringValue()).isEqualTo("inconsistent");
        assertThat(backtest.at("/report/differences/0/posting").stringValue())
                .isEqualTo(Ids.text(difference.posting()));
        assertThat(backtest.at("/report/effects/0/reason").stringValue()).isEqualTo("INCONSISTENT");
        assertThat(backtest.at("/report/effects/0/figures").isNull()).isTrue();
    }

    @Test
    void whileTheLedgerIsAwayItFailsAndIsTriedAgainForADay() {
        String proposal = changing("payments.network_fee", "0.02");
        stakes.away(true);
        clock.stop();
        JsonNode failed = run(proposal);
        assertThat(failed.path("status").stringValue()).isEqualTo("failed");
        assertThat(failed.path("error").stringValue()).isEqualTo("SERVICE_UNAVAILABLE");
        stakes.away(false);
        assertThat(run(proposal).path("status").stringValue()).as("not at once").isEqualTo("failed");
        clock.forward(Duration.ofMinutes(1));
        backtests.sweep();
        assertThat(backtest(proposal).path("status").stringValue()).isEqualTo("done");
        String other = changing("payments.network_fee", "0.021");
        stakes.away(true);
        run(other);
        stakes.away(false);
        clock.forward(Duration.ofDays(1).plusSeconds(1));
        backtests.sweep();
        assertThat(backtest(other).path("status").stringValue()).isEqualTo("failed");
        assertThat(rerun(proposer, Role.CLIENT, other)).hasStatusOk();
        backtests.sweep();
        assertThat(backtest(other).path("status").stringValue()).isEqualTo("done");
    }

    @Test
    void whatTheLedgerToldBeforeItWentAwayIsKept() {
        Instant older = Instant.now().minus(Duration.ofDays(20));
        stakes.replay(new Page(90, "cd", 50L, older, 4, List.of(owner("one", "10", "11")), List.of()));
        stakes.onReplay(() -> stakes.away(true));
        JsonNode done = run(changing("payments.network_fee", "0.02"));
        assertThat(done.path("status").stringValue()).isEqualTo("done");
        assertThat(done.at("/report/payments").intValue()).isEqualTo(4);
        assertThat(done.at("/report/complete").booleanValue()).isFalse();
        assertThat(Instant.parse(done.at("/report/since").stringValue())).isBetween(older.minusMillis(1), older);
    }

    @Test
    void otherDaysThatAreAskedForDuringARunAreRunNext() {
        String proposal = changing("payments.network_fee", "0.02");
        clock.stop();
        stakes.onReplay(() -> read(rerun(proposer, Role.CLIENT, proposal)));
        JsonNode waiting = run(proposal);
        assertThat(waiting.path("status").stringValue()).isEqualTo("queued");
        assertThat(waiting.path("days").intValue()).isEqualTo(7);
        clock.forward(Duration.ofMinutes(1));
        assertThat(run(proposal).path("status").stringValue()).isEqualTo("done");
        assertThat(stakes.wanted().getLast().from())
                .isEqualTo(stakes.wanted()
                        .getFirst()
                        .from()
                        .plus(Duration.ofDays(23))
                        .plus(Duration.ofMinutes(1)));
    }

    @Test
    void proposersAndAdminsRunItAgainAMinuteLater() {
        String proposal = changing("payments.network_fee", "0.02");
        clock.stop();
        String first = run(proposal).path("backtest_id").stringValue();
        assertProblem(rerun(client, Role.CLIENT, proposal), 403, "NOT_YOUR_PROPOSAL");
        assertThat(http.post()
                        .uri("/v1/governance/proposals/" + proposal + "/backtest")
                        .exchange())
                .hasStatus(401);
        JsonNode again = read(rerun(proposer, Role.CLIENT, proposal));
        assertThat(again.path("backtest_id").stringValue()).isNotEqualTo(first);
        assertThat(again.path("days").intValue()).isEqualTo(7);
        assertThat(read(rerun(admin, Role.ADMIN, proposal)).path("backtest_id")).isEqualTo(again.path("backtest_id"));
        assertThat(run(proposal).path("status").stringValue()).isEqualTo("queued");
        clock.forward(Duration.ofMinutes(1));
        stakes.replay(new Page(7, "ef", null, Instant.now(), 1, List.of(), List.of()));
        assertThat(run(proposal).at("/report/ledger_seq").intValue()).isEqualTo(7);
        assertThat(seen(proposal).path("backtest_id")).isEqualTo(again.path("backtest_id"));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql(
                                "update governance.backtest set report = null, status = 'queued', finished_at = null where backtest_id = ?")
                        .param(id(first))
                        .update());
    }

    @Test
    void whatChangesNoParametersHasNoBacktest() {
        String proposal = proposal(proposer, "");
        assertThat(seen(proposal).path("backtest_id").isNull()).isTrue();
        assertProblem(get("/v1/governance/proposals/" + proposal + "/backtest"), 404, "BACKTEST_NOT_FOUND");
        assertProblem(rerun(proposer, Role.CLIENT, proposal), 404, "BACKTEST_NOT_FOUND");
        assertProblem(rerun(admin, Role.ADMIN, Ids.text(Ids.next())), 404, "BACKTEST_NOT_FOUND");
    }

    @Test
    void ofMostParametersNothingIsKept() {
        JsonNode report = run(changing("governance.timelock", "172801")).path("report");
        assertThat(report.at("/effects/0/figures").isNull()).isTrue();
        assertThat(report.at("/effects/0/reason").stringValue()).isEqualTo("NO_HISTORY");
        assertThat(report.at("/changes/0/value").intValue()).isEqualTo(172801);
        assertThat(stakes.wanted()).as("the ledger tells nothing about it").isEmpty();
    }

    @Test
    void olderReportsWithReasonsAndFiguresOfTheirOwnAreAnsweredAsTheyAre() {
        String proposal = changing("governance.timelock", "172801");
        jdbc.sql("""
            update governance.backtest set status = 'done', finished_at = now(), report = ?::json
            where proposal_id = ?""").params("""
                {"changes": [], "since": "2026-01-01T00:00:00Z", "until": "2026-01-31T00:00:00Z", "complete": true,
                 "payments": 0, "ledger_seq": null, "digest": null, "differences": [], "effects": [
                   {"parameters": ["lease.max_attempts"], "reason": null, "most_affected": [], "cannot_tell": "more",
                    "figures": [{"name": "jobs_failed_for_attempts", "baseline": 1, "proposed": null}]},
                   {"parameters": ["governance.quorum_fraction"], "figures": null, "reason": "TIMED_OUT",
                    "most_affected": [], "cannot_tell": "anything, in the time it had"}]}""", id(proposal)).update();
        JsonNode effects = backtest(proposal).at("/report/effects");
        assertThat(effects.at("/0/figures/0/proposed").isNull()).isTrue();
        assertThat(effects.at("/1/reason").stringValue()).isEqualTo("TIMED_OUT");
    }
}
