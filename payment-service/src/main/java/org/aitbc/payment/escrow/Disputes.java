package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Ledger;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.starter.outbox.OutboxWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Disputes about payments. Each costs a deposit, which the other side has if the dispute is lost, and ends by a second run's
 * verdict, by an admin, by the payer who concedes, or at its deadline as if there had been none.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Disputes {

    /** When the end of the job decides after all; of a dispute {@code d}, an outcome {@code o} and perhaps a run {@code a}. */
    static final String DEADLINE = "greatest(d.opened_at, o.ended_at, a.judged_at) + interval '1 day'";

    /** Of what is held. */
    private static final BigDecimal DEPOSIT = new BigDecimal("0.1");

    private static final String OPEN = """
            with frozen as (
              update core.payment set status = 'disputed', reason = :reason, updated_at = clock_timestamp() where id = :payment)
            insert into payment.dispute (payment, disputant, by_payer, deposit, amount, run)
            values (:payment, :disputant, :byPayer, :deposit, :amount, :run)""";

    /** A check that was asked for at the submit is not repeated. */
    private static final String CAN_BE_RUN_AGAIN =
            "select not exists (select from core.assurance_run where run_id = :job or job_id = :job)";

    /** No other miner may run what names its miner or its booking. */
    private static final String IS_PINNED = """
            select exists (select from core.job j join core.requirement q using (class)
                           where j.id = :job and (q.booking_id is not null or strpos(q.key, '"miner":') > 0))""";

    /** As much as for the job, for as long as two more runs may take. */
    private static final String PAY_RUN = """
            with made as (
              insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at)
              select :id, :run, p.payer, p.amount, p.currency, p.method, 'escrowed',
                     now() + 4 * (j.expires_at - j.requested_at) + interval '1 day'
              from core.payment p join core.job j on j.id = p.job_id where p.id = :payment returning id)
            insert into core.outbox (event, subject) select 'payment.escrowed', id from made""";

    private static final String CLOSE = """
            update payment.dispute set decided_at = clock_timestamp() where payment = ? and decided_at is null
            returning by_payer, deposit, amount, run""";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final OutboxWriter outbox;
    private final Payments payments;

    Disputes(JdbcClient jdbc, Ledger ledger, OutboxWriter outbox, Payments payments) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.outbox = outbox;
        this.payments = payments;
    }

    /** What other services are told of a dispute: the job, and where it is to be run again, the id of that run. */
    private record Opened(UUID jobId, @Nullable UUID runId) {}

    /** @param run the job of the second run that the payer asked for */
    private record Closed(
            boolean byPayer,
            @Nullable UUID deposit,
            @Nullable BigDecimal amount,
            @Nullable UUID run) {}

    /**
     * Freezes a payment whose row the caller has locked. An admin who is not the payer has no deposit to lose.
     *
     * @param rerun whether a payer wants the job run again, at the price of the job
     * @throws Conflict when no other miner may run the job
     * @throws org.aitbc.domain.error.PaymentRequired when the deposit or the run cannot be paid
     */
    void open(Caller caller, Payment payment, String reason, boolean rerun) {
        boolean byPayer = payment.payer().equals(caller.subject());
        UUID deposit = byPayer || !caller.isAdmin() ? Ids.next() : null;
        BigDecimal amount = payment.amount().multiply(DEPOSIT).setScale(Amounts.DECIMALS, RoundingMode.UP);
        UUID run = rerun && byPayer && canBeRunAgain(payment.jobId()) ? Ids.next() : null;
        jdbc.sql(OPEN)
                .param("payment", payment.id())
                .param("reason", reason)
                .param("disputant", caller.subject())
                .param("byPayer", byPayer)
                .param("deposit", deposit)
                .param("amount", deposit == null ? null : amount)
                .param("run", run)
                .update();
        outbox.tell("payment.disputed", payment.id(), new Opened(payment.jobId(), run));
        if (run != null) {
            requireUnpinned(payment.jobId());
            UUID id = Ids.next();
            jdbc.sql(PAY_RUN)
                    .param("id", id)
                    .param("run", run)
                    .param("payment", payment.id())
                    .update();
            hold("escrow.hold", id, id, caller.subject(), payment, payment.amount());
        }
        if (deposit != null) {
            hold("dispute.deposit", payment.id(), deposit, caller.subject(), payment, amount);
        }
    }

    /**
     * The payment has been settled: the deposit goes back, or to the other side.
     *
     * @param payeeWins whether the payee was right; if nobody is paid the deposit goes back
     * @return the payment of a second run that nobody has asked for by now, which is to go back
     */
    Optional<Payment> close(Settlement settled, boolean payeeWins) {
        Payment payment = settled.payment();
        Optional<Closed> closed =
                jdbc.sql(CLOSE).param(payment.id()).query(Closed.class).optional();
        closed.ifPresent(dispute -> {
            if (dispute.deposit() == null || dispute.amount() == null) {
                return;
            }
            String winner = payeeWins ? settled.payee() : payment.payer();
            Resolve resolve = winner == null || payeeWins != dispute.byPayer()
                    ? Resolve.giveBack(dispute.deposit(), Resolution.VOIDED)
                    : new Resolve(
                            dispute.deposit(),
                            Resolution.POSTED,
                            List.of(new Share(Account.available(winner, payment.currency()), dispute.amount())));
            ledger.post(Posting.of(Ids.next(), "dispute.close", Ids.text(payment.id()), resolve));
        });
        return closed.map(Closed::run).flatMap(this::unusedRun);
    }

    /** ai-service locks the payment too when it begins with the run: whether it did is asked after the lock is had. */
    private Optional<Payment> unusedRun(UUID run) {
        return payments.lockOpenOfJob(run).filter(_ -> canBeRunAgain(run));
    }

    /** Whether it is the second run that a dispute brought about. */
    boolean isRun(UUID job) {
        return jdbc.sql("select exists (select from payment.dispute where run = ?)")
                .param(job)
                .query(Boolean.class)
                .single();
    }

    /** Whether the payer disputed it, rather than who works for it or an admin. */
    boolean isByPayer(Payment payment) {
        return jdbc.sql("select exists (select from payment.dispute where payment = ? and by_payer)")
                .param(payment.id())
                .query(Boolean.class)
                .single();
    }

    private void requireUnpinned(UUID job) {
        Conflict.when(
                jdbc.sql(IS_PINNED).param("job", job).query(Boolean.class).single(),
                "NO_OTHER_MINER",
                "the job names its miner or its booking, so no other can run it again: dispute it without rerun");
    }

    private boolean canBeRunAgain(UUID job) {
        return jdbc.sql(CAN_BE_RUN_AGAIN).param("job", job).query(Boolean.class).single();
    }

    private void hold(String kind, UUID reference, UUID hold, String owner, Payment payment, BigDecimal amount) {
        Hold step = Payment.hold(hold, owner, payment.currency(), amount);
        ledger.post(Posting.of(Ids.next(), kind, Ids.text(reference), step));
    }
}
