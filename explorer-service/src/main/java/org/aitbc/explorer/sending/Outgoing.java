package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.web3j.utils.Numeric;

/** A row of what is to be sent, as its sender sees it. */
record Outgoing(
        UUID id,
        long chainId,
        String sender,
        @Nullable String recipient,
        BigInteger value,
        String data,
        @Nullable Long gasLimit,
        State state,
        @Nullable Long nonce,
        boolean accepted,
        boolean cancelling,
        @Nullable String transactionHash,
        @Nullable String blockHash,
        @Nullable String error) {

    static Outgoing of(ResultSet row, int ignored) throws SQLException {
        return new Outgoing(
                row.getObject("id", UUID.class),
                row.getLong("chain_id"),
                row.getString("sender"),
                row.getString("recipient"),
                row.getBigDecimal("value").toBigIntegerExact(),
                Numeric.toHexString(row.getBytes("data")),
                row.getObject("gas_limit", Long.class),
                State.of(row.getString("state")),
                row.getObject("nonce", Long.class),
                row.getBoolean("accepted"),
                row.getBoolean("cancelling"),
                row.getString("transaction_hash"),
                row.getString("block_hash"),
                row.getString("error"));
    }

    /** Whether it had to be in a block. */
    boolean wasSeen() {
        return blockHash != null;
    }
}
