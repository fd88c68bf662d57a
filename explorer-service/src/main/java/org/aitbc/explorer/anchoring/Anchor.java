package org.aitbc.explorer.anchoring;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import org.aitbc.explorer.hex.Hex;
import org.aitbc.explorer.sending.State;
import org.jspecify.annotations.Nullable;

/** A root of the log that is, was or will be on the chain. */
record Anchor(
        long id,
        long treeSize,
        String root,
        long chainId,
        String contract,
        State state,
        @Nullable String transactionHash,
        @Nullable Long blockNumber,
        @Nullable String blockHash,
        @Nullable Instant minedAt) {

    static Anchor of(ResultSet row, int ignored) throws SQLException {
        Timestamp mined = row.getTimestamp("mined_at");
        return new Anchor(
                row.getLong("id"),
                row.getLong("tree_size"),
                Hex.of(row.getBytes("root")),
                row.getLong("chain_id"),
                row.getString("contract"),
                State.of(row.getString("state")),
                row.getString("transaction_hash"),
                row.getObject("block_number", Long.class),
                row.getString("block_hash"),
                mined == null ? null : mined.toInstant());
    }

    /** In the words of the API. */
    AnchorState shown() {
        return switch (state) {
            case QUEUED, FAILED, CANCELLED -> AnchorState.PENDING;
            case SUBMITTED, MINED -> AnchorState.SUBMITTED;
            case CONFIRMED -> AnchorState.CONFIRMED;
        };
    }
}
