package org.aitbc.market.global;

import java.time.Instant;

/** What can be asked for in purchases across chains. */
record IntegrationConfig(
        IntegrationOptions integrationConfig,
        PriceStrategies optimizationStrategies,
        BridgeProtocols bridgeProtocols,
        SalePriorities transactionPriorities,
        Instant lastUpdated) {

    record PriceStrategies(
            Strategy.PriceStrategy balanced, Strategy.PriceStrategy aggressive, Strategy.PriceStrategy premium) {}

    /** @param available whether a purchase may ask for it */
    record BridgeProtocol(String name, String description, String recommendedFor, boolean available) {}

    record BridgeProtocols(
            BridgeProtocol atomicSwap,
            BridgeProtocol htlc,
            BridgeProtocol liquidityPool,
            BridgeProtocol wrappedToken) {}

    record SalePriority(String name, String description, double processingMultiplier) {}

    record SalePriorities(
            SalePriority low, SalePriority medium, SalePriority high, SalePriority urgent, SalePriority critical) {}

    static IntegrationConfig of(IntegrationOptions options, Instant now) {
        return new IntegrationConfig(
                options,
                new PriceStrategies(Strategy.BALANCED.view(), Strategy.AGGRESSIVE.view(), Strategy.PREMIUM.view()),
                new BridgeProtocols(
                        lock("Atomic swap"), lock("Hash time lock"), none("Liquidity pool"), none("Wrapped token")),
                new SalePriorities(
                        priority("Low"),
                        priority("Medium"),
                        priority("High"),
                        priority("Urgent"),
                        priority("Critical")),
                now);
    }

    private static BridgeProtocol lock(String name) {
        return new BridgeProtocol(name, "The bridge of explorer-service", "chains that have the same coin", true);
    }

    private static BridgeProtocol none(String name) {
        return new BridgeProtocol(name, "Not offered", "nothing", false);
    }

    /** The ledger settles all of them at once. */
    private static SalePriority priority(String name) {
        return new SalePriority(name, "Settled in the ledger, as fast as all others", 1);
    }
}
