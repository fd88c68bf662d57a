package org.aitbc.explorer.trace;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the index tells of transactions. */
@Component
class ChainRows {

    private static final String SELECT = """
            select t.*, b.hash as block_hash, b.at from explorer.transaction t
            join explorer.block b on b.chain_id = t.chain_id and b.height = t.height
            """;

    private static final String OF_ADDRESS = "select * from ((" + SELECT
            + "where t.chain_id = :chain and t.sender = decode(:address, 'hex') order by height desc, index desc limit :most) union all ("
            + SELECT
            + "where t.chain_id = :chain and t.receiver = decode(:address, 'hex') and t.sender <> t.receiver order by height desc, index desc limit :most))"
            + " both_sides order by height desc, index desc limit :most";

    private final JdbcClient jdbc;

    ChainRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A transaction; amounts in the coin's smallest unit. */
    record Transfer(
            long chainId,
            String hash,
            long height,
            String blockHash,
            Instant at,
            String sender,
            @Nullable String receiver,
            boolean creates,
            BigDecimal value,
            BigDecimal fee,
            BigDecimal nonce,
            @Nullable Boolean success) {}

    record BlockRow(String hash, long height, Instant at) {}

    /** @param hash its 64 digits */
    Optional<Transfer> transaction(long chainId, String hash) {
        return jdbc.sql(SELECT + "where t.chain_id = ? and t.hash = decode(?, 'hex')")
                .params(chainId, hash)
                .query(Transfer.class)
                .optional();
    }

    /** @param address its 40 digits */
    List<Transfer> ofAddress(long chainId, String address, int most) {
        return jdbc.sql(OF_ADDRESS)
                .param("chain", chainId)
                .param("address", address)
                .param("most", most)
                .query(Transfer.class)
                .list();
    }

    List<Transfer> ofBlock(long chainId, long height, int most) {
        return jdbc.sql(SELECT + "where t.chain_id = ? and t.height = ? order by t.index limit ?")
                .params(chainId, height, most)
                .query(Transfer.class)
                .list();
    }

    /** @param hash its 64 digits */
    Optional<BlockRow> block(long chainId, String hash) {
        return jdbc.sql("select hash, height, at from explorer.block where chain_id = ? and hash = decode(?, 'hex')")
                .params(chainId, hash)
                .query(BlockRow.class)
                .optional();
    }
}
