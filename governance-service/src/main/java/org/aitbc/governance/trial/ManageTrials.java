package org.aitbc.governance.trial;

import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.governance.council.Membership;
import org.aitbc.governance.parameter.ParameterVersions;
import org.aitbc.governance.parameter.ParameterVersions.*;
import org.aitbc.governance.trial.Trial.*;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.outbox.OutboxWriter;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.slf4j.*;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** Opens trials, watches them, and takes back what breaks a guardrail or what a guardian refuses. */
@Service
public record ManageTrials(
        Trials trials,
        ParameterVersions versions,
        Membership membership,
        DatabaseClock clock,
        OutboxWriter outbox,
        Sweeps sweeps,
        JdbcClient jdbc) {

    private static final Logger LOG = LoggerFactory.getLogger(ManageTrials.class);

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
        List<Watched> watched = guardrails.stream().map(Watched::of).toList();
        Instant starts = clock.now().plus(ParameterVersions.AHEAD);
        trials.save(new Trial(proposal, changes, watched, starts, Duration.ofDays(days)));
    }

    @Scheduled(fixedDelayString = "${aitbc.governance.trial-look:1m}")
    void sweep() {
        sweeps.eachOutside("trial", () -> trials.due(clock.now().minus(Trial.PAUSE)), this::look);
    }

    private void look(UUID id) {
        Trial seen = trials.require(id);
        Instant now = clock.now();
        if (!seen.isDue(now)) {
            return;
        }
        List<Watched> looked =
                seen.guardrails.stream().map(one -> look(seen, one, now)).toList();
        trials.change(id, trial -> {
            // else somebody was faster
            if (trial.isWatching() && Objects.equals(trial.lookedAt, seen.lookedAt)) {
                judge(trial, looked, now);
            }
        });
    }

    /** What cannot be measured now stays as it was, and does not keep the others from it. */
    private Watched look(Trial trial, Watched one, Instant now) {
        try {
            return trial.look(one, jdbc, now);
        } catch (DataAccessException unknown) {
            LOG.warn("trial {}: {} is not measured", trial.id(), one.guardrail().metric(), unknown);
            return one;
        }
    }

    private void judge(Trial trial, List<Watched> looked, Instant now) {
        boolean broken = trial.looked(looked, now);
        if (!versions.areNewest(trial.changes) || (broken && !revert(trial, null, now))) {
            trial.end(State.SUPERSEDED, null, now);
        } else if (trial.isWatching() && trial.isOver(now)) {
            trial.end(State.KEPT, null, now);
        }
    }

    /**
     * @throws Forbidden for anybody but guardians
     * @throws Conflict when the trial is over, or a later proposal has changed a value
     */
    public void revert(Caller caller, UUID proposal) {
        Forbidden.when(!membership.isGuardian(caller.subject()), "NOT_A_GUARDIAN", "guardians take changes back");
        trials.change(proposal, trial -> {
            Instant now = clock.now();
            Conflict.when(!trial.isWatching() || trial.isOver(now), "NOT_IN_TRIAL", "the trial is over");
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
