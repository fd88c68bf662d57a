package org.aitbc.explorer.crosschain.transfers;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.json.RawJson;
import org.aitbc.explorer.crosschain.Amounts;
import org.jspecify.annotations.Nullable;

/**
 * What a client has sent from a wallet, and what became of it.
 *
 * @param userId principal whose it is
 * @param transactionType what it is, as the client called it
 * @param amount in coins, or in tokens where a token is named
 * @param progress 0 to 1
 * @param confirmations blocks on top of its own, where the node was asked and is there
 * @param gasPricePaid in the smallest unit of the coin, likewise
 * @param maxFeePerGas what is offered for a unit of gas at most, likewise; null before it is signed
 * @param retryCount how often it was signed again with a greater fee
 * @param submitAttempts how often it was sent
 * @param metadata what the client said of it for itself
 * @param processingTime seconds from its submission to its end
 */
record Transfer(
        String transactionId,
        String userId,
        long chainId,
        String transactionType,
        String fromAddress,
        String toAddress,
        BigDecimal amount,
        @Nullable String tokenAddress,
        String priority,
        String status,
        double progress,
        @Nullable String transactionHash,
        @Nullable Long blockNumber,
        @Nullable Long confirmations,
        @Nullable Long gasUsed,
        @Nullable BigInteger gasPricePaid,
        @Nullable BigInteger maxFeePerGas,
        int retryCount,
        int submitAttempts,
        @Nullable String errorMessage,
        @Nullable RawJson metadata,
        @Nullable Double processingTime,
        Instant createdAt,
        Instant updatedAt,
        Instant deadline) {

    static Transfer of(ResultSet row, int ignored) throws SQLException {
        Instant created = row.getTimestamp("created_at").toInstant();
        Instant mined = time(row, "mined_at");
        Instant ended = time(row, "ended_at");
        BigDecimal offered = row.getBigDecimal("offered");
        int attempts = row.getInt("attempts");
        return new Transfer(
                Ids.text(row.getObject("id", UUID.class)),
                row.getString("owner"),
                row.getLong("chain_id"),
                row.getString("kind"),
                row.getString("sender"),
                row.getString("recipient"),
                Amounts.amount(row.getBigDecimal("units").toBigIntegerExact(), row.getInt("decimals")),
                row.getString("token"),
                row.getString("priority"),
                row.getString("status"),
                row.getDouble("progress"),
                row.getString("transaction_hash"),
                row.getObject("block_number", Long.class),
                null,
                row.getObject("gas_used", Long.class),
                null,
                offered == null ? null : offered.toBigIntegerExact(),
                Math.max(0, attempts - 1),
                attempts,
                row.getString("error"),
                RawJson.of(row.getString("metadata")),
                ended == null ? null : Duration.between(created, ended).toMillis() / 1000.0,
                created,
                ended != null ? ended : mined != null ? mined : created,
                row.getTimestamp("deadline").toInstant());
    }

    /** With what only the node can tell. */
    Transfer with(@Nullable Long depth, @Nullable BigInteger gasPrice) {
        return new Transfer(
                transactionId,
                userId,
                chainId,
                transactionType,
                fromAddress,
                toAddress,
                amount,
                tokenAddress,
                priority,
                status,
                progress,
                transactionHash,
                blockNumber,
                depth,
                gasUsed,
                gasPrice,
                maxFeePerGas,
                retryCount,
                submitAttempts,
                errorMessage,
                metadata,
                processingTime,
                createdAt,
                updatedAt,
                deadline);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
