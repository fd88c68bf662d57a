package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code marketplace.price_sample}. */
record Sample(
        Instant timestamp,
        BigDecimal price,
        double demandLevel,
        double supplyLevel,
        double confidence,
        @Nullable String strategyUsed) {}
