package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import org.aitbc.explorer.chain.Chain;
import org.jspecify.annotations.Nullable;

/**
 * What can be swapped between two chains: the coin that both have, or a token that is on both.
 *
 * @param sourceToken the token's contract, null for the coin; {@code targetToken} alike
 * @param networkFee in tokens; null for the coin, in which gas is paid
 */
record Pair(
        Chain source,
        Chain target,
        String symbol,
        @Nullable String sourceToken,
        @Nullable String targetToken,
        @Nullable BigDecimal networkFee) {}
