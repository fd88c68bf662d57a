package org.aitbc.market.enhanced;

import java.time.Instant;
import java.util.List;

/** What came of trying each part. */
record DeepHealth(
        String status, String service, int port, Instant timestamp, FeatureTests featureTests, String overallHealth) {

    record FeatureTests(
            Minting nftMinting,
            RoyaltyTest royaltyCalculation,
            LicenseTest licenseVerification,
            TradingTest tradingExecution,
            AnalyticsTest analyticsGeneration) {}

    /** Nothing is a token here. */
    record Minting(String status, String processingTime, String gasCost, String successRate) {

        static final Minting NONE = new Minting("unavailable", "none", "none", "none");
    }

    record RoyaltyTest(String status, String calculationTime, String accuracy, List<String> supportedTiers) {}

    record LicenseTest(
            String status, String verificationTime, List<String> supportedLicenses, String validationAccuracy) {}

    /** @param slippage none: a purchase is made at the price that was quoted */
    record TradingTest(String status, String executionTime, String slippage, String successRate) {}

    record AnalyticsTest(String status, String generationTime, List<String> metricsAvailable, String accuracy) {}
}
