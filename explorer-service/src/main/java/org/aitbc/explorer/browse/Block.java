package org.aitbc.explorer.browse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.aitbc.explorer.hex.Hex;
import org.jspecify.annotations.Nullable;

/**
 * A block.
 *
 * @param proposer receives the fees
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
            "height, hash, at, tx_count, proposer, parent_hash, gas_used, gas_limit, base_fee, size";

    static Block of(ResultSet row, int number) throws SQLException {
        return new Block(
                row.getLong("height"),
                Hex.of(row, "hash"),
                row.getTimestamp("at").toInstant(),
                row.getInt("tx_count"),
                Hex.of(row, "proposer"),
                Hex.of(row, "parent_hash"),
                row.getBigDecimal("gas_used"),
                row.getBigDecimal("gas_limit"),
                row.getBigDecimal("base_fee"),
                row.getObject("size", Long.class));
    }
}
