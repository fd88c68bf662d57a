package org.aitbc.domain.payment;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** What payment-service tells governance-service, service to service: the treasuries of the network and of its councils, in AITBC. */
@HttpExchange
public interface TreasuryBooks {

    /** Each treasury that was ever paid into. */
    @GetExchange("/internal/treasury/balances")
    List<Balance> balances();

    /**
     * Entries of treasuries, newest first.
     *
     * @param owners whose treasuries
     */
    @PostExchange("/internal/treasury/lines")
    List<Line> lines(
            @RequestBody List<String> owners,
            @RequestParam(name = "limit") int limit,
            @RequestParam(name = "offset") int offset);

    /** What came into these treasuries from outside of them, and left them, with what is held of them counted as still there. */
    @PostExchange("/internal/treasury/flows")
    Flows flows(
            @RequestBody List<String> owners,
            @RequestParam(name = "from") Instant from,
            @RequestParam(name = "to") Instant to);

    /** Whether the audit finds the books right. */
    @GetExchange("/internal/treasury/audit")
    Audited audit();

    record Balance(String owner, BigDecimal balance) {}

    /**
     * @param transactionId the posting
     * @param type of the posting; of the one that paid it out for what was held
     * @param amount below zero for what left
     * @param recipient the other owner of that posting; null where it is the treasury's own, as for what is still held
     */
    record Line(
            UUID transactionId,
            String type,
            String reference,
            String owner,
            BigDecimal amount,
            BigDecimal balance,
            @Nullable String recipient,
            Instant timestamp,
            String entryHash) {}

    record Flows(BigDecimal start, BigDecimal inflow, BigDecimal outflow) {}

    record Audited(boolean sound) {}
}
