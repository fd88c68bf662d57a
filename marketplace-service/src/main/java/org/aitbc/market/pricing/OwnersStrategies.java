package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code marketplace.price_strategy}. */
@Component
class OwnersStrategies {

    private final JdbcClient jdbc;

    OwnersStrategies(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<OwnersStrategy> of(String owner) {
        return jdbc.sql("select * from marketplace.price_strategy where owner = ?")
                .param(owner)
                .query(OwnersStrategy::of)
                .optional();
    }

    /** By owner. */
    Map<String, OwnersStrategy> all() {
        return jdbc.sql("select * from marketplace.price_strategy").query(OwnersStrategy::of).list().stream()
                .collect(Collectors.toMap(OwnersStrategy::owner, Function.identity()));
    }

    OwnersStrategy set(
            String owner,
            Strategy strategy,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            List<String> regions) {
        jdbc.sql("""
                        insert into marketplace.price_strategy (owner, strategy, min_price, max_price, regions) values (:owner, :strategy, :least, :most, :regions)
                        on conflict (owner) do update set strategy = excluded.strategy, min_price = excluded.min_price,
                          max_price = excluded.max_price, regions = excluded.regions, set_at = now()""")
                .param("owner", owner)
                .param("strategy", strategy.text())
                .param("least", least)
                .param("most", most)
                .param("regions", regions.toArray(String[]::new))
                .update();
        return of(owner).orElseThrow();
    }

    int count() {
        return jdbc.sql("select count(*) from marketplace.price_strategy")
                .query(Integer.class)
                .single();
    }
}
