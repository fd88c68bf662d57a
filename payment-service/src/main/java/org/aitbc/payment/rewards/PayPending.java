package org.aitbc.payment.rewards;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Rewards milestones that were reached, and pays what is pending, oldest first. */
@Component
@Transactional
class PayPending {

    private final Milestones milestones;
    private final Distributions distributions;
    private final Payout payout;

    PayPending(Milestones milestones, Distributions distributions, Payout payout) {
        this.milestones = milestones;
        this.distributions = distributions;
        this.payout = payout;
    }

    /**
     * @param processed how many were paid
     * @param failed those of {@code total} that the rewards pool did not cover; they stay pending
     * @param total pending distributions that this run looked at
     */
    record Processed(int processed, int failed, int total) {}

    Processed run(int limit) {
        milestones.award();
        List<Distribution> pending = distributions.lockPending(limit);
        int paid = payout.pay(pending);
        return new Processed(paid, pending.size() - paid, pending.size());
    }
}
