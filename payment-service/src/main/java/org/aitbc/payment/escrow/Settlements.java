package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Ledger;
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
     * What a job came to, for payments that nothing was decided about. The rows stay locked. The money of a run that is
     * checked waits for its verdict, which may pay it for another run.
     */
    private static final String ENDED = """
            select %s, o.state, o.price, j.payment_amount is not null as fixed, o.miner_id as worker, m.owner as worker_owner,
                   c.share, c.miner_id as saver, s.owner as saver_owner,
                   coalesce(a.verdict in ('disagreed', 'undecided') and a.payee_run is null, false) as unpaid
            from core.payment p left join core.assurance_run a on a.run_id = p.job_id
            join core.outcome o on o.job_id = coalesce(a.payee_run, p.job_id) join core.job j on j.id = p.job_id
            left join core.miner m on m.id = o.miner_id
            left join core.checkpoint c on c.job_id = p.job_id left join core.miner s on s.id = c.miner_id
            where p.job_id = any(:jobs) and p.status = 'escrowed' and (a.run_id is null or a.verdict is not null) order by p.id for update of p""".formatted(Payment.COLUMNS);

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

    Settlements(JdbcClient jdbc, Ledger ledger, Fees fees) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.fees = fees;
    }

    /** The miner that worked on a job or saved a checkpoint of it. */
    private record Worker(
            @Nullable String minerId, @Nullable String owner) {}

    private record Ended(
            Payment payment,
            String state,
            @Nullable BigDecimal price,
            boolean fixed,
            Worker worker,
            @Nullable Float share,
            Worker saver,
            boolean unpaid) {}

    /** Settles what is held for jobs that have ended; jobs without such a payment are passed over. */
    void settleEnded(Collection<UUID> jobs) {
        List<Ended> ended = jdbc.sql(ENDED)
                .param("jobs", jobs.toArray(UUID[]::new))
                .query(Settlements::ended)
                .list();
        settle(fees.of(ended.stream().map(Settlements::decide).toList()));
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
        jdbc.sql(Spending.GIVE_BACK).param("ids", ids(settlements)).update();
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

    /**
     * A completed job is paid for: its price, or as much of it as is held. Of a canceled one, the time that was worked on it
     * until then; where that is more, with a fixed price, the share that was saved. Everything else goes back, and what did
     * not stand the check.
     */
    private static Settlement decide(Ended job) {
        Payment payment = job.payment();
        if (job.unpaid()) {
            return Settlement.refund(payment, Resolution.VOIDED, "the result did not stand its check by other runs");
        }
        if (job.state().equals("COMPLETED") && job.price() != null) {
            return due(payment, job.price().min(payment.amount()), job.worker(), null);
        }
        if (job.state().equals("CANCELED")) {
            BigDecimal worked = job.price() == null ? Amounts.ZERO : job.price().min(payment.amount());
            BigDecimal saved = job.fixed() && job.share() != null
                    ? payment.amount().multiply(new BigDecimal(job.share().toString()).min(BigDecimal.ONE))
                    : Amounts.ZERO;
            if (saved.compareTo(worked) > 0) {
                return due(payment, saved, job.saver(), "canceled; the saved share of the work is paid");
            }
            if (worked.signum() > 0) {
                return due(payment, worked, job.worker(), "canceled; the time worked is paid");
            }
        }
        return Settlement.refund(
                payment, Resolution.VOIDED, "job " + job.state().toLowerCase(Locale.ROOT));
    }

    private static Settlement due(Payment payment, BigDecimal amount, Worker worker, @Nullable String reason) {
        BigDecimal due = Amounts.floor(amount);
        if (due.signum() == 0 || worker.owner() == null) {
            return Settlement.refund(payment, Resolution.VOIDED, reason);
        }
        return new Settlement(
                payment, due, Amounts.ZERO, Amounts.ZERO, worker.owner(), worker.minerId(), Resolution.POSTED, reason);
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
                new Worker(row.getString("worker"), row.getString("worker_owner")),
                row.getObject("share", Float.class),
                new Worker(row.getString("saver"), row.getString("saver_owner")),
                row.getBoolean("unpaid"));
    }
}
