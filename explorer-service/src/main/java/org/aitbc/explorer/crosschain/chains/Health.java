package org.aitbc.explorer.crosschain.chains;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the chains are.
 *
 * @param status {@code healthy} where every node that is configured answers, {@code degraded} where some do, else
 *     {@code unavailable}
 * @param averageProcessingTime seconds
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
