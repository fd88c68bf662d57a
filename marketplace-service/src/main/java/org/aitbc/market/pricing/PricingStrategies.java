package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.market.gpu.Gpu;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The owners whose prices follow the market: {@code marketplace.price_strategy}. */
@Component
record PricingStrategies(JdbcClient jdbc) {

    /** @param regions the strategy is for GPUs in these regions; empty for all */
    record PricingStrategy(
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

    Optional<PricingStrategy> findByOwner(String owner) {
        return jdbc.sql("select * from marketplace.price_strategy where owner = ?")
                .param(owner)
                .query(PricingStrategy.class)
                .optional();
    }

    /** The owner's strategy, or the one that recommendations are made by. */
    Strategy of(String owner) {
        return findByOwner(owner).map(PricingStrategy::strategy).orElse(Strategy.MARKET_BALANCE);
    }

    List<PricingStrategy> all() {
        return jdbc.sql("select * from marketplace.price_strategy")
                .query(PricingStrategy.class)
                .list();
    }

    PricingStrategy set(
            String owner,
            Strategy strategy,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            List<String> regions) {
        return jdbc.sql("""
            insert into marketplace.price_strategy (owner, strategy, min_price, max_price, regions) values (?, ?, ?, ?, ?)
            on conflict (owner) do update set strategy = excluded.strategy, min_price = excluded.min_price,
              max_price = excluded.max_price, regions = excluded.regions, set_at = now()
            returning *\
            """)
                .params(Arrays.asList(owner, strategy, least, most, regions.toArray(String[]::new)))
                .query(PricingStrategy.class)
                .single();
    }
}
