package org.aitbc.payment.escrow;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.escrow.Settlement.Part;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the payments of jobs that have ended come to; {@link Settlements} makes it so. */
@Component
class EndedJobs {

    /**
     * What jobs came to. The rows stay locked. The money of a run that is checked waits for its verdict, which may pay it for
     * another run. A result that no other run confirmed may be disputed for a while, by default where it cost more than 10
     * AITBC or another currency. A second run that a dispute brought about counts against a result only if it refutes it.
     */
    private static final String ENDED = """
            select %s, o.state, o.price, j.payment_amount is not null as fixed,
                   greatest(1, extract(epoch from j.expires_at - j.requested_at)) as seconds, o.miner_id as worker, m.owner as worker_owner,
                   coalesce((a.verdict = 'disagreed' or (a.verdict = 'undecided' and d.run is null)) and a.payee_run is null, false)
                     as unpaid,
                   coalesce(a.verdict = 'disagreed', false) as refuted, coalesce(d.by_payer, false) as by_payer,
                   case when o.state = 'COMPLETED' and (a.run_id is null or (a.verdict = 'unchecked' and a.run_id = a.job_id))
                     then coalesce(a.judged_at, o.ended_at) + make_interval(secs => coalesce(
                            j.dispute_window, case when p.currency <> 'AITBC' or least(o.price, p.amount) > 10 then 600 else 0 end)) end as window_end,
                   clock_timestamp() as now
            from core.payment p left join core.assurance_run a on a.run_id = p.job_id
            left join payment.dispute d on d.payment = p.id
            join core.outcome o on o.job_id = coalesce(a.payee_run, p.job_id) join core.job j on j.id = p.job_id
            left join core.miner m on m.id = o.miner_id
            where p.job_id = any(:jobs) and (a.run_id is null or a.verdict is not null) and %s order by p.id for update of p""";

    /** Those that nothing was decided about. */
    static final String ESCROWED = ENDED.formatted(Payment.COLUMNS, "p.status = 'escrowed'");

    /** Those whose dispute a second run or the time has decided. */
    static final String DISPUTE_OVER = ENDED.formatted(
            Payment.COLUMNS,
            "p.status = 'disputed' and ((d.run is not null and a.verdict in ('agreed', 'disagreed')) or "
                    + Disputes.DEADLINE + " <= now())");

    static final String DISPUTED = ENDED.formatted(Payment.COLUMNS, "p.status = 'disputed'");

    private static final String SAVED = """
            select c.job_id, c.miner_id, m.owner, c.share::text::numeric as share, extract(epoch from c.at - c.started_at) as seconds
            from core.checkpoint c join core.miner m on m.id = c.miner_id where c.job_id = any(?) order by c.job_id, c.attempt""";

    private final JdbcClient jdbc;

    EndedJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param seconds that the job had
     * @param unpaid whether the result did not stand its check
     * @param refuted whether other runs agreed on another result
     * @param byPayer whether the payer disputed it
     * @param windowEnd until when its result may be disputed; null where it may not
     */
    record Ended(
            Payment payment,
            String state,
            @Nullable BigDecimal price,
            boolean fixed,
            BigDecimal seconds,
            @Nullable String worker,
            @Nullable String workerOwner,
            boolean unpaid,
            boolean refuted,
            boolean byPayer,
            @Nullable Timestamp windowEnd,
            Timestamp now) {

        /** What the outcome has a price for, as far as it is held. */
        List<Part> done() {
            BigDecimal due = price == null ? Amounts.ZERO : Amounts.floor(price.min(payment.amount()));
            return due.signum() == 0 || worker == null || workerOwner == null
                    ? List.of()
                    : List.of(Part.of(due, workerOwner, worker));
        }

        /** The most that a second may be worth: the network has a price in AITBC only. */
        BigDecimal perSecond() {
            return payment.currency() == Currency.AITBC
                    ? Requirement.NETWORK_PRICE
                    : payment.amount().divide(seconds, MathContext.DECIMAL64);
        }

        boolean isDisputable() {
            return windowEnd != null && windowEnd.after(now);
        }
    }

    /** @param sql one of those above */
    List<Ended> find(String sql, Collection<UUID> jobs) {
        return jdbc.sql(sql)
                .param("jobs", jobs.toArray(UUID[]::new))
                .query(EndedJobs::ended)
                .list();
    }

    List<Settlement> decide(List<Ended> jobs) {
        UUID[] interrupted = jobs.stream()
                .filter(EndedJobs::isInterrupted)
                .map(job -> job.payment().jobId())
                .toArray(UUID[]::new);
        Map<UUID, List<SavedWork>> saved = interrupted.length == 0 ? Map.of() : saved(interrupted);
        return jobs.stream()
                .map(job -> decide(job, saved.getOrDefault(job.payment().jobId(), List.of())))
                .toList();
    }

    /**
     * A completed job is paid for: its price, or as much of it as is held. Of a canceled one, the work that was saved where
     * the price is fixed, and the time that its outcome has a price for. Everything else goes back, and what did not stand the
     * check.
     */
    private static Settlement decide(Ended job, List<SavedWork> saved) {
        Payment payment = job.payment();
        if (job.unpaid()) {
            return Settlement.refund(payment, Resolution.VOIDED, "the result did not stand its check by other runs");
        }
        List<Part> done = job.done();
        if (job.state().equals("COMPLETED")) {
            return done.isEmpty()
                    ? Settlement.refund(payment, Resolution.VOIDED, null)
                    : new Settlement(payment, done, Resolution.POSTED, null);
        }
        List<Part> worth = job.state().equals("CANCELED")
                ? SavedWork.orTime(payment.amount(), SavedWork.worth(payment.amount(), job.perSecond(), saved), done)
                : List.of();
        return worth.isEmpty()
                ? Settlement.refund(
                        payment, Resolution.VOIDED, "job " + job.state().toLowerCase(Locale.ROOT))
                : new Settlement(payment, worth, Resolution.POSTED, "canceled; the work done until then is paid");
    }

    private static boolean isInterrupted(Ended job) {
        return job.state().equals("CANCELED") && job.fixed();
    }

    private Map<UUID, List<SavedWork>> saved(UUID[] jobs) {
        return jdbc
                .sql(SAVED)
                .param(jobs)
                .query((row, _) -> Map.entry(
                        row.getObject("job_id", UUID.class),
                        new SavedWork(
                                row.getString("miner_id"),
                                row.getString("owner"),
                                row.getBigDecimal("share"),
                                row.getBigDecimal("seconds"))))
                .list()
                .stream()
                .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private static Ended ended(ResultSet row, int number) throws SQLException {
        return new Ended(
                Payment.of(row, number),
                row.getString("state"),
                row.getBigDecimal("price"),
                row.getBoolean("fixed"),
                row.getBigDecimal("seconds"),
                row.getString("worker"),
                row.getString("worker_owner"),
                row.getBoolean("unpaid"),
                row.getBoolean("refuted"),
                row.getBoolean("by_payer"),
                row.getTimestamp("window_end"),
                row.getTimestamp("now"));
    }
}
