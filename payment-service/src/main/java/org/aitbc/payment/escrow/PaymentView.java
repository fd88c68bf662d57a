package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it is shown. The members up to {@code refund_transaction_hash} are the legacy coordinator's.
 *
 * @param escrowAddress null: the money is held in the ledger, not at an address
 * @param refundAddress null for the same reason
 * @param releasedAt when the miner was paid; null before
 * @param refundedAt when money went back; null before
 * @param transactionHash the ledger's hash of the entries that paid it out; null while nothing was
 * @param refundTransactionHash the same where something went back
 * @param expiresAt when the money goes back unless a miner has the job
 * @param released what left the payer for good, the fee included
 * @param fee the network's part of it
 * @param refunded what went back to the payer
 * @param payer principal that pays
 * @param payee whom it was paid to
 * @param minerId the worker that ran the job
 * @param reason why it ended as it did, or is disputed
 */
record PaymentView(
        UUID jobId,
        UUID paymentId,
        BigDecimal amount,
        Currency currency,
        String status,
        String paymentMethod,
        @Nullable String escrowAddress,
        @Nullable String refundAddress,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant releasedAt,
        @Nullable Instant refundedAt,
        @Nullable String transactionHash,
        @Nullable String refundTransactionHash,
        Instant expiresAt,
        BigDecimal released,
        BigDecimal fee,
        BigDecimal refunded,
        String payer,
        @Nullable String payee,
        @Nullable String minerId,
        @Nullable String reason) {

    /** @param hash of the ledger's entries that decided about it, or null */
    static PaymentView of(Payment payment, @Nullable String hash) {
        boolean paid = payment.released().signum() > 0;
        boolean returned = payment.refunded().signum() > 0;
        return new PaymentView(
                payment.jobId(),
                payment.id(),
                Amounts.shown(payment.amount()),
                payment.currency(),
                payment.status().text(),
                payment.method(),
                null,
                null,
                payment.createdAt(),
                payment.updatedAt(),
                paid ? payment.settledAt() : null,
                returned ? payment.settledAt() : null,
                paid ? hash : null,
                returned ? hash : null,
                payment.expiresAt(),
                Amounts.shown(payment.released()),
                Amounts.shown(payment.fee()),
                Amounts.shown(payment.refunded()),
                payment.payer(),
                payment.payee(),
                payment.minerId(),
                payment.reason());
    }
}
