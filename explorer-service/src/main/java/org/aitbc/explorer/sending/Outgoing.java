package org.aitbc.explorer.sending;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.explorer.hex.Hex;
import org.jspecify.annotations.Nullable;

/** A row of what is to be sent, as its sender sees it. */
record Outgoing(
        UUID id,
        long chainId,
        String sender,
        @Nullable String recipient,
        BigInteger value,
        String data,
        @Nullable Long gasLimit,
        Offer offer,
        State state,
        @Nullable Long nonce,
        boolean accepted,
        boolean cancelling,
        @Nullable String transactionHash,
        @Nullable String blockHash,
        @Nullable String error,
        @Nullable Instant notAfter) {

    static Outgoing of(ResultSet row, int ignored) throws SQLException {
        Timestamp notAfter = row.getTimestamp("not_after");
        return new Outgoing(
                row.getObject("id", UUID.class),
                row.getLong("chain_id"),
                row.getString("sender"),
                row.getString("recipient"),
                row.getBigDecimal("value").toBigIntegerExact(),
                Hex.of(row.getBytes("data")),
                row.getObject("gas_limit", Long.class),
                new Offer(Priority.of(row.getString("priority")), whole(row, "gas_price"), whole(row, "max_fee")),
                State.of(row.getString("state")),
                row.getObject("nonce", Long.class),
                row.getBoolean("accepted"),
                row.getBoolean("cancelling"),
                row.getString("transaction_hash"),
                row.getString("block_hash"),
                row.getString("error"),
                notAfter == null ? null : notAfter.toInstant());
    }

    /** Whether its deadline has passed: from then on it is cancelled and no longer sent. */
    boolean isLate() {
        return notAfter != null && !Instant.now().isBefore(notAfter);
    }

    /** What the account has to have for it. */
    BigInteger cost(long gas, Fees fees) {
        return value.add(fees.max().multiply(BigInteger.valueOf(gas)));
    }

    /** Whether it had to be in a block. */
    boolean wasSeen() {
        return blockHash != null;
    }

    private static @Nullable BigInteger whole(ResultSet row, String column) throws SQLException {
        BigDecimal number = row.getBigDecimal(column);
        return number == null ? null : number.toBigIntegerExact();
    }
}
