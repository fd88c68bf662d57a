package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.ContractUtils;

/**
 * What became of a {@link Draft}.
 *
 * @param nonce null while it is queued
 * @param transactionHash of the transaction that goes or went on chain; a replacement has another one
 * @param blockNumber null while it is in none
 * @param error why it waits or has failed
 * @param minedAt when we first saw it in a block
 */
public record Sent(
        UUID id,
        long chainId,
        String from,
        @Nullable String to,
        BigInteger value,
        String purpose,
        String reference,
        State state,
        boolean cancelling,
        @Nullable Long nonce,
        @Nullable String transactionHash,
        @Nullable Long blockNumber,
        @Nullable String blockHash,
        @Nullable Long gasUsed,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant minedAt,
        @Nullable Instant endedAt) {

    static Sent of(ResultSet row, int ignored) throws SQLException {
        return new Sent(
                row.getObject("id", UUID.class),
                row.getLong("chain_id"),
                row.getString("sender"),
                row.getString("recipient"),
                row.getBigDecimal("value").toBigIntegerExact(),
                row.getString("purpose"),
                row.getString("reference"),
                State.of(row.getString("state")),
                row.getBoolean("cancelling"),
                row.getObject("nonce", Long.class),
                row.getString("transaction_hash"),
                row.getObject("block_number", Long.class),
                row.getString("block_hash"),
                row.getObject("gas_used", Long.class),
                row.getString("error"),
                row.getTimestamp("created_at").toInstant(),
                time(row, "mined_at"),
                time(row, "ended_at"));
    }

    /** The address of the contract that it creates, or null where it creates none or has no nonce yet. */
    public @Nullable String contract() {
        return to != null || nonce == null
                ? null
                : ContractUtils.generateContractAddress(from, BigInteger.valueOf(nonce));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
