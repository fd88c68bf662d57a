package org.aitbc.market.global;

import java.util.Map;

/** The options, as they are answered. */
record IntegrationOptions(
        boolean autoCrossChainListing,
        boolean crossChainPricingEnabled,
        boolean regionalPricingEnabled,
        boolean reputationBasedRanking,
        boolean autoBridgeExecution,
        boolean multiChainWalletSupport) {

    static IntegrationOptions of(Map<Option, Boolean> values) {
        return new IntegrationOptions(
                values.getOrDefault(Option.AUTO_CROSS_CHAIN_LISTING, false),
                values.getOrDefault(Option.CROSS_CHAIN_PRICING_ENABLED, false),
                values.getOrDefault(Option.REGIONAL_PRICING_ENABLED, false),
                values.getOrDefault(Option.REPUTATION_BASED_RANKING, false),
                values.getOrDefault(Option.AUTO_BRIDGE_EXECUTION, false),
                values.getOrDefault(Option.MULTI_CHAIN_WALLET_SUPPORT, false));
    }
}
