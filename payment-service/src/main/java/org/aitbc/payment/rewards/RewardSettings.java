package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code aitbc.rewards}.
 *
 * @param milestones what each milestone is rewarded with, in AITBC
 */
@ConfigurationProperties("aitbc.rewards")
record RewardSettings(Map<Milestone, BigDecimal> milestones) {

    RewardSettings {
        milestones = Map.copyOf(milestones);
        for (Milestone milestone : Milestone.values()) {
            if (milestones.getOrDefault(milestone, BigDecimal.ZERO).signum() <= 0) {
                throw new IllegalArgumentException("aitbc.rewards.milestones." + milestone.text() + " must be above 0");
            }
        }
    }

    BigDecimal amount(Milestone milestone) {
        return milestones.getOrDefault(milestone, BigDecimal.ZERO);
    }

    /** Those of the milestones whose rewards, in this order, are within the budget together. */
    List<Milestone> covered(List<Milestone> reached, BigDecimal budget) {
        List<Milestone> covered = new ArrayList<>();
        BigDecimal left = budget;
        for (Milestone milestone : reached) {
            if (amount(milestone).compareTo(left) <= 0) {
                left = left.subtract(amount(milestone));
                covered.add(milestone);
            }
        }
        return covered;
    }
}
