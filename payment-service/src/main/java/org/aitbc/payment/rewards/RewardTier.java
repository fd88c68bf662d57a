package org.aitbc.payment.rewards;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Optional;

/** What a trust score is worth. */
enum RewardTier {
    BRONZE(0, "1.0", "1.0"),
    SILVER(400, "1.2", "1.1"),
    GOLD(600, "1.5", "1.2"),
    PLATINUM(750, "2.0", "1.3"),
    DIAMOND(900, "3.0", "1.5");

    private static final int PROGRESS_DECIMALS = 4;

    private final int minTrustScore;
    private final BigDecimal multiplier;
    private final BigDecimal performanceMultiplier;

    RewardTier(int minTrustScore, String multiplier, String performanceMultiplier) {
        this.minTrustScore = minTrustScore;
        this.multiplier = new BigDecimal(multiplier);
        this.performanceMultiplier = new BigDecimal(performanceMultiplier);
    }

    /** The highest tier that a trust score reaches. */
    static RewardTier of(BigDecimal trustScore) {
        RewardTier reached = BRONZE;
        for (RewardTier tier : values()) {
            reached = tier.isReachedBy(trustScore) ? tier : reached;
        }
        return reached;
    }

    int minTrustScore() {
        return minTrustScore;
    }

    /** What the base amount of a reward is multiplied with. */
    BigDecimal multiplier() {
        return multiplier;
    }

    /** 1 and the share of the base amount that an agent which never fails gets on top. */
    BigDecimal performanceMultiplier() {
        return performanceMultiplier;
    }

    boolean isReachedBy(BigDecimal trustScore) {
        return trustScore.compareTo(BigDecimal.valueOf(minTrustScore)) >= 0;
    }

    Optional<RewardTier> next() {
        return Arrays.stream(values())
                .filter(tier -> tier.minTrustScore > minTrustScore)
                .findFirst();
    }

    /** How much of the way from this tier to the next a trust score has behind it, 0..1; 1 in the highest. */
    BigDecimal progress(BigDecimal trustScore) {
        return next().map(next -> trustScore
                        .subtract(BigDecimal.valueOf(minTrustScore))
                        .divide(
                                BigDecimal.valueOf(next.minTrustScore - minTrustScore),
                                PROGRESS_DECIMALS,
                                RoundingMode.DOWN))
                .orElse(BigDecimal.ONE);
    }

    String text() {
        return Words.of(this);
    }
}
