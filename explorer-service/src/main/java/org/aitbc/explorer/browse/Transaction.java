package org.aitbc.explorer.browse;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of a block; amounts in the smallest unit of the coin.
 *
 * @param receiver of a creation, the new contract
 * @param success null where the chain does not say so
 */
record Transaction(
        String hash,
        long height,
        int index,
        String blockHash,
        Instant at,
        String sender,
        @Nullable String receiver,
        boolean creates,
        BigDecimal value,
        BigDecimal nonce,
        int type,
        BigDecimal gasLimit,
        BigDecimal gasPrice,
        BigDecimal gasUsed,
        BigDecimal fee,
        @Nullable Boolean success,
        String input) {

    static final String SELECT = """
            select t.*, b.hash as block_hash, b.at from explorer.transaction t
            join explorer.block b on b.chain_id = t.chain_id and b.height = t.height
            """;

    @Nullable
    String to() {
        return creates ? null : receiver;
    }

    @Nullable
    String contract() {
        return creates ? receiver : null;
    }

    String status() {
        return Boolean.FALSE.equals(success) ? "failed" : "success";
    }
}
