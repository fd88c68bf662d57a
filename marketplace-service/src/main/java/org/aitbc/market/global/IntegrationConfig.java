package org.aitbc.market.global;

import java.time.Instant;

/** What can be asked for in purchases across chains. */
record IntegrationConfig(
        Configuration integrationConfig,
        Strategies optimizationStrategies,
        Protocols bridgeProtocols,
        Priorities transactionPriorities,
        Instant lastUpdated) {

    record Strategies(Strategy.View balanced, Strategy.View aggressive, Strategy.View premium) {}

    /** @param available whether a purchase may ask for it */
    record Protocol(String name, String description, String recommendedFor, boolean available) {}

    record Protocols(Protocol atomicSwap, Protocol htlc, Protocol liquidityPool, Protocol wrappedToken) {}

    record Priority(String name, String description, double processingMultiplier) {}

    record Priorities(Priority low, Priority medium, Priority high, Priority urgent, Priority critical) {}

    static IntegrationConfig of(Configuration options, Instant now) {
        return new IntegrationConfig(
                options,
                new Strategies(Strategy.BALANCED.view(), Strategy.AGGRESSIVE.view(), Strategy.PREMIUM.view()),
                new Protocols(
                        lock("Atomic swap"), lock("Hash time lock"), none("Liquidity pool"), none("Wrapped token")),
                new Priorities(
                        priority("Low"),
                        priority("Medium"),
                        priority("High"),
                        priority("Urgent"),
                        priority("Critical")),
                now);
    }

    private static Protocol lock(String name) {
        return new Protocol(name, "The bridge of explorer-service", "chains that have the same coin", true);
    }

    private static Protocol none(String name) {
        return new Protocol(name, "Not offered", "nothing", false);
    }

    /** The ledger settles all of them at once. */
    private static Priority priority(String name) {
        return new Priority(name, "Settled in the ledger, as fast as all others", 1);
    }
}
