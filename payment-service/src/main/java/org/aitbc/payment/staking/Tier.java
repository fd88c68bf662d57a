package org.aitbc.payment.staking;

import java.math.BigDecimal;
import java.util.Locale;

/** How good an agent is, and what that makes of the base APY. From the best score down: states.md, section Staking. */
enum Tier {
    BRONZE("0", "1.0"),
    SILVER("70", "1.2"),
    GOLD("80", "1.5"),
    PLATINUM("90", "2.0"),
    DIAMOND("95", "3.0");

    private final BigDecimal leastScore;
    private final BigDecimal multiplier;

    Tier(String leastScore, String multiplier) {
        this.leastScore = new BigDecimal(leastScore);
        this.multiplier = new BigDecimal(multiplier);
    }

    BigDecimal multiplier() {
        return multiplier;
    }

    boolean isReachedBy(BigDecimal score) {
        return score.compareTo(leastScore) >= 0;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
