package org.aitbc.payment.escrow;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.escrow.HoldOrder.Wanted;
import org.aitbc.payment.escrow.PaymentController.PaymentCreate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts money behind a job that was submitted without, or finds the money that is there. */
@Component
class PayForJob {

    private final JdbcClient jdbc;
    private final Escrows escrows;
    private final Payments payments;
    private final Settlements settlements;
    private final TransactionTemplate transactions;

    PayForJob(
            JdbcClient jdbc,
            Escrows escrows,
            Payments payments,
            Settlements settlements,
            TransactionTemplate transactions) {
        this.jdbc = jdbc;
        this.escrows = escrows;
        this.payments = payments;
        this.settlements = settlements;
        this.transactions = transactions;
    }

    /**
     * Holds money for a job of the caller's. Asked again for the same, it answers with the payment there is.
     *
     * @throws NotFound when the caller has no such job
     * @throws Conflict when the job has ended, or has another payment
     * @throws org.aitbc.domain.error.PaymentRequired when the balance or the caller's limits do not allow it
     */
    Payment pay(Caller caller, PaymentCreate order) {
        UUID job = Ids.parse(order.jobId());
        requireOwnJob(caller, job);
        UUID wanted = Ids.next();
        UUID payment = Objects.requireNonNull(escrows.hold(new HoldOrder(
                        caller.subject(),
                        List.of(new Wanted(
                                wanted, job, order.amount(), order.money(), order.method(), order.timeout()))))
                .getFirst());
        // the job may have ended meanwhile, before there was a payment to settle
        transactions.executeWithoutResult(_ -> settlements.settleEnded(List.of(job)));
        Payment found = payments.require(caller, payment);
        if (found.amount().compareTo(order.amount()) != 0 || found.currency() != order.money()) {
            throw new Conflict("PAYMENT_EXISTS", "the job has a payment of another amount already");
        }
        if (!payment.equals(wanted) && !found.status().isOpen()) {
            throw new Conflict("PAYMENT_" + found.status(), "the job's payment has been decided about");
        }
        return found;
    }

    private void requireOwnJob(Caller caller, UUID job) {
        boolean ended = jdbc.sql("""
                        select (o.job_id is not null or j.expires_at <= now()) and p.id is null
                        from core.job j left join core.outcome o on o.job_id = j.id left join core.payment p on p.job_id = j.id
                        where j.id = ? and j.client = ?""")
                .params(job, caller.subject())
                .query(Boolean.class)
                .optional()
                .orElseThrow(() -> new NotFound("JOB_NOT_FOUND", "job not found: " + Ids.text(job)));
        if (ended) {
            throw new Conflict("JOB_ENDED", "the job has ended; there is nothing left to pay for");
        }
    }
}
