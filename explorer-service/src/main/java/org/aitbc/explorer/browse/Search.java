package org.aitbc.explorer.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.hex.Hex;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what an id belongs to; each question is one look-up by key. */
@Component
class Search {

    /** What ids of the suite's own are of, in one statement: an id belongs to one of them. */
    private static final String BY_ID = """
            select 'job' as kind, id from core.job where id = :id
            union all select 'receipt', receipt_id from core.outcome where receipt_id = :id
            union all select 'payment', id from core.payment where id = :id""";

    private final JdbcClient jdbc;
    private final Blocks blocks;
    private final Transactions transactions;

    Search(JdbcClient jdbc, Blocks blocks, Transactions transactions) {
        this.jdbc = jdbc;
        this.blocks = blocks;
        this.transactions = transactions;
    }

    /**
     * @param kind what was found
     * @param id its id, hash, height or address
     * @param href the page of the console that shows it
     */
    record Hit(String kind, String id, String href) {}

    /** On the chain: a block by height or hash, a transaction, an address. */
    List<Hit> onChain(long chainId, String text) {
        List<Hit> hits = new ArrayList<>();
        blocks.find(chainId, text)
                .ifPresent(block ->
                        hits.add(new Hit("block", String.valueOf(block.height()), "/#/block/" + block.height())));
        transactions
                .find(chainId, text)
                .ifPresent(one -> hits.add(new Hit("transaction", one.hash(), "/#/tx/" + one.hash())));
        Hex.address(text)
                .map(digits -> "0x" + digits)
                .ifPresent(address -> hits.add(new Hit("address", address, "/#/address/" + address)));
        return hits;
    }

    /** Of the suite's own: jobs, receipts, payments, miners. */
    List<Hit> inSuite(String text) {
        List<Hit> hits = new ArrayList<>();
        jdbc.sql("select id from core.miner where id = ?")
                .param(text)
                .query(String.class)
                .list()
                .forEach(id -> hits.add(new Hit("miner", id, "/#/miner/" + id)));
        try {
            hits.addAll(byId(Ids.parse(text)));
        } catch (NotFound noId) {
            // then it is the id of none of these
        }
        return hits;
    }

    private List<Hit> byId(UUID id) {
        String text = Ids.text(id);
        return jdbc.sql(BY_ID)
                .param("id", id)
                .query((row, _) -> {
                    String kind = row.getString("kind");
                    String page = kind.equals("payment") ? "trace" : kind;
                    return new Hit(kind, text, "/#/" + page + "/" + text);
                })
                .list();
    }
}
