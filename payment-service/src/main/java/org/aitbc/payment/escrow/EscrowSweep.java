package org.aitbc.payment.escrow;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.ledger.Ledger;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.starter.schedule.Sweeps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Gives back what is held for nothing: for jobs that were never written, and when the time of an escrow or a dispute is over. */
@Component
class EscrowSweep {

    private static final Logger LOG = LoggerFactory.getLogger(EscrowSweep.class);
    private static final int MOST = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    private static final String ORPHANS = """
            select p.id from core.payment p
            where p.status = 'escrowed' and p.id > :after and p.created_at < now() - make_interval(secs => :age)
              and not exists (select from core.job j where j.id = p.job_id)
              and not exists (select from core.assurance_run a join core.job j on j.id = a.job_id where a.run_id = p.job_id)
              and not exists (select from payment.dispute d where d.run = p.job_id)
            order by p.id limit :most""";

    /**
     * No job is deleted before its money is settled, so a payment that had its job once need not be looked at again. Ids are
     * made a little before the rows are written, and by several clocks: only what is older than the slack is sure to have none
     * before it.
     */
    private static final String CHECKED = """
            select id from core.payment
            where status = 'escrowed' and id > :after and created_at < now() - make_interval(secs => :age + :slack)
            order by id desc limit 1""";

    private static final int SLACK_SECONDS = 600;

    /** A fixed price outlives its job; money that was added later does not wait for ever, but never leaves a lease unpaid. */
    private static final String TIMED_OUT = """
            select p.id from core.payment p join core.job j on j.id = p.job_id
            where p.status = 'escrowed' and p.expires_at <= now()
              and (exists (select from core.outcome o where o.job_id = p.job_id)
                   or (j.payment_amount is null and not exists (select from core.lease l where l.job_id = p.job_id)
                       and not exists (select from core.requirement q where q.class = j.class and strpos(q.key, '"pay":') > 0)))
            order by p.expires_at limit :most""";

    private static final String UNDECIDED = """
            select p.job_id from payment.dispute d join core.payment p on p.id = d.payment
            join core.outcome o on o.job_id = p.job_id left join core.assurance_run a on a.run_id = p.job_id
            where d.decided_at is null and p.status = 'disputed' and (a.run_id is null or a.verdict is not null)
              and %s <= now() order by d.opened_at limit :most""".formatted(Disputes.DEADLINE);

    private final JdbcClient jdbc;
    private final Sweeps sweeps;
    private final Payments payments;
    private final Settlements settlements;
    private final Ledger ledger;
    private final double orphanSeconds;
    private UUID checked = FIRST;

    EscrowSweep(
            JdbcClient jdbc,
            Sweeps sweeps,
            Payments payments,
            Settlements settlements,
            Ledger ledger,
            EscrowSettings settings) {
        this.jdbc = jdbc;
        this.sweeps = sweeps;
        this.payments = payments;
        this.settlements = settlements;
        this.ledger = ledger;
        this.orphanSeconds = settings.orphanAfter().toMillis() / 1000.0;
    }

    @Scheduled(fixedDelayString = "${aitbc.payments.sweep}")
    void sweep() {
        sweeps.each("escrow without a job", this::orphans, this::giveBackIfOrphan);
        sweeps.each("escrow", this::timedOut, this::timeOut);
        sweeps.each("dispute", this::undecided, job -> settlements.settleDisputed(List.of(job)));
    }

    /** Where there are none, what is older than now is not looked at again. */
    private List<UUID> orphans() {
        Optional<UUID> past = jdbc.sql(CHECKED)
                .param("after", checked)
                .param("age", orphanSeconds)
                .param("slack", SLACK_SECONDS)
                .query(UUID.class)
                .optional();
        List<UUID> orphans = jdbc.sql(ORPHANS)
                .param("after", checked)
                .param("age", orphanSeconds)
                .param("most", MOST)
                .query(UUID.class)
                .list();
        if (orphans.isEmpty()) {
            past.ifPresent(id -> checked = id);
        }
        return orphans;
    }

    /**
     * The submit of the job locks the row too. Whether there is a job is asked after the lock is had: what was read before
     * may have changed while waiting for it.
     */
    private void giveBackIfOrphan(UUID id) {
        payments.lockOpen(id)
                .filter(payment -> !payments.hasJob(payment.jobId()))
                .ifPresent(orphan -> {
                    LOG.info("job {} of payment {} was never written: giving its money back", orphan.jobId(), id);
                    ledger.post(Posting.of(
                                    Ids.next(), "escrow.void", Ids.text(id), Resolve.giveBack(id, Resolution.VOIDED)))
                            .orThrow();
                    jdbc.sql("delete from core.payment where id = ?").param(id).update();
                });
    }

    private List<UUID> undecided() {
        return jdbc.sql(UNDECIDED).param("most", MOST).query(UUID.class).list();
    }

    private List<UUID> timedOut() {
        return jdbc.sql(TIMED_OUT).param("most", MOST).query(UUID.class).list();
    }

    private void timeOut(UUID id) {
        payments.lockOpen(id).ifPresent(payment -> {
            settlements.settleEnded(List.of(payment.jobId()));
            if (payments.lockOpen(id).isPresent()
                    && payments.workerOf(payment.jobId()).isEmpty()) {
                settlements.settle(Settlement.refund(payment, Resolution.EXPIRED, "the escrow's time was over"));
            }
        });
    }
}
