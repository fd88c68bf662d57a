package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/** A row of {@code marketplace.price_strategy}: the owner lets these prices follow the market. */
record OwnersStrategy(
        String owner,
        Strategy strategy,
        @Nullable BigDecimal minPrice,
        @Nullable BigDecimal maxPrice,
        List<String> regions,
        Instant setAt) {

    static OwnersStrategy of(ResultSet row, int number) throws SQLException {
        return new OwnersStrategy(
                row.getString("owner"),
                Rows.constant(Strategy.class, row, "strategy"),
                row.getBigDecimal("min_price"),
                row.getBigDecimal("max_price"),
                Rows.texts(row, "regions"),
                Rows.time(row, "set_at"));
    }

    boolean isFor(Gpu gpu) {
        return regions.isEmpty() || (gpu.region() != null && regions.contains(gpu.region()));
    }
}
