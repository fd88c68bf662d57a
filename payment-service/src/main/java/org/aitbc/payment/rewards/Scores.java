package org.aitbc.payment.rewards;

import java.math.BigDecimal;

/** What a trust score is made of, each 0..1; {@link RewardPolicy} says how. */
record Scores(
        BigDecimal performance,
        BigDecimal reliability,
        BigDecimal community,
        BigDecimal security,
        BigDecimal economic) {}
