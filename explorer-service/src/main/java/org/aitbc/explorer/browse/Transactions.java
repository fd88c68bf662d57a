package org.aitbc.explorer.browse;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.aitbc.domain.error.NotFound;
import org.aitbc.explorer.hex.Hex;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class Transactions {

    private static final String BELOW = """
            where t.chain_id = :chain and t.height >= :lowest and (t.height, t.index) < (:height, :index)
            """;

    private static final String ORDER = " order by height desc, index desc limit :limit";

    private static final String LIST = Transaction.SELECT + BELOW + ORDER + " offset :offset";

    /** Each side by its own index; a transaction to oneself comes once. */
    private static final String OF_ADDRESS = "select * from ((" + Transaction.SELECT + BELOW
            + " and t.sender = decode(:address, 'hex')" + ORDER + ") union all (" + Transaction.SELECT + BELOW
            + " and t.receiver = decode(:address, 'hex') and t.sender <> t.receiver" + ORDER
            + ")) both_sides order by height desc, index desc offset :offset";

    private final JdbcClient jdbc;

    Transactions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param index its place in the block
     * @param address contract that wrote it
     * @param topics indexed values of the event, in hexadecimal digits with 0x
     * @param data other values of the event, in hexadecimal digits with 0x
     */
    record Log(int index, String address, List<String> topics, String data) {}

    /**
     * @param index its place among the events of the block
     * @param from address that sent them
     * @param to address that received them
     * @param amount in the token's smallest unit
     */
    record TokenTransfer(int index, String token, String from, String to, BigDecimal amount) {}

    /**
     * From the top or below the cursor, and one more if there is one.
     *
     * @param address 40 digits, the sender or recipient
     * @param block the one whose they are
     */
    List<Transaction> list(Part part, @Nullable String address, @Nullable Long block) {
        Cursor cursor = part.cursor();
        long top = block == null ? part.asOf() : Math.min(part.asOf(), block);
        boolean together = address != null;
        JdbcClient.StatementSpec statement = jdbc.sql(together ? OF_ADDRESS : LIST)
                .param("chain", part.chainId())
                .param("lowest", block == null ? 0L : block)
                .param("height", cursor == null ? top + 1 : cursor.height())
                .param("index", cursor == null ? 0 : cursor.index())
                .param("limit", part.rows() + 1 + (together ? (long) part.skipped() : 0))
                .param("offset", part.skipped());
        List<Transaction> found = (together ? statement.param("address", address) : statement)
                .query(Transaction.class)
                .list();
        return found.subList(0, Math.min(found.size(), part.rows() + 1));
    }

    /** @throws NotFound when the chain has no such transaction */
    Transaction require(long chainId, String hash) {
        return find(chainId, hash)
                .orElseThrow(
                        () -> new NotFound("TRANSACTION_NOT_FOUND", "chain " + chainId + " has no such transaction"));
    }

    Optional<Transaction> find(long chainId, String hash) {
        return Hex.hash(hash)
                .flatMap(digits -> jdbc.sql(Transaction.SELECT + "where t.chain_id = ? and t.hash = decode(?, 'hex')")
                        .params(chainId, digits)
                        .query(Transaction.class)
                        .optional());
    }

    List<Log> logs(long chainId, Transaction of) {
        return jdbc.sql("""
                        select index, address, topic0, topic1, topic2, topic3, data from explorer.log
                        where chain_id = ? and height = ? and tx_index = ? order by index""")
                .params(chainId, of.height(), of.index())
                .query((row, _) -> new Log(
                        row.getInt("index"),
                        Hex.of(row, "address"),
                        Arrays.asList(
                                        Hex.ofNullable(row, "topic0"),
                                        Hex.ofNullable(row, "topic1"),
                                        Hex.ofNullable(row, "topic2"),
                                        Hex.ofNullable(row, "topic3"))
                                .stream()
                                .filter(Objects::nonNull)
                                .toList(),
                        Hex.of(row, "data")))
                .list();
    }

    List<TokenTransfer> tokenTransfers(long chainId, Transaction of) {
        return jdbc.sql("""
                        select index, token, sender as "from", recipient as "to", amount from explorer.token_transfer
                        where chain_id = ? and height = ? and tx_index = ? order by index""")
                .params(chainId, of.height(), of.index())
                .query(TokenTransfer.class)
                .list();
    }
}
