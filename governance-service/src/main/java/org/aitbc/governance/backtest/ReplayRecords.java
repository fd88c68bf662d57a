package org.aitbc.governance.backtest;

import java.math.*;
import java.time.*;
import java.util.*;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.governance.backtest.Backtest.*;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.*;
import org.springframework.stereotype.Component;

/** What the records of jobs and of own proposals tell of other values; of most parameters nothing was kept. */
@Component
record ReplayRecords(JdbcClient jdbc) {

    /** Jobs that were submitted in the time: their ids begin with it. */
    private static final String ATTEMPTS = """
            with beyond as (
              select o.attempt, o.state, o.error_code, m.released
              from core.outcome o left join core.payment m on m.job_id = o.job_id and m.status = 'released' and m.currency = 'AITBC'
              where o.job_id >= :first and (o.attempt > least(:before, :value) - 1 or o.error_code = 'ATTEMPTS_EXHAUSTED'))
            select count(*) filter (where state = 'COMPLETED' and attempt > :value) as lost,
              coalesce(sum(released) filter (where state = 'COMPLETED' and attempt > :value), 0) as released,
              count(*) filter (where error_code = 'ATTEMPTS_EXHAUSTED') as exhausted,
              count(*) filter (where state = 'COMPLETED' and attempt = :before) as last_try
            from beyond""";

    /** The quorum that was asked for is known only where it was the greater one. */
    private static final String QUORUMS = """
            with p as (
              select *, ceil(total_power * :value * 100000000) / 100000000 as fraction,
                exists (select from (select value from core.parameter_version where name = 'governance.quorum_fraction'
                    union all select value from core.parameter_use where name = 'governance.quorum_fraction') v
                  where quorum_required = ceil(total_power * v.value * 100000000) / 100000000) as by_fraction
              from governance.proposal
              where council_id is null and total_power is not null and state not in ('pending', 'active', 'canceled') and ended_at >= :from),
            q as (
              select *, case when by_fraction then fraction else greatest(fraction, quorum_required) end as quorum,
                state <> 'defeated' as passed from p),
            r as (
              select *, votes_for + votes_abstain >= quorum and votes_for + votes_against + votes_abstain > 0
                and (method <> 'basic' or votes_for > passing_threshold * (votes_for + votes_against)) as would_pass from q)
            select replace(id::text, '-', '') as name, quorum_required as baseline, quorum as proposed, passed, would_pass from r
            order by id desc""";

    private record Attempts(BigDecimal lost, BigDecimal released, BigDecimal exhausted, BigDecimal lastTry) {}

    private record Ended(String name, BigDecimal baseline, BigDecimal proposed, boolean passed, boolean wouldPass) {}

    Effect effect(Changed change, Instant from, long deadline) {
        try {
            return switch (change.parameter()) {
                case MAX_ATTEMPTS -> attempts(change, from, deadline);
                case LEASE_DURATION -> lapses(change, from, deadline);
                case QUORUM_FRACTION -> quorum(change, from, deadline);
                default ->
                    Effect.none(
                            List.of(change.parameter()), Reason.NO_HISTORY, "how anybody would have behaved with it");
            };
        } catch (QueryTimeoutException late) {
            return Effect.none(List.of(change.parameter()), Reason.TIMED_OUT, "anything, in the time it had");
        }
    }

    private JdbcClient.StatementSpec query(String sql, long deadline) {
        long left = Duration.ofNanos(deadline - System.nanoTime()).toSeconds();
        return jdbc.sql(sql).withQueryTimeout(Math.clamp(left / 2, 1, 10));
    }

    private static UUID first(Instant from) {
        return new UUID(from.toEpochMilli() << 16, 0);
    }

    private Effect attempts(Changed change, Instant from, long deadline) {
        Attempts found = query(ATTEMPTS, deadline)
                .param("first", first(from))
                .param("before", change.before())
                .param("value", change.value())
                .query(Attempts.class)
                .single();
        List<Figure> figures = new ArrayList<>();
        if (change.value().compareTo(change.before()) < 0) {
            figures.add(new Figure("jobs_failed_for_attempts", found.exhausted, found.exhausted.add(found.lost)));
            figures.add(new Figure("released_for_these_attempts", found.released, BigDecimal.ZERO));
        } else {
            figures.add(new Figure("jobs_failed_for_attempts", found.exhausted, null));
            BigDecimal tried = found.lastTry.add(found.exhausted);
            if (tried.signum() > 0) {
                BigDecimal rate = found.lastTry.divide(tried, 6, RoundingMode.HALF_UP);
                figures.add(new Figure("success_of_last_attempt", Amounts.normalized(rate), null));
            }
        }
        return of(change, figures, List.of(), "whether one more attempt succeeds; which attempts did not count");
    }

    private Effect lapses(Changed change, Instant from, long deadline) {
        BigDecimal lapses = query(
                        "select coalesce(sum(attempt - 1), 0) from core.outcome where job_id >= ? and attempt > 1",
                        deadline)
                .param(first(from))
                .query(BigDecimal.class)
                .single();
        Figure waited = new Figure(
                "most_seconds_until_lapses_were_seen",
                Amounts.normalized(lapses.multiply(change.before())),
                Amounts.normalized(lapses.multiply(change.value())));
        return of(
                change,
                List.of(waited),
                List.of(),
                "which of the later attempts followed a lapse at all; leases that would have lapsed");
    }

    private Effect quorum(Changed change, Instant from, long deadline) {
        List<Ended> ended = query(QUORUMS, deadline)
                .param("value", change.value())
                .param("from", from)
                .query(Ended.class)
                .list();
        List<Affected> otherwise = ended.stream()
                .filter(one -> one.passed != one.wouldPass)
                .limit(10)
                .map(one -> new Affected(one.name, one.baseline, one.proposed))
                .toList();
        Figure passed = new Figure(
                "proposals_passed",
                BigDecimal.valueOf(ended.stream().filter(Ended::passed).count()),
                BigDecimal.valueOf(ended.stream().filter(Ended::wouldPass).count()));
        return of(change, List.of(passed), otherwise, "turnout; a smaller quorum that a proposer asked for");
    }

    private static Effect of(Changed change, List<Figure> figures, List<Affected> affected, String cannotTell) {
        return new Effect(List.of(change.parameter()), figures, null, affected, cannotTell);
    }
}
