package org.aitbc.explorer.browse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A block.
 *
 * @param proposer receives the fees
 * @param parentHash hash of the block before
 * @param baseFee in the smallest unit of the coin; null before the chain had one
 */
record Block(
        long height,
        String hash,
        Instant timestamp,
        @JsonProperty("txCount") int txCount,
        String proposer,
        String parentHash,
        BigDecimal gasUsed,
        BigDecimal gasLimit,
        @Nullable BigDecimal baseFee,
        @Nullable Long size) {

    static final String COLUMNS =
            "height, hash, at as timestamp, tx_count, proposer, parent_hash, gas_used, gas_limit, base_fee, size";
}
