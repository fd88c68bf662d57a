package org.aitbc.domain.payment;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * What payment-service does for ai-service, service to service: it holds the money of jobs before the jobs are written. A
 * hold whose job does not appear within a minute is given back, so a crash between the two leaves neither money nor job.
 */
@HttpExchange
public interface JobEscrows {

    /**
     * Holds the money of jobs that are about to be submitted: all of them or none. A repetition for the same job ids has
     * the same outcome and holds nothing twice.
     *
     * @throws org.aitbc.domain.error.PaymentRequired when the balance, or what the client lets itself spend, is too small
     * @throws org.aitbc.domain.error.Unavailable when payment-service cannot be reached; whether money is held is unknown
     */
    @PostExchange("/internal/escrows")
    Held hold(@RequestBody Order order);

    /** @param payer the principal whose available balance the money is taken from */
    record Order(String payer, List<JobPrice> jobs) {}

    /**
     * The money of one job.
     *
     * @param amount the fixed price, or null to hold what the client's limits let one job cost
     * @param currency as {@link Currency}
     * @param ttlSeconds how long the job may wait and run
     */
    record JobPrice(UUID jobId, @Nullable BigDecimal amount, String currency, int ttlSeconds) {}

    /** The payments that hold it, in the order of the jobs; null for a job that needs none. */
    record Held(List<@Nullable UUID> payments) {}
}
