package org.aitbc.market.global;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.aitbc.market.licensing.Licenses.License;
import org.aitbc.market.row.Rows;
import org.jspecify.annotations.Nullable;

/**
 * An offer as it is answered, by all routes alike.
 *
 * @param pricePerRegion what a unit costs in each of its regions
 * @param regionStatuses whether each of them is there
 * @param globalRating 0 to 5: five times the success rate
 * @param licenses one of these is needed to buy it, if there are any
 */
record ServiceOfferView(
        String id,
        String offerId,
        String agentId,
        String serviceType,
        RawJson resourceSpecification,
        BigDecimal basePrice,
        String currency,
        Map<String, BigDecimal> pricePerRegion,
        int totalCapacity,
        int availableCapacity,
        List<String> regionsAvailable,
        Map<String, String> regionStatuses,
        String globalStatus,
        String status,
        double globalRating,
        long totalTransactions,
        double successRate,
        List<Long> supportedChains,
        Map<String, BigDecimal> crossChainPricing,
        boolean dynamicPricingEnabled,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt,
        List<License> licenses,
        ChainAvailability crossChainAvailability,
        List<ChainListing> crossChainListings,
        boolean autoBridgeEnabled) {

    private static final double STARS = 5;

    /**
     * Where it can be had.
     *
     * @param availableChains those it is listed on; whether their nodes answer is told by the status of the integration
     * @param bridgeEnabled whether two chains of the same purchase may differ
     */
    record ChainAvailability(
            int totalChains,
            List<Long> availableChains,
            boolean pricingAvailable,
            boolean bridgeEnabled,
            Map<String, Boolean> regionalAvailability) {}

    record ChainListing(long chainId, BigDecimal price, String status) {}

    /** @param regions the status of each region that there is */
    static ServiceOfferView of(Offer offer, Map<String, String> regions, List<License> licenses) {
        Map<String, BigDecimal> prices = new LinkedHashMap<>();
        Map<String, String> statuses = new LinkedHashMap<>();
        Map<String, Boolean> available = new LinkedHashMap<>();
        if (offer.regions().isEmpty()) {
            prices.putAll(offer.regionPrices());
        }
        for (String region : offer.regions()) {
            prices.put(region, Rows.shown(offer.regionPrices().getOrDefault(region, offer.basePrice())));
            String status = regions.getOrDefault(region, "inactive");
            statuses.put(region, status);
            available.put(region, status.equals("active"));
        }
        return new ServiceOfferView(
                Ids.text(offer.id()),
                Ids.text(offer.id()),
                offer.agent(),
                offer.serviceType(),
                offer.specification(),
                Rows.shown(offer.basePrice()),
                offer.currency(),
                prices,
                offer.capacity(),
                offer.available(),
                offer.regions(),
                statuses,
                offer.status(),
                offer.status(),
                offer.successRate() * STARS,
                offer.sales(),
                offer.successRate(),
                offer.chains(),
                offer.chainPrices(),
                offer.dynamicPricing(),
                offer.createdAt(),
                offer.updatedAt(),
                offer.expiresAt(),
                licenses,
                new ChainAvailability(
                        offer.chains().size(),
                        offer.chains(),
                        !offer.chainPrices().isEmpty(),
                        offer.chains().size() > 1,
                        available),
                offer.chains().stream().map(chain -> listing(offer, chain)).toList(),
                false);
    }

    private static ChainListing listing(Offer offer, long chain) {
        return new ChainListing(
                chain,
                Rows.shown(offer.chainPrices().getOrDefault(Long.toString(chain), offer.basePrice())),
                offer.live() ? "available" : "expired");
    }
}
