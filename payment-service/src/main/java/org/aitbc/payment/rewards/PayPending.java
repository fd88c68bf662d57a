package org.aitbc.payment.rewards;

import java.util.List;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.once.Once;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rewards milestones that were reached, and pays what is pending, oldest first. */
@Component
class PayPending {

    private final Once once;
    private final Milestones milestones;
    private final Distributions distributions;
    private final Payout payout;

    PayPending(Once once, Milestones milestones, Distributions distributions, Payout payout) {
        this.once = once;
        this.milestones = milestones;
        this.distributions = distributions;
        this.payout = payout;
    }

    /**
     * @param failed those of {@code total} that the rewards pool did not cover; they stay pending
     * @param total pending distributions that this run looked at
     */
    record Processed(int processed, int failed, int total) {}

    Processed run(Caller caller, @Nullable String key, int limit) {
        return once.run(caller, key, "reward.batch", limit, Processed.class, () -> {
            milestones.award();
            List<Distribution> pending = distributions.lockPending(limit);
            int paid = payout.pay(pending);
            return new Processed(paid, pending.size() - paid, pending.size());
        });
    }
}
