package org.aitbc.market.pricing;

import java.math.*;
import java.util.Locale;
import org.aitbc.market.pricing.DynamicPrices.Quote;
import org.jspecify.annotations.Nullable;

/** How an owner lets prices follow the market. */
enum Strategy {
    AGGRESSIVE_GROWTH("Below the market to win bookings", "high", "growth", 0.85, 0.30, 0.30, 30),
    PROFIT_MAXIMIZATION("As much as demand bears", "medium", "profit", 1.10, 0.60, 0.10, 40),
    MARKET_BALANCE("With supply and demand", "low", "stability", 1.00, 0.40, 0.30, 25),
    COMPETITIVE_RESPONSE("With what others ask for the same model", "medium", "market_share", 0.98, 0.20, 0.80, 30),
    DEMAND_ELASTICITY("With demand above all", "medium", "utilisation", 1.00, 0.80, 0.10, 50),
    PENETRATION_PRICING("Far below the market, to become known", "high", "market_share", 0.70, 0.10, 0.20, 40),
    PREMIUM_PRICING("Above the market, for what is better", "low", "quality", 1.25, 0.30, 0.10, 40);

    final String description;
    final String riskTolerance;
    final String priority;
    private final double base;
    private final double demand;
    private final double competition;
    private final double maxChange;

    /**
     * @param baseMultiplier of the listed price
     * @param demandSensitivity how much of a change in demand the price takes over
     * @param competitionSensitivity how much of the gap to others' prices it closes
     * @param maxPriceChangePercent from the listed price, either way
     */
    record Parameters(
            double baseMultiplier,
            double demandSensitivity,
            double competitionSensitivity,
            double maxPriceChangePercent) {}

    Strategy(
            String description,
            String riskTolerance,
            String priority,
            double base,
            double demand,
            double competition,
            double maxChange) {
        this.description = description;
        this.riskTolerance = riskTolerance;
        this.priority = priority;
        this.base = base;
        this.demand = demand;
        this.competition = competition;
        this.maxChange = maxChange;
    }

    Parameters parameters() {
        return new Parameters(base, demand, competition, maxChange);
    }

    /**
     * The price that it makes of a market: {@code listed x base x demand x competition}, within its greatest change and the
     * owner's bounds.
     */
    Quote price(BigDecimal listed, MarketState market, @Nullable BigDecimal least, @Nullable BigDecimal most) {
        double byDemand = 1 + demand * market.pressure();
        double byCompetition = 1 + competition * gap(listed, market);
        double change = maxChange / 100;
        BigDecimal price = scaled(listed, base * byDemand * byCompetition)
                .max(scaled(listed, 1 - change))
                .min(scaled(listed, 1 + change));
        price = least == null ? price : price.max(least);
        price = most == null ? price : price.min(most);
        return new Quote(price, this, base, byDemand, byCompetition, market);
    }

    /** The distance of others' prices from this one as a share of it, at most half either way. */
    private static double gap(BigDecimal listed, MarketState market) {
        return market.averagePrice() == null || listed.signum() == 0
                ? 0
                : Math.clamp(market.averagePrice().doubleValue() / listed.doubleValue() - 1, -0.5, 0.5);
    }

    private static BigDecimal scaled(BigDecimal price, double by) {
        return price.multiply(BigDecimal.valueOf(by)).setScale(8, RoundingMode.HALF_UP);
    }

    /** As the wire has it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
