package org.aitbc.explorer.browse;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aitbc.explorer.hex.Hex;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Addresses as they were after a block. */
@Component
class Addresses {

    private static final int RECENT = 5;

    private static final String STATE = """
            select v.address, v.tx_count, v.height, b.at as last_active, v.balance
            from explorer.address_version v
            join explorer.block b on b.chain_id = v.chain_id and b.height = v.height
            """;

    /** Those whose last change is lowest come last, so the list needs no count of its own. */
    private static final String LIST = STATE + """
            where v.chain_id = :chain and v.height <= :asOf and (v.height, v.address) < (:height, decode(:address, 'hex'))
              and not exists (select from explorer.address_version n
                  where n.chain_id = v.chain_id and n.address = v.address and n.height > v.height and n.height <= :asOf)
            order by v.height desc, v.address desc limit :limit offset :offset""";

    private static final String ONE = STATE + """
            where v.chain_id = :chain and v.address = decode(:address, 'hex') and v.height <= :asOf
            order by v.height desc limit 1""";

    private static final String RECENT_TRANSACTIONS = """
            select hash from (
                (select hash, height, index from explorer.transaction
                 where chain_id = :chain and sender = decode(:address, 'hex') and height <= :asOf
                 order by height desc, index desc limit :limit)
                union all
                (select hash, height, index from explorer.transaction
                 where chain_id = :chain and receiver = decode(:address, 'hex') and sender <> receiver and height <= :asOf
                 order by height desc, index desc limit :limit)) t
            order by height desc, index desc limit :limit""";

    private static final String TOKENS = """
            select token, sum(amount) as balance from (
                select token, amount from explorer.token_transfer where chain_id = :chain and recipient = decode(:address, 'hex') and height <= :asOf
                union all
                select token, -amount from explorer.token_transfer where chain_id = :chain and sender = decode(:address, 'hex') and height <= :asOf) t
            group by token having sum(amount) <> 0 order by token limit :limit""";

    private static final int MOST_TOKENS = 100;

    private final JdbcClient jdbc;

    Addresses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An address after a block.
     *
     * @param height of the block that changed it last
     * @param balance in the smallest unit; null where the node had it no more
     */
    record State(
            String address,
            long txCount,
            long height,
            Instant lastActive,
            @Nullable BigDecimal balance) {}

    /** @param balance what its transfers add up to since the index begins, in the token's smallest unit */
    record TokenBalance(String token, BigDecimal balance) {}

    /** Those that were active last come first; and one more if there is one. */
    List<State> list(Part part) {
        Cursor cursor = part.cursor();
        Position from = cursor == null ? new Position(part.asOf() + 1, "") : Position.parse(cursor.rest());
        return jdbc.sql(LIST)
                .param("chain", part.chainId())
                .param("asOf", part.asOf())
                .param("height", from.height())
                .param("address", from.address())
                .param("limit", part.rows() + 1)
                .param("offset", part.skipped())
                .query(State.class)
                .list();
    }

    /** @param address its 40 digits */
    Optional<State> find(long chainId, String address, long asOf) {
        return jdbc.sql(ONE)
                .param("chain", chainId)
                .param("address", address)
                .param("asOf", asOf)
                .query(State.class)
                .optional();
    }

    List<String> recentTransactions(long chainId, String address, long asOf) {
        return jdbc.sql(RECENT_TRANSACTIONS)
                .param("chain", chainId)
                .param("address", address)
                .param("asOf", asOf)
                .param("limit", RECENT)
                .query((row, _) -> Hex.of(row, "hash"))
                .list();
    }

    List<TokenBalance> tokens(long chainId, String address, long asOf) {
        return jdbc.sql(TOKENS)
                .param("chain", chainId)
                .param("address", address)
                .param("asOf", asOf)
                .param("limit", MOST_TOKENS)
                .query(TokenBalance.class)
                .list();
    }

    /** A place in the list, as its cursor carries it: the height, and where in it. */
    record Position(long height, String address) {

        private static final Pattern FORM = Pattern.compile("\\d{1,18}x[0-9a-f]{40}");

        static Position parse(String rest) {
            if (!FORM.matcher(rest).matches()) {
                throw Cursor.invalid();
            }
            int end = rest.indexOf('x');
            return new Position(Long.parseLong(rest.substring(0, end)), rest.substring(end + 1));
        }

        static String text(State last) {
            return last.height() + last.address().substring(1);
        }
    }
}
