package org.aitbc.market.services;

import com.fasterxml.jackson.annotation.*;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.json.RawJson;
import org.aitbc.market.licensing.OfferTerms.License;
import org.aitbc.market.services.FeatureFlags.IntegrationOptions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service on the market, sold everywhere where it names no regions. The success rate is of sales that have ended, 0 before
 * the first. Nothing is bridged: purchases are settled in the ledger.
 *
 * @param basePrice of a unit, in AITBC
 * @param totalCapacity units that may be sold
 * @param availableCapacity units that are left
 * @param regionsAvailable names of regions; empty for all
 * @param globalStatus the same as status
 * @param globalRating 0 to 5, from the success rate
 * @param totalTransactions number of purchases
 * @param successRate share of the sales that have ended that were completed, 0 to 1
 * @param crossChainListings where it is listed
 * @param autoBridgeEnabled false: nothing is bridged
 */
record ServiceOffer(
        UUID id,
        UUID offerId,
        String agentId,
        String serviceType,
        RawJson resourceSpecification,
        BigDecimal basePrice,
        String currency,
        Map<String, BigDecimal> pricePerRegion,
        int totalCapacity,
        int availableCapacity,
        List<String> regionsAvailable,
        Status globalStatus,
        Status status,
        double globalRating,
        long totalTransactions,
        double successRate,
        List<Long> supportedChains,
        Map<String, BigDecimal> crossChainPricing,
        List<ChainListing> crossChainListings,
        boolean autoBridgeEnabled,
        boolean dynamicPricingEnabled,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant expiresAt) {

    /** Stands for no region in particular. */
    static final String ANYWHERE = "global";

    static final String MIN_PRICE = "0.00000001";
    static final String MAX_PRICE = "1000000000";

    /** Of offers and purchases; {@code pending} was the older system's. */
    enum Status {
        ACTIVE,
        INACTIVE,
        PENDING,
        COMPLETED,
        CANCELLED,
        EXPIRED
    }

    /**
     * The specification may name the worker it runs on (miner_id), and a job that shows it (check).
     *
     * @param basePrice of a unit, in AITBC
     * @param totalCapacity units that may be sold
     * @param regionsAvailable names of regions; empty for all
     * @param deadlineMinutes within which a purchase is delivered
     */
    record ServiceOfferRequest(
            @Nullable String agentId,
            @NotBlank @Size(max = 64) String serviceType,
            @NotNull ObjectNode resourceSpecification,

            @NotNull @DecimalMin(MIN_PRICE) @DecimalMax(MAX_PRICE) @Digits(integer = 10, fraction = 8)
            BigDecimal basePrice,

            @NotNull @Min(1) @Max(1_000_000) Integer totalCapacity,
            @Nullable String currency,
            @Size(max = 100) List<@NotBlank @Size(max = 64) String> regionsAvailable,
            @Nullable @Size(max = 100) List<@NotNull Long> supportedChains,
            @Nullable Boolean dynamicPricingEnabled,
            @Nullable @Future Instant expiresAt,
            @Nullable @Min(1) @Max(5_256_000) Integer deadlineMinutes,

            @Size(max = 100)
            Map<@NotBlank String, @NotNull @DecimalMin(MIN_PRICE) @DecimalMax(MAX_PRICE) BigDecimal> pricePerRegion,

            @Size(max = 100)
            Map<@NotNull Long, @NotNull @DecimalMin(MIN_PRICE) @DecimalMax(MAX_PRICE) BigDecimal> crossChainPricing) {

        ServiceOfferRequest {
            regionsAvailable = Objects.requireNonNullElse(regionsAvailable, List.of());
            pricePerRegion = Objects.requireNonNullElse(pricePerRegion, Map.of());
            crossChainPricing = Objects.requireNonNullElse(crossChainPricing, Map.of());
        }

        @AssertTrue(message = "resource_specification: is too long")
        boolean isShort() {
            return resourceSpecification == null
                    || resourceSpecification.toString().length() <= 65_536;
        }
    }

    record ChainListing(long chainId, BigDecimal price, String status) {}

    /**
     * Where it can be bought; by a bridge where two chains of a purchase may differ.
     *
     * @param totalChains number of chains
     * @param availableChains ids of the chains
     * @param pricingAvailable whether chains have prices of their own
     * @param bridgeEnabled whether it has two chains or more
     * @param regionalAvailability whether a region is active, by its code
     */
    record ChainAvailability(
            int totalChains,
            List<Long> availableChains,
            boolean pricingAvailable,
            boolean bridgeEnabled,
            Map<String, Boolean> regionalAvailability) {}

    /**
     * An offer as all operations answer it; one of its licences, if there are any, is needed to buy it.
     *
     * @param regionStatuses status of its regions, by their codes
     * @param licenses what it may be used for; without any, anybody may buy it
     */
    record ListedOffer(@JsonUnwrapped ServiceOffer offer, Map<String, String> regionStatuses, List<License> licenses) {

        @JsonProperty
        ChainAvailability crossChainAvailability() {
            Map<String, Boolean> active = new LinkedHashMap<>();
            regionStatuses.forEach((region, status) -> active.put(region, status.equals("active")));
            List<Long> chains = offer.supportedChains;
            return new ChainAvailability(
                    chains.size(), chains, !offer.crossChainPricing.isEmpty(), chains.size() > 1, active);
        }
    }

    /** What a unit costs: by the chain or else the region, where such prices are switched on. */
    BigDecimal price(IntegrationOptions on, String region, @Nullable Long chain) {
        BigDecimal price = on.regionalPricingEnabled() ? pricePerRegion.getOrDefault(region, basePrice) : basePrice;
        return on.crossChainPricingEnabled() ? crossChainPricing.getOrDefault(String.valueOf(chain), price) : price;
    }

    boolean isExpired() {
        return status == Status.EXPIRED;
    }
}
