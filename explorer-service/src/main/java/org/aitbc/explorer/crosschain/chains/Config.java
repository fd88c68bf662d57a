package org.aitbc.explorer.crosschain.chains;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.explorer.chain.Chain;

/**
 * What can be asked for, in the words of older clients; what is not offered says so.
 *
 * @param bridgeProtocols by the name that requests use
 * @param transactionPriorities by the name that requests use
 * @param routingStrategies by the name that requests use
 * @param securityLevels names that requests may use
 */
record Config(
        List<Long> supportedChains,
        Map<String, Protocol> bridgeProtocols,
        Map<String, Priority> transactionPriorities,
        Map<String, Strategy> routingStrategies,
        List<String> securityLevels,
        Instant lastUpdated) {

    private static final List<String> LEVELS = List.of("low", "medium", "high", "maximum");

    /**
     * @param securityLevels names that requests may use
     * @param recommendedFor what it is good for, for people
     * @param available whether bridge requests may ask for it
     */
    record Protocol(
            String name, String description, List<String> securityLevels, String recommendedFor, boolean available) {}

    /** @param processingMultiplier what to expect of the time it takes; no chain promises it */
    record Priority(String name, String description, double processingMultiplier) {}

    /**
     * @param bestFor what it is good for, for people
     */
    record Strategy(String name, String description, String bestFor) {}

    static Config of(List<Chain> chains) {
        return new Config(
                chains.stream().map(Chain::id).toList(),
                protocols(),
                priorities(),
                strategies(),
                LEVELS,
                Instant.now());
    }

    private static Map<String, Protocol> protocols() {
        Map<String, Protocol> all = new LinkedHashMap<>();
        all.put("htlc", swap("Hash time lock", "coins and tokens between chains that have the same"));
        all.put("atomic_swap", swap("Atomic swap", "the same as htlc: the lock makes the swap atomic"));
        all.put("liquidity_pool", none("Liquidity pool"));
        all.put("wrapped_token", none("Wrapped token"));
        return all;
    }

    private static Protocol swap(String name, String use) {
        return new Protocol(
                name,
                "Each side is locked in a contract for whoever tells the secret, and goes back after a time",
                LEVELS,
                use,
                true);
    }

    private static Protocol none(String name) {
        return new Protocol(name, "Not offered", List.of(), "nothing", false);
    }

    private static Map<String, Priority> priorities() {
        Map<String, Priority> all = new LinkedHashMap<>();
        all.put("low", new Priority("Low", "A tip that a fifth of the transactions of late were below", 2));
        all.put("medium", new Priority("Medium", "The median tip of late", 1));
        all.put("high", new Priority("High", "A tip that three quarters were below", 0.8));
        all.put("urgent", new Priority("Urgent", "A tip that nine tenths were below, and room for rising fees", 0.6));
        all.put("critical", new Priority("Critical", "A tip above nearly all, and the most room for rising fees", 0.5));
        return all;
    }

    private static Map<String, Strategy> strategies() {
        Map<String, Strategy> all = new LinkedHashMap<>();
        all.put("fastest", new Strategy("Fastest", "Finality counts most", "urgency high, urgent and critical"));
        all.put("cheapest", new Strategy("Cheapest", "The gas price counts most", "urgency low"));
        all.put("balanced", new Strategy("Balanced", "Price, then finality", "urgency medium"));
        all.put("reliable", new Strategy("Reliable", "Success of late counts a fifth in each", "any urgency"));
        all.put("priority", new Strategy("Priority", "The urgency decides", "optimize-routing"));
        return all;
    }
}
