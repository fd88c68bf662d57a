package org.aitbc.domain.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/** What payment-service tells explorer-service of a payment, service to service: how the ledger moved its money. */
@HttpExchange
public interface PaymentLedger {

    /**
     * The postings of a payment, in their order: the hold, and what became of it. Empty for a payment that there is not.
     *
     * @throws org.aitbc.domain.error.Unavailable when payment-service cannot be reached
     */
    @GetExchange("/internal/payments/{paymentId}/postings")
    Moves of(@PathVariable UUID paymentId);

    record Moves(List<Move> postings) {}

    /**
     * One all-or-nothing change. The hold of jobs that were submitted together is one for all of them.
     *
     * @param kind such as {@code escrow.hold}
     */
    record Move(UUID id, String kind, Instant at, List<Leg> legs) {}

    /**
     * What it did to one account.
     *
     * @param account its purpose, such as {@code available} or {@code escrow}
     * @param amount below zero for what left it
     */
    record Leg(String owner, String account, String currency, BigDecimal amount) {}
}
