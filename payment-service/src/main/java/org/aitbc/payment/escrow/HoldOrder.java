package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.payment.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Money that is to be held for jobs: for all of them or for none.
 *
 * @param payer whose available balance it is taken from
 */
public record HoldOrder(String payer, List<Wanted> jobs) {

    public HoldOrder {
        jobs = List.copyOf(jobs);
    }

    /**
     * The money of one job.
     *
     * @param payment the payment's id, if one is made
     * @param amount null for what the payer's limits let one job cost
     * @param method as the client named it
     * @param timeoutSeconds after how long it is given back if nothing else was decided
     */
    public record Wanted(
            UUID payment, UUID job, @Nullable BigDecimal amount, Currency currency, String method, int timeoutSeconds) {

        Wanted costing(BigDecimal price) {
            return new Wanted(payment, job, price, currency, method, timeoutSeconds);
        }
    }

    long weight() {
        return 512L * jobs.size();
    }
}
