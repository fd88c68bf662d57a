package org.aitbc.market.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * How an owner lets prices follow the market. A price is {@code listed x base x (1 + demand x pressure) x (1 + competition x
 * gap)}, kept within the greatest change; see {@link PriceFormula}.
 */
enum Strategy {
    AGGRESSIVE_GROWTH("Below the market to win bookings", "high", "growth", 0.85, 0.30, 0.30, 0.30),
    PROFIT_MAXIMIZATION("As much as demand bears", "medium", "profit", 1.10, 0.60, 0.10, 0.40),
    MARKET_BALANCE("With supply and demand", "low", "stability", 1.00, 0.40, 0.30, 0.25),
    COMPETITIVE_RESPONSE("With what others ask for the same model", "medium", "market_share", 0.98, 0.20, 0.80, 0.30),
    DEMAND_ELASTICITY("With demand above all", "medium", "utilisation", 1.00, 0.80, 0.10, 0.50),
    PENETRATION_PRICING("Far below the market, to become known", "high", "market_share", 0.70, 0.10, 0.20, 0.40),
    PREMIUM_PRICING("Above the market, for what is better", "low", "quality", 1.25, 0.30, 0.10, 0.40);

    private final String description;
    private final String riskTolerance;
    private final String priority;
    private final double base;
    private final double demand;
    private final double competition;
    private final double most;

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
            double most) {
        this.description = description;
        this.riskTolerance = riskTolerance;
        this.priority = priority;
        this.base = base;
        this.demand = demand;
        this.competition = competition;
        this.most = most;
    }

    String description() {
        return description;
    }

    String riskTolerance() {
        return riskTolerance;
    }

    String priority() {
        return priority;
    }

    Parameters parameters() {
        return new Parameters(base, demand, competition, 100 * most);
    }

    @JsonValue
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
