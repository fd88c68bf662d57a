package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.escrow.Payment.Status;
import org.aitbc.payment.escrow.Payments.Worker;
import org.aitbc.payment.escrow.Settlement.Part;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What people decide about payments, where the end of the job does not. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Decisions {

    private final JdbcClient jdbc;
    private final Payments payments;
    private final Settlements settlements;
    private final Disputes disputes;

    Decisions(JdbcClient jdbc, Payments payments, Settlements settlements, Disputes disputes) {
        this.jdbc = jdbc;
        this.payments = payments;
        this.settlements = settlements;
        this.disputes = disputes;
    }

    /**
     * The payer releases the money held for an ended job, or concedes a dispute about it. Refused while the job runs: its
     * end decides, and a later worker must still find the money.
     *
     * @param amount the expected release; null accepts any
     */
    void release(Caller caller, UUID id, @Nullable BigDecimal amount, @Nullable String reason) {
        Payment payment = settled(byPayer(caller, id));
        if (payment.status() == Status.ESCROWED) {
            settlements.settleAccepted(payment.jobId());
            payment = payments.lock(id);
        }
        if (payment.status() == Status.RELEASED) {
            return;
        }
        if (payment.status() == Status.REFUNDED) {
            throw decided(payment);
        }
        requireEnded(payment);
        if (amount != null && amount.compareTo(payment.amount()) != 0) {
            throw new Conflict("PAYMENT_DISPUTED", "an admin decides about a part; the payer may give in to all of it");
        }
        List<Part> due = settlements.dueByTheEnd(payment);
        pay(payment, due.isEmpty() ? toWorker(payment, payment.amount()) : due, reason, true);
    }

    /** The payer takes the money back, unless that would leave work unpaid. */
    void refund(Caller caller, UUID id, String reason) {
        Payment payment = settled(byPayer(caller, id));
        if (payment.status() == Status.REFUNDED) {
            return;
        }
        requireHeld(payment);
        requireNoRun(payment);
        if (isOwed(payment.jobId())) {
            throw new Conflict(
                    "JOB_NOT_ENDED", "the job is running, or was submitted for this money: cancel it to have it back");
        }
        Conflict.when(
                payments.hasResult(payment.jobId()),
                "RESULT_DELIVERED",
                "the job has its result: dispute it before " + payment.expiresAt() + ", or it is paid then");
        settlements.settle(Settlement.refund(payment, Resolution.VOIDED, reason));
    }

    /** The payer or the job's miner freezes the money until the dispute is decided. */
    void dispute(Caller caller, UUID id, String reason, boolean rerun) {
        payments.require(caller, id);
        Payment payment = settled(payments.lock(id));
        requireHeld(payment);
        requireNoRun(payment);
        disputes.open(caller, payment, reason, rerun);
    }

    /**
     * An admin ends a dispute about a job that has ended.
     *
     * @param amount what the payee is due; 0 for nothing
     */
    void resolve(UUID id, BigDecimal amount, @Nullable String reason) {
        Payment payment = payments.lock(id);
        settlements.lock(List.of(payment.jobId()));
        if (payment.status() != Status.DISPUTED) {
            throw new Conflict(
                    "PAYMENT_NOT_DISPUTED", "the payment is " + payment.status().text());
        }
        requireEnded(payment);
        if (amount.signum() == 0) {
            settlements.settle(Settlement.refund(payment, Resolution.VOIDED, reason), false);
        } else {
            List<Part> due = settlements.dueByTheEnd(payment);
            // a dispute that changes nothing is lost
            int change = amount.compareTo(Settlement.sum(due, Part::due));
            pay(
                    payment,
                    change == 0 ? due : toWorker(payment, amount),
                    reason,
                    change > 0 || (change == 0 && disputes.isByPayer(payment)));
        }
    }

    private Payment byPayer(Caller caller, UUID id) {
        Payment seen = payments.require(caller, id);
        if (!seen.payer().equals(caller.subject())) {
            throw new Forbidden("NOT_THE_PAYER", "only who pays may decide about the money");
        }
        return payments.lock(id);
    }

    /** What the end of the job decides comes before what anybody wants: its event may not have been read yet. */
    private Payment settled(Payment payment) {
        if (!payments.hasJob(payment.jobId())) {
            throw new Conflict("JOB_NOT_SUBMITTED", "the job of this payment is still being submitted");
        }
        settlements.lock(List.of(payment.jobId()));
        settlements.settleEnded(List.of(payment.jobId()));
        return payments.lock(payment.id());
    }

    private void requireEnded(Payment payment) {
        if (!payments.hasEnded(payment.jobId())) {
            throw new Conflict("JOB_NOT_ENDED", "the job goes on; what becomes of it decides about the money");
        }
    }

    private void pay(Payment payment, List<Part> parts, @Nullable String reason, boolean payeeWins) {
        settlements.settle(new Settlement(payment, parts, Resolution.POSTED, reason), payeeWins);
    }

    private List<Part> toWorker(Payment payment, BigDecimal amount) {
        if (amount.compareTo(payment.amount()) > 0) {
            throw new Invalid("VALIDATION_ERROR", "amount: only " + Amounts.shown(payment.amount()) + " is held");
        }
        Worker worker = payments.workerOf(payment.jobId())
                .orElseThrow(() -> new Conflict("NO_PAYEE", "no miner has worked on this job"));
        return List.of(Part.of(Amounts.exact(amount), worker.owner(), worker.minerId()));
    }

    private static void requireHeld(Payment payment) {
        if (payment.status() != Status.ESCROWED) {
            throw decided(payment);
        }
    }

    /** What a dispute put aside for a second run ends with that dispute. */
    private void requireNoRun(Payment payment) {
        Conflict.when(
                disputes.isRun(payment.jobId()),
                "RUN_OF_DISPUTE",
                "the money is for the second run of a disputed job: the end of that dispute decides about it");
    }

    private static Conflict decided(Payment payment) {
        return new Conflict(
                "PAYMENT_" + payment.status(),
                "the payment is " + payment.status().text());
    }

    /** Whether somebody counts on the money: a miner that is at work or whose work is checked, or the job itself, which was submitted for it. */
    private boolean isOwed(UUID job) {
        return jdbc.sql("""
                        select exists (select from core.assurance_run where run_id = :job and verdict is null)
                          or not exists (select from core.outcome where job_id = :job)
                          and (exists (select from core.lease where job_id = :job)
                               or exists (select from core.job j join core.requirement q using (class) where j.id = :job
                                          and (j.payment_amount is not null or strpos(q.key, '"pay":') > 0)))""").param("job", job).query(Boolean.class).single();
    }
}
