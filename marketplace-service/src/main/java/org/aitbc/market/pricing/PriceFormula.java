package org.aitbc.market.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.aitbc.market.pricing.Strategy.Parameters;
import org.jspecify.annotations.Nullable;

/** The price that a strategy makes of a market; the same for the same figures, so that anybody can recompute it. */
final class PriceFormula {

    private static final int DECIMALS = 8;
    private static final double PERCENT = 100;

    private PriceFormula() {}

    /**
     * A price with what made it: {@code price = listed x base x demand x competition}, before its bounds.
     *
     * @param bounded whether the strategy's greatest change, or the owner's least or highest price, decided
     */
    record Made(BigDecimal price, double base, double demand, double competition, boolean bounded) {}

    /** @param least and most: what the owner lets it be, or null */
    static Made price(
            BigDecimal listed,
            Strategy strategy,
            MarketState market,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most) {
        Parameters with = strategy.parameters();
        double demand = 1 + with.demandSensitivity() * market.pressure();
        double competition = 1 + with.competitionSensitivity() * gap(listed, market);
        BigDecimal free = scaled(listed, with.baseMultiplier() * demand * competition);
        double change = with.maxPriceChangePercent() / PERCENT;
        BigDecimal kept = free.max(scaled(listed, 1 - change)).min(scaled(listed, 1 + change));
        kept = least == null ? kept : kept.max(least);
        kept = most == null ? kept : kept.min(most);
        return new Made(kept, with.baseMultiplier(), demand, competition, kept.compareTo(free) != 0);
    }

    /** How far others' prices are from this one, as a share of it, at most half either way. */
    private static double gap(BigDecimal listed, MarketState market) {
        if (market.averagePrice() == null || listed.signum() == 0) {
            return 0;
        }
        return Math.clamp(market.averagePrice().doubleValue() / listed.doubleValue() - 1, -0.5, 0.5);
    }

    private static BigDecimal scaled(BigDecimal price, double by) {
        return price.multiply(BigDecimal.valueOf(by)).setScale(DECIMALS, RoundingMode.HALF_UP);
    }
}
