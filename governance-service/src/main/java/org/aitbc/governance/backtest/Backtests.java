package org.aitbc.governance.backtest;

import java.time.*;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.governance.backtest.Backtest.*;
import org.aitbc.governance.backtest.Backtest.Report;
import org.aitbc.governance.parameter.ParameterVersions;
import org.aitbc.governance.parameter.ParameterVersions.Change;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Backtests, which a sweep of their own runs one after the other, so that no vote waits for them. */
@Component
public record Backtests(
        JdbcClient jdbc, ReplayFees replayFees, ParameterVersions versions, DatabaseClock clock, Sweeps sweeps) {

    public static final int DAYS = 30;

    private static final Duration BUDGET = Duration.ofSeconds(30);
    private static final Duration REST = Duration.ofMinutes(1);
    private static final Duration GIVEN_UP = Duration.ofDays(1);

    private record Task(List<Change> changes, int days) {}

    /** For a proposal that changes parameters; for others it does nothing. One that waits already is asked for once more. */
    public void queue(UUID proposal, int days) {
        jdbc.sql("""
            insert into governance.backtest (backtest_id, proposal_id, changes, days, requested_at, due_at)
            select :id, p.id, p.execution_payload -> 'changes', :days, :now, greatest(:now, (
              select max(finished_at) + make_interval(secs => :rest) from governance.backtest where proposal_id = p.id))
            from governance.proposal p where p.id = :proposal and p.category = 'parameter'
            on conflict (proposal_id) where status in ('queued', 'failed')
              do update set requested_at = excluded.requested_at, days = excluded.days""")
                .param("id", Ids.next())
                .param("proposal", proposal)
                .param("days", days)
                .param("now", clock.now())
                .param("rest", REST.toSeconds())
                .update();
    }

    Backtest require(UUID proposal) {
        return jdbc.sql("select * from governance.backtest where proposal_id = ? order by backtest_id desc limit 1")
                .param(proposal)
                .query(Backtest.class)
                .optional()
                .orElseThrow(Backtests::unknown);
    }

    String proposer(UUID proposal) {
        return jdbc.sql("select proposer_id from governance.proposal where id = ? and category = 'parameter'")
                .param(proposal)
                .query(String.class)
                .optional()
                .orElseThrow(Backtests::unknown);
    }

    private static NotFound unknown() {
        return new NotFound("BACKTEST_NOT_FOUND", "there is no proposal with this id that changes parameters");
    }

    @Scheduled(fixedDelayString = "${aitbc.governance.look:1s}")
    void sweep() {
        sweeps.eachOutside("backtest", this::due, this::run);
    }

    private List<UUID> due() {
        Instant now = clock.now();
        return jdbc.sql("""
            select backtest_id from governance.backtest
            where status in ('queued', 'failed') and due_at <= ? and requested_at > ? order by due_at limit 20""").params(now, now.minus(GIVEN_UP)).query(UUID.class).list();
    }

    void run(UUID id) {
        // also one that ends by a crash is not due again at once
        Instant now = clock.now();
        Optional<Task> claimed =
                jdbc.sql("""
            update governance.backtest set due_at = ?
            where backtest_id = ? and status in ('queued', 'failed') and due_at <= ?
            returning changes, days""").params(now.plus(REST), id, now).query(Task.class).optional();
        claimed.ifPresent(task -> {
            try {
                finish(id, task, replay(task));
            } catch (DomainException refused) {
                fail(id, refused.code());
            } catch (DataAccessException away) {
                fail(id, "DATABASE_UNAVAILABLE");
            }
        });
    }

    private Report replay(Task task) {
        long deadline = System.nanoTime() + BUDGET.toNanos();
        Instant now = clock.now();
        List<Changed> changes = task.changes.stream()
                .map(one -> new Changed(one.parameter(), versions.current(one.parameter()), one.value()))
                .toList();
        return replayFees.report(changes, now.minus(Duration.ofDays(task.days)), now, deadline);
    }

    /** Where other days have been asked for meanwhile, it is run again. */
    private void finish(UUID id, Task task, Report report) {
        Status status = report.differences().isEmpty() ? Status.DONE : Status.INCONSISTENT;
        jdbc.sql("""
            update governance.backtest set status = ?, report = ?, finished_at = ?, error = null
            where backtest_id = ? and report is null and days = ?""").params(status, report, clock.now(), id, task.days).update();
    }

    private void fail(UUID id, String code) {
        jdbc.sql("update governance.backtest set status = 'failed', error = ? where backtest_id = ? and report is null")
                .params(code, id)
                .update();
    }
}
