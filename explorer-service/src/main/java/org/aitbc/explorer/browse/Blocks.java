package org.aitbc.explorer.browse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aitbc.domain.error.NotFound;
import org.aitbc.explorer.hex.Hex;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class Blocks {

    private static final Pattern HEIGHT = Pattern.compile("\\d{1,18}");

    private final JdbcClient jdbc;

    Blocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** From the top or below the cursor, and one more if there is one. */
    List<Block> list(Part part) {
        Cursor cursor = part.cursor();
        // without gaps, the height is the place in the list
        long highest = cursor == null ? part.asOf() - part.skipped() : cursor.height() - 1;
        return jdbc.sql("select " + Block.COLUMNS
                        + " from explorer.block where chain_id = ? and height <= ? order by height desc limit ?")
                .params(part.chainId(), highest, part.rows() + 1)
                .query(Block.class)
                .list();
    }

    /**
     * A block by its height or its hash.
     *
     * @throws NotFound when there is none
     */
    Block require(long chainId, String heightOrHash) {
        return find(chainId, heightOrHash)
                .orElseThrow(() -> new NotFound("BLOCK_NOT_FOUND", "chain " + chainId + " has no such block"));
    }

    Optional<Block> find(long chainId, String heightOrHash) {
        return HEIGHT.matcher(heightOrHash).matches()
                ? one("chain_id = ? and height = ?", chainId, Long.parseLong(heightOrHash))
                : Hex.hash(heightOrHash)
                        .flatMap(hash -> one("chain_id = ? and hash = decode(?, 'hex')", chainId, hash));
    }

    /** The hashes of a block's transactions, in their order. */
    List<String> transactions(long chainId, long height) {
        return jdbc.sql("select hash from explorer.transaction where chain_id = ? and height = ? order by index")
                .params(chainId, height)
                .query((row, _) -> Hex.of(row, "hash"))
                .list();
    }

    private Optional<Block> one(String which, Object... values) {
        return jdbc.sql("select " + Block.COLUMNS + " from explorer.block where " + which)
                .params(values)
                .query(Block.class)
                .optional();
    }
}
