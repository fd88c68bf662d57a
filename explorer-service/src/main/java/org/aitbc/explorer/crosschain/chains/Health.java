package org.aitbc.explorer.crosschain.chains;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the chains are.
 *
 * @param status {@code healthy} where every node that is configured answers, {@code degraded} where some do, else {@code
 *     unavailable}
 * @param supportedChains how many chains are configured
 * @param chains each of them
 * @param bridgeRequests how many there were
 * @param bridgeSuccessRate share of the ended ones that were completed, 0 to 1
 * @param transactionsSubmitted how many there were
 * @param transactionSuccessRate share of the ended ones that succeeded, 0 to 1
 * @param averageProcessingTime seconds
 * @param activeLiquidityPools how many pairs of chains can be bridged
 */
record Health(
        String status,
        int supportedChains,
        List<ChainHealth> chains,
        long bridgeRequests,
        double bridgeSuccessRate,
        long transactionsSubmitted,
        double transactionSuccessRate,
        double averageProcessingTime,
        int activeLiquidityPools,
        Instant lastUpdated) {

    /**
     * @param status {@code up}, {@code down} or {@code none}
     * @param secondsBehind how old the newest block is, or null
     */
    record ChainHealth(
            long chainId,
            String name,
            String status,
            @Nullable Long blockNumber,
            @Nullable Long secondsBehind) {}
}
