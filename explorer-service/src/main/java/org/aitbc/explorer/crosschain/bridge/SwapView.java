package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.crosschain.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * A bridge request as its client sees it.
 *
 * @param userAddress address of the wallet that coins come from
 * @param deliveredAmount what arrives, without the suite's fee
 * @param tokenAddress on the chain it comes from; null for the chain's coin
 * @param targetAddress address that they are delivered to
 * @param protocol how it is swapped
 * @param status in the words of older clients; {@code step} says more
 * @param step how far it is
 * @param progress 0 to 1
 * @param transactions those on both chains, so far
 * @param bridgeFee the suite's part, in coins
 * @param networkFee what transactions cost, in coins
 * @param totalFee both fees, in coins
 * @param estimatedCompletion when all of it would be final; said when it is asked for, null later
 * @param deadline when what the wallet locked goes back, unless it was swapped
 */
record SwapView(
        String bridgeRequestId,
        String userAddress,
        long sourceChainId,
        long targetChainId,
        BigDecimal amount,
        BigDecimal deliveredAmount,
        @Nullable String tokenAddress,
        String targetAddress,
        String protocol,
        String status,
        Step step,
        double progress,
        List<SwapTransaction> transactions,
        BigDecimal bridgeFee,
        BigDecimal networkFee,
        BigDecimal totalFee,
        @Nullable String reason,
        @Nullable Instant estimatedCompletion,
        Instant deadline,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt) {

    /**
     * @param purpose which step of the swap it is
     * @param confirmations blocks on top of its own, while the chain's node is there
     */
    record SwapTransaction(
            String purpose,
            long chainId,
            @Nullable String transactionHash,
            String status,
            @Nullable Long confirmations) {}

    static SwapView of(Swap swap, List<SwapTransaction> transactions, @Nullable Instant estimatedCompletion) {
        return new SwapView(
                Ids.text(swap.id()),
                swap.wallet(),
                swap.sourceChain(),
                swap.targetChain(),
                coins(swap, swap.units()),
                coins(swap, swap.delivered()),
                swap.sourceToken(),
                swap.recipient(),
                swap.protocol(),
                swap.step().status(),
                swap.step(),
                swap.step().progress(),
                transactions,
                coins(swap, swap.bridgeFee()),
                coins(swap, swap.networkFee()),
                coins(swap, swap.fees()),
                swap.reason(),
                estimatedCompletion,
                swap.sourceUntil(),
                swap.createdAt(),
                swap.updatedAt(),
                swap.endedAt());
    }

    static BigDecimal coins(Swap swap, BigInteger units) {
        return Amounts.amount(units, swap.decimals());
    }
}
