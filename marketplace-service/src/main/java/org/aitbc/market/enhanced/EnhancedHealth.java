package org.aitbc.market.enhanced;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** How this part of the market is. */
record EnhancedHealth(
        String status,
        String service,
        int port,
        Instant timestamp,
        String pythonVersion,
        EnhancedMachine system,
        EnhancedCapabilities capabilities,
        EnhancedFeatures nftFeatures,
        EnhancedTimes performance,
        EnhancedDependencies dependencies) {

    record EnhancedMachine(
            double cpuPercent, double memoryPercent, double memoryAvailableGb, double diskPercent, double diskFreeGb) {}

    /** What can be done here. */
    record EnhancedCapabilities(
            @JsonProperty("nft_20_standard") boolean nft20Standard,
            boolean royaltyManagement,
            boolean licensingVerification,
            boolean advancedAnalytics,
            boolean tradingExecution,
            boolean disputeResolution,
            boolean priceDiscovery) {

        /** Nothing is a token here; where buyer and seller do not agree, an admin decides. */
        static final EnhancedCapabilities HERE = new EnhancedCapabilities(false, true, true, true, true, true, true);
    }

    record EnhancedFeatures(
            boolean dynamicRoyalties,
            boolean programmaticLicenses,
            boolean usageTracking,
            boolean revenueSharing,
            boolean upgradeableTokens,
            boolean crossChainCompatibility) {

        static final EnhancedFeatures HERE = new EnhancedFeatures(true, true, false, true, false, true);
    }

    /** Mean times of the requests that this service has answered, such as {@code 12.3 ms}, or {@code unmeasured}. */
    record EnhancedTimes(
            String transactionProcessingTime,
            String royaltyCalculationTime,
            String licenseVerificationTime,
            String analyticsGenerationTime,
            String disputeResolutionTime,
            String successRate) {}

    /** Each {@code healthy} or {@code unavailable}; contracts are not used. */
    record EnhancedDependencies(
            String database,
            String blockchainNode,
            String smartContracts,
            String paymentProcessor,
            String analyticsEngine) {}
}
