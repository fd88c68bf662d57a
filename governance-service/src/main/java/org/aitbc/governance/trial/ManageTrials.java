package org.aitbc.governance.trial;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.governance.council.Membership;
import org.aitbc.governance.parameter.ParameterVersions;
import org.aitbc.governance.parameter.ParameterVersions.*;
import org.aitbc.governance.trial.Metric.Measured;
import org.aitbc.governance.trial.Trial.*;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.outbox.OutboxWriter;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens trials, watches them, and takes back what breaks a guardrail or what a guardian refuses. */
@Service
public record ManageTrials(
        Trials trials,
        ParameterVersions versions,
        Membership membership,
        DatabaseClock clock,
        OutboxWriter outbox,
        Sweeps sweeps,
        JdbcClient jdbc,
        TransactionTemplate transactions) {

    private static final Duration WEEK = Duration.ofDays(7);

    /** @throws Invalid when a value could not be brought back, since services refuse it */
    public void requireRevertible(List<Change> changes) {
        changes.forEach(one -> requireRevertible(one, versions.current(one.parameter())));
    }

    private static void requireRevertible(Change change, BigDecimal before) {
        String why = change.parameter().text() + ": is out of bounds now, so a trial could not bring it back";
        Invalid.when(!change.parameter().allows(before), "OUT_OF_BOUNDS", why);
    }

    /** In the transaction that makes the change. */
    public void open(UUID proposal, List<Written> changes, List<Guardrail> guardrails, int days) {
        changes.forEach(one -> requireRevertible(new Change(one.parameter(), one.value()), one.before()));
        Instant now = clock.now();
        List<Watched> watched = guardrails.stream()
                .map(one -> new Watched(one, limit(one, now), null, 0, 0))
                .toList();
        trials.save(new Trial(proposal, changes, watched, now.plus(ParameterVersions.AHEAD), Duration.ofDays(days)));
    }

    private @Nullable BigDecimal limit(Guardrail guardrail, Instant now) {
        if (!guardrail.isRelative()) {
            return guardrail.bound();
        }
        Measured before = guardrail.metric().measure(jdbc, now.minus(WEEK), now);
        BigDecimal value = before.samples() < guardrail.samples() ? null : before.value();
        return value == null ? null : guardrail.bound().multiply(value);
    }

    @Scheduled(fixedDelayString = "${aitbc.governance.trial-look:1m}")
    void sweep() {
        sweeps.each("trial", () -> trials.due(clock.now().minus(Trial.PAUSE)), this::look);
    }

    private void look(UUID id) {
        Trial trial = trials.lock(id);
        Instant now = clock.now();
        if (!trial.isDue(now)) {
            return;
        }
        if (!versions.areNewest(trial.changes)) {
            trial.end(State.SUPERSEDED, null, now);
        } else if (!now.isBefore(trial.endsAt)) {
            trial.end(State.KEPT, null, now);
        } else if (trial.look(
                        now, one -> one.metric().measure(jdbc, now.minus(Duration.ofHours(one.windowHours())), now))
                && !revert(trial, null, now)) {
            trial.end(State.SUPERSEDED, null, now);
        }
    }

    /**
     * @throws Forbidden for anybody but guardians
     * @throws Conflict when the trial is over, or a later proposal has changed a value
     */
    public void revert(Caller caller, UUID proposal) {
        Forbidden.when(!membership.isGuardian(caller.subject()), "NOT_A_GUARDIAN", "guardians take changes back");
        transactions.executeWithoutResult(_ -> {
            Trial trial = trials.lock(proposal);
            Instant now = clock.now();
            Conflict.when(!trial.isWatching() || !now.isBefore(trial.endsAt), "NOT_IN_TRIAL", "the trial is over");
            boolean superseded = !revert(trial, caller.subject(), now);
            Conflict.when(superseded, "SUPERSEDED", "a later proposal has changed the value");
        });
    }

    private boolean revert(Trial trial, @Nullable String guardian, Instant now) {
        if (!versions.revert(trial.id(), trial.changes)) {
            return false;
        }
        trial.end(State.REVERTED, guardian, now);
        outbox.tell("governance.reverted", trial.id());
        return true;
    }
}
