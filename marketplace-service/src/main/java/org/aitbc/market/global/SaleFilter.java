package org.aitbc.market.global;

import org.jspecify.annotations.Nullable;

/**
 * Which purchases are wanted; null does not matter.
 *
 * @param who takes part in them, on either side
 * @param chained only those that name a chain
 */
record SaleFilter(
        @Nullable String who,
        @Nullable String buyer,
        @Nullable String seller,
        @Nullable Long sourceChain,
        @Nullable Long targetChain,
        @Nullable String status,
        boolean chained) {}
