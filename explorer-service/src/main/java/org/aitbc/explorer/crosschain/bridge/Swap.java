package org.aitbc.explorer.crosschain.bridge;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.web3j.abi.datatypes.generated.Bytes32;

/**
 * Coins or tokens that go from one chain to another.
 *
 * @param units what the wallet gives, as the chains count; the recipient gets them less both fees
 * @param sourceToken the token's contract on the chain it comes from, null for the coin; {@code targetToken} alike
 * @param sourceContract that holds the client's lock, null where that was not kept; {@code targetContract} alike
 * @param targetUntil when the suite's lock ends, well before the client's
 * @param outcome what a swap that is returning ends as
 */
record Swap(
        UUID id,
        String owner,
        String wallet,
        long sourceChain,
        long targetChain,
        @Nullable String sourceToken,
        @Nullable String targetToken,
        @Nullable String sourceContract,
        @Nullable String targetContract,
        String recipient,
        String protocol,
        int decimals,
        BigInteger units,
        BigInteger bridgeFee,
        BigInteger networkFee,
        Bytes32 secret,
        Bytes32 hash,
        Instant targetUntil,
        Instant sourceUntil,
        Step step,
        @Nullable Step outcome,
        @Nullable String reason,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant endedAt) {

    static Swap of(ResultSet row, int ignored) throws SQLException {
        String outcome = row.getString("outcome");
        Timestamp ended = row.getTimestamp("ended_at");
        return new Swap(
                row.getObject("id", UUID.class),
                row.getString("owner"),
                row.getString("wallet"),
                row.getLong("source_chain"),
                row.getLong("target_chain"),
                row.getString("source_token"),
                row.getString("target_token"),
                row.getString("source_contract"),
                row.getString("target_contract"),
                row.getString("recipient"),
                row.getString("protocol"),
                row.getInt("decimals"),
                row.getBigDecimal("units").toBigIntegerExact(),
                row.getBigDecimal("bridge_fee").toBigIntegerExact(),
                row.getBigDecimal("network_fee").toBigIntegerExact(),
                new Bytes32(row.getBytes("secret")),
                new Bytes32(row.getBytes("hash")),
                row.getTimestamp("target_until").toInstant(),
                row.getTimestamp("source_until").toInstant(),
                Step.of(row.getString("step")),
                outcome == null ? null : Step.of(outcome),
                row.getString("reason"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }

    BigInteger fees() {
        return bridgeFee.add(networkFee);
    }

    /** What the recipient gets. */
    BigInteger delivered() {
        return units.subtract(fees());
    }
}
