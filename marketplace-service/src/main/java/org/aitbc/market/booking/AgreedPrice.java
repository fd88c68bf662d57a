package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.util.Objects;
import org.aitbc.market.gpu.Gpu;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The price that a booking is made at: what the GPU is listed for at that moment, or the client's bid. */
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
            @Nullable String demandLevel,
            @Nullable String supplyLevel,
            @Nullable BigDecimal marketVolatility,
            @Nullable BigDecimal providerReputation,
            @Nullable BigDecimal utilizationRate,
            @Nullable BigDecimal historicalPerformance) {}

    /** @param perHour what the client pays for an hour of use */
    record Quote(BigDecimal perHour, PricingFactors factors) {}

    Quote of(Gpu gpu, @Nullable BigDecimal bid) {
        BigDecimal listed = Money.shown(gpu.pricePerHour());
        PricingFactors factors = new PricingFactors(
                listed, ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE, null, null, null, null, null, null, null);
        return new Quote(Objects.requireNonNullElse(bid, gpu.pricePerHour()), factors);
    }
}
