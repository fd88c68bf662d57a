package org.aitbc.market.global;

import org.jspecify.annotations.Nullable;

/**
 * Which offers are wanted; null does not matter.
 *
 * @param chained only those that are listed on chains
 * @param leastReputation 1000 is a seller all of whose sales went well
 */
record OfferFilter(
        @Nullable String region,
        @Nullable String serviceType,
        @Nullable String status,
        @Nullable Long chain,
        boolean chained,
        @Nullable Double leastReputation) {}
