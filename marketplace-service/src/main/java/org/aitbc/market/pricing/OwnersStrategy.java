package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.aitbc.market.gpu.Gpu;
import org.jspecify.annotations.Nullable;

/** A row of {@code marketplace.price_strategy}: the owner lets these prices follow the market. */
record OwnersStrategy(
        String owner,
        Strategy strategy,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        List<String> regions,
        Instant setAt) {

    boolean isFor(Gpu gpu) {
        return regions.isEmpty() || (gpu.region() != null && regions.contains(gpu.region()));
    }
}
