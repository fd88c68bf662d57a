package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.escrow.EndedJobs.Ended;
import org.aitbc.payment.escrow.Settlement.Part;
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
    private final EndedJobs endedJobs;
    private final Ledger ledger;
    private final Fees fees;
    private final Disputes disputes;
    private final MoneyMeters meters;

    Settlements(JdbcClient jdbc, EndedJobs endedJobs, Ledger ledger, Fees fees, Disputes disputes, MoneyMeters meters) {
        this.jdbc = jdbc;
        this.endedJobs = endedJobs;
        this.ledger = ledger;
        this.fees = fees;
        this.disputes = disputes;
        this.meters = meters;
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
        List<Ended> ended = endedJobs.find(EndedJobs.ESCROWED, jobs);
        List<Ended> disputable = ended.stream().filter(Ended::isDisputable).toList();
        if (!disputable.isEmpty()) {
            jdbc.sql(OPEN_WINDOW)
                    .param(
                            "ids",
                            disputable.stream().map(one -> one.payment().id()).toArray(UUID[]::new))
                    .param("ends", disputable.stream().map(Ended::windowEnd).toArray(Timestamp[]::new))
                    .update();
        }
        settle(fees.of(endedJobs.decide(
                ended.stream().filter(one -> !one.isDisputable()).toList())));
    }

    /** The same at once, since the payer accepts the result. */
    void settleAccepted(UUID job) {
        settle(fees.of(endedJobs.decide(endedJobs.find(EndedJobs.ESCROWED, List.of(job)))));
    }

    /** Settles what is disputed as far as a second run or the time has decided; the rest is passed over. */
    void settleDisputed(Collection<UUID> jobs) {
        lock(jobs);
        List<Ended> ended = endedJobs.find(EndedJobs.DISPUTE_OVER, jobs);
        List<Settlement> settlements = fees.of(endedJobs.decide(ended));
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
        return endedJobs.decide(endedJobs.find(EndedJobs.DISPUTED, List.of(disputed.jobId()))).stream()
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

    private static UUID[] ids(List<Settlement> settlements) {
        return settlements.stream().map(one -> one.payment().id()).toArray(UUID[]::new);
    }

    private static String[] texts(List<Settlement> settlements, Function<Settlement, @Nullable String> text) {
        return settlements.stream().map(text).toArray(String[]::new);
    }
}
