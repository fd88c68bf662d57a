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
import java.util.function.Function;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.escrow.Settlement.Part;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Ledger;
import org.aitbc.payment.ledger.MoneyMeters;
import org.aitbc.payment.ledger.MoneyMeters.Decided;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Result;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Ends payments: the ledger's decision about the hold and the row of {@code core.payment} are one transaction. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Settlements {

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
    private static final String ESCROWED = ENDED.formatted(Payment.COLUMNS, "p.status = 'escrowed'");

    /** Those whose dispute a second run or the time has decided. */
    private static final String DISPUTE_OVER = ENDED.formatted(
            Payment.COLUMNS,
            "p.status = 'disputed' and ((d.run is not null and a.verdict in ('agreed', 'disagreed')) or "
                    + Disputes.DEADLINE + " <= now())");

    private static final String DISPUTED = ENDED.formatted(Payment.COLUMNS, "p.status = 'disputed'");

    /** The payments of jobs and those of their second runs. */
    private static final String LOCK = """
            select id from core.payment where job_id = any(array(
              select unnest(:jobs::uuid[])
              union select d.run from core.payment p join payment.dispute d on d.payment = p.id
                where p.job_id = any(:jobs) and d.run is not null and d.decided_at is null))
            order by id for update""";

    /** The sweep settles what is over its time. */
    private static final String OPEN_WINDOW = """
            update core.payment p set expires_at = i.until, updated_at = clock_timestamp()
            from unnest(:ids::uuid[], :ends::timestamptz[]) as i(id, until) where p.id = i.id""";

    private static final String SAVED = """
            select c.job_id, c.miner_id, m.owner, c.share::text::numeric as share, extract(epoch from c.at - c.started_at) as seconds
            from core.checkpoint c join core.miner m on m.id = c.miner_id where c.job_id = any(?) order by c.job_id, c.attempt""";

    private static final String SETTLE = """
            with done as (
              update core.payment p set status = i.status, released = i.released, fee = i.fee, refunded = p.amount - i.released,
                payee = i.payee, miner_id = i.miner, settlement = i.settlement, settled_at = clock_timestamp(),
                updated_at = clock_timestamp(), reason = coalesce(i.reason, p.reason)
              from unnest(:ids::uuid[], :statuses::text[], :released::numeric[], :fees::numeric[], :payees::text[],
                          :miners::text[], :settlements::uuid[], :reasons::text[])
                as i(id, status, released, fee, payee, miner, settlement, reason)
              where p.id = i.id returning p.id, p.status)
            insert into core.outbox (event, subject) select 'payment.' || status, id from done order by id""";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Fees fees;
    private final Disputes disputes;
    private final MoneyMeters meters;

    Settlements(JdbcClient jdbc, Ledger ledger, Fees fees, Disputes disputes, MoneyMeters meters) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.fees = fees;
        this.disputes = disputes;
        this.meters = meters;
    }

    /**
     * @param seconds that the job had
     * @param unpaid whether the result did not stand its check
     * @param refuted whether other runs agreed on another result
     * @param byPayer whether the payer disputed it
     * @param windowEnd until when its result may be disputed; null where it may not
     */
    private record Ended(
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

    /**
     * Locks what a dispute about these jobs may settle. A posting locks the ledger until the transaction ends, and others lock
     * their payment before it: who posts more than once locks all payments first.
     */
    void lock(Collection<UUID> jobs) {
        jdbc.sql(LOCK)
                .param("jobs", jobs.toArray(UUID[]::new))
                .query(UUID.class)
                .list();
    }

    /**
     * Settles what is held for jobs that have ended, but for results that may be disputed yet; jobs without such a payment are
     * passed over.
     */
    void settleEnded(Collection<UUID> jobs) {
        List<Ended> ended = ended(ESCROWED, jobs);
        List<Ended> disputable = ended.stream().filter(Ended::isDisputable).toList();
        if (!disputable.isEmpty()) {
            jdbc.sql(OPEN_WINDOW)
                    .param(
                            "ids",
                            disputable.stream().map(one -> one.payment().id()).toArray(UUID[]::new))
                    .param("ends", disputable.stream().map(Ended::windowEnd).toArray(Timestamp[]::new))
                    .update();
        }
        settle(fees.of(decide(ended.stream().filter(one -> !one.isDisputable()).toList())));
    }

    /** The same at once, since the payer accepts the result. */
    void settleAccepted(UUID job) {
        settle(fees.of(decide(ended(ESCROWED, List.of(job)))));
    }

    /** Settles what is disputed as far as a second run or the time has decided; the rest is passed over. */
    void settleDisputed(Collection<UUID> jobs) {
        lock(jobs);
        List<Ended> ended = ended(DISPUTE_OVER, jobs);
        List<Settlement> settlements = fees.of(decide(ended));
        settle(settlements);
        for (int i = 0; i < ended.size(); i++) {
            Settlement settled = settlements.get(i);
            boolean payeeWins = ended.get(i).byPayer()
                    && !ended.get(i).refuted()
                    && settled.due().signum() > 0;
            close(settled, payeeWins);
        }
    }

    /** What the end of a job pays that is disputed, and to whom. */
    List<Part> dueByTheEnd(Payment disputed) {
        return decide(ended(DISPUTED, List.of(disputed.jobId()))).stream()
                .flatMap(end -> end.parts().stream())
                .toList();
    }

    /** Settles a disputed payment whose row the caller has locked, by somebody's decision. */
    void settle(Settlement settlement, boolean payeeWins) {
        settle(settlement);
        close(settlement, payeeWins);
    }

    private void close(Settlement settled, boolean payeeWins) {
        disputes.close(settled, payeeWins)
                .ifPresent(run -> settle(Settlement.refund(run, Resolution.VOIDED, "the dispute ended without it")));
    }

    /** Settles a payment whose row the caller has locked, by somebody's decision rather than a job's end. */
    void settle(Settlement settlement) {
        settle(fees.of(List.of(settlement)));
    }

    private List<Ended> ended(String sql, Collection<UUID> jobs) {
        return jdbc.sql(sql)
                .param("jobs", jobs.toArray(UUID[]::new))
                .query(Settlements::ended)
                .list();
    }

    private void settle(List<Settlement> settlements) {
        if (settlements.isEmpty()) {
            return;
        }
        List<Posting> postings = settlements.stream()
                .map(one -> Posting.of(
                        Ids.next(),
                        "escrow." + one.status(),
                        Ids.text(one.payment().id()),
                        one.resolve()))
                .toList();
        List<Result> results = ledger.post(postings);
        results.forEach(Result::orThrow);
        write(settlements, postings);
        meters.settled(settlements.stream()
                .map(one -> new Decided(one.payment().currency(), one.payment().amount(), one.due()))
                .toList());
    }

    private void write(List<Settlement> settlements, List<Posting> postings) {
        jdbc.sql(SETTLE)
                .param("ids", ids(settlements))
                .param("statuses", texts(settlements, Settlement::status))
                .param("released", settlements.stream().map(Settlement::due).toArray(BigDecimal[]::new))
                .param("fees", settlements.stream().map(Settlement::fee).toArray(BigDecimal[]::new))
                .param("payees", texts(settlements, Settlement::payee))
                .param("miners", texts(settlements, Settlement::minerId))
                .param("settlements", postings.stream().map(Posting::id).toArray(UUID[]::new))
                .param("reasons", texts(settlements, Settlement::reason))
                .update();
    }

    private List<Settlement> decide(List<Ended> jobs) {
        UUID[] interrupted = jobs.stream()
                .filter(Settlements::isInterrupted)
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

    private static UUID[] ids(List<Settlement> settlements) {
        return settlements.stream().map(one -> one.payment().id()).toArray(UUID[]::new);
    }

    private static String[] texts(List<Settlement> settlements, Function<Settlement, @Nullable String> text) {
        return settlements.stream().map(text).toArray(String[]::new);
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
