package org.aitbc.explorer.etherscan;

import java.util.List;
import org.aitbc.domain.json.RawJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists of an address, as Etherscan writes them. Everything in them is digits, so PostgreSQL may write the JSON. */
@Component
class AccountRows {

    private static final String CUMULATIVE =
            "(select sum(c.gas_used) from explorer.transaction c where c.chain_id = t.chain_id and c.height = t.height and c.index <= t.index)::text";

    /** The rows of a page that weighs too much are null. */
    private static final String TRANSACTIONS = """
            select t.height, t.index, case when :rows = 1 or sum(octet_length(t.input)) over () <= :bytes then json_build_object(
                'blockNumber', t.height::text, 'blockHash', '0x' || encode(b.hash, 'hex'), 'timeStamp', extract(epoch from b.at)::bigint::text,
                'hash', '0x' || encode(t.hash, 'hex'), 'nonce', t.nonce::text, 'transactionIndex', t.index::text,
                'from', '0x' || encode(t.sender, 'hex'), 'to', case when t.creates then '' else '0x' || encode(t.receiver, 'hex') end,
                'value', t.value::text, 'gas', t.gas_limit::text, 'gasPrice', t.gas_price::text, 'input', '0x' || encode(t.input, 'hex'),
                'methodId', '0x' || encode(substr(t.input, 1, 4), 'hex'), 'functionName', '',
                'contractAddress', case when t.creates then '0x' || encode(t.receiver, 'hex') else '' end,
                'cumulativeGasUsed', %s, 'txreceipt_status', case when t.success then '1' when not t.success then '0' else '' end,
                'gasUsed', t.gas_used::text, 'confirmations', (:indexed - t.height + 1)::text,
                'isError', case when not t.success then '1' else '0' end) end as json
            from page t join explorer.block b on b.chain_id = t.chain_id and b.height = t.height
            """.formatted(CUMULATIVE);

    private static final String TRANSFERS = """
            select r.height, r.index, json_build_object(
                'blockNumber', t.height::text, 'timeStamp', extract(epoch from b.at)::bigint::text, 'hash', '0x' || encode(t.hash, 'hex'),
                'nonce', t.nonce::text, 'blockHash', '0x' || encode(b.hash, 'hex'), 'from', '0x' || encode(r.sender, 'hex'),
                'contractAddress', '0x' || encode(r.token, 'hex'), 'to', '0x' || encode(r.recipient, 'hex'), 'value', r.amount::text,
                'transactionIndex', t.index::text, 'gas', t.gas_limit::text, 'gasPrice', t.gas_price::text, 'gasUsed', t.gas_used::text,
                'cumulativeGasUsed', %s, 'input', 'deprecated', 'confirmations', (:indexed - t.height + 1)::text) as json
            from page r
            join explorer.transaction t on t.chain_id = r.chain_id and t.height = r.height and t.index = r.tx_index
            join explorer.block b on b.chain_id = r.chain_id and b.height = r.height
            """.formatted(CUMULATIVE);

    private static final String TRANSACTION =
            "select * from explorer.transaction t where t.chain_id = :chain and t.height between :from and :to";
    private static final String SENT = " and t.sender = decode(:address, 'hex')";
    private static final String RECEIVED = " and t.receiver = decode(:address, 'hex') and t.sender <> t.receiver";

    private static final String TRANSFER =
            "select * from explorer.token_transfer r where r.chain_id = :chain and r.height between :from and :to";
    private static final String TOKENS_SENT =
            " and r.sender = decode(:address, 'hex') and (:token::text is null or r.token = decode(:token, 'hex'))";
    private static final String TOKENS_RECEIVED =
            " and r.recipient = decode(:address, 'hex') and r.sender <> r.recipient and (:token::text is null or r.token = decode(:token, 'hex'))";
    private static final String OF_TOKEN = " and r.token = decode(:token, 'hex') and :address::text is null";

    private static final String UP = " order by height, index";
    private static final String DOWN = " order by height desc, index desc";
    private static final String SIDE = " limit :side";
    private static final String PAGE = " limit :rows offset :offset";

    private static final int ROWS = 10_000;
    /** Of all transactions of a page; a single one is given whatever it weighs. */
    private static final int INPUT_BYTES = 4 << 20;

    private final JdbcClient jdbc;

    AccountRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<RawJson> transactions(Query query) {
        String order = query.newestFirst() ? DOWN : UP;
        String page = page(TRANSACTION + SENT, TRANSACTION + RECEIVED, order);
        return list(query, "with page as (" + page + ") " + TRANSACTIONS + order, query.address("address"), null);
    }

    List<RawJson> tokenTransfers(Query query) {
        String address = query.addressOrNull("address");
        String token = query.addressOrNull("contractaddress");
        if (address == null && token == null) {
            throw new Refusal("Error! Missing address or contract address");
        }
        String order = query.newestFirst() ? DOWN : UP;
        String page = address == null
                ? TRANSFER + OF_TOKEN + order + PAGE
                : page(TRANSFER + TOKENS_SENT, TRANSFER + TOKENS_RECEIVED, order);
        return list(query, "with page as (" + page + ") " + TRANSFERS + order, address, token);
    }

    /** Each side by its own index. */
    private static String page(String one, String other, String order) {
        return "select * from ((" + one + order + SIDE + ") union all (" + other + order + SIDE + ")) both_sides"
                + order + PAGE;
    }

    private List<RawJson> list(Query query, String sql, @Nullable String address, @Nullable String token) {
        int skipped = query.skipped(ROWS);
        int rows = query.rows(ROWS);
        return jdbc.sql(sql)
                .param("chain", query.chainId())
                .param("indexed", query.at().indexed())
                .param("from", query.number("startblock", 0))
                .param("to", query.number("endblock", Long.MAX_VALUE))
                .param("address", address)
                .param("token", token)
                .param("bytes", INPUT_BYTES)
                .param("rows", rows)
                .param("offset", skipped)
                .param("side", rows + skipped)
                .query((row, _) -> json(row.getString("json")))
                .list();
    }

    private static RawJson json(@Nullable String row) {
        if (row == null) {
            throw Refusal.tooLarge();
        }
        return new RawJson(row);
    }
}
