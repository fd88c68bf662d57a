package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.pricing.DynamicPrices;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The price that a booking is made at: what the GPU costs at that moment, or the client's bid. */
@Component
class AgreedPrice {

    private static final BigDecimal ONE = BigDecimal.ONE;

    /**
     * What moved a price away from the listed one. Multipliers are 1 where nothing did; null was not measured.
     *
     * @param basePrice per hour, as listed
     */
    record PricingFactors(
            BigDecimal basePrice,
            BigDecimal demandMultiplier,
            BigDecimal supplyMultiplier,
            BigDecimal timeMultiplier,
            BigDecimal performanceMultiplier,
            BigDecimal competitionMultiplier,
            BigDecimal sentimentMultiplier,
            BigDecimal regionalMultiplier,
            @Nullable BigDecimal confidenceScore,
            @Nullable BigDecimal riskAdjustment,
            @Nullable BigDecimal demandLevel,
            @Nullable BigDecimal supplyLevel,
            @Nullable BigDecimal marketVolatility,
            @Nullable BigDecimal providerReputation,
            @Nullable BigDecimal utilizationRate,
            @Nullable BigDecimal historicalPerformance) {}

    /** @param perHour what the client pays for an hour of use */
    record Quote(BigDecimal perHour, PricingFactors factors) {}

    private final DynamicPrices prices;

    AgreedPrice(DynamicPrices prices) {
        this.prices = prices;
    }

    Quote of(Gpu gpu, @Nullable BigDecimal bid) {
        DynamicPrices.Quote market = prices.quote(gpu);
        PricingFactors factors = new PricingFactors(
                Rows.shown(gpu.pricePerHour()),
                share(market.demand()),
                ONE,
                ONE,
                ONE,
                share(market.competition()),
                ONE,
                share(market.base()),
                share(market.confidence()),
                null,
                share(market.demandLevel()),
                share(market.supplyLevel()),
                share(market.volatility()),
                null,
                share(market.utilisation()),
                null);
        return new Quote(Objects.requireNonNullElse(bid, market.price()), factors);
    }

    private static BigDecimal share(double measured) {
        return Rows.shown(BigDecimal.valueOf(measured).setScale(4, RoundingMode.HALF_UP));
    }
}
