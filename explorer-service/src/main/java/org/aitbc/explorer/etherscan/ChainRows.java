package org.aitbc.explorer.etherscan;

import java.util.List;
import java.util.Optional;
import org.aitbc.domain.json.RawJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Blocks, states of transactions and logs, as Etherscan writes them. */
@Component
class ChainRows {

    /** What proposers get since they are no longer paid by new coins: the fees, less the part that is burnt. */
    private static final String REWARD = """
            select json_build_object('blockNumber', b.height::text, 'timeStamp', extract(epoch from b.at)::bigint::text,
                'blockMiner', '0x' || encode(b.proposer, 'hex'),
                'blockReward', (coalesce((select sum(t.fee) from explorer.transaction t where t.chain_id = b.chain_id and t.height = b.height), 0)
                    - coalesce(b.base_fee, 0) * b.gas_used)::text,
                'uncles', json_build_array(), 'uncleInclusionReward', '0')
            from explorer.block b where b.chain_id = ? and b.height = ?""";

    private static final String BEFORE =
            "select height from explorer.block where chain_id = ? and at <= to_timestamp(?) order by at desc, height desc limit 1";
    private static final String AFTER =
            "select height from explorer.block where chain_id = ? and at >= to_timestamp(?) order by at, height limit 1";

    private static final String SUCCESS =
            "select success from explorer.transaction where chain_id = ? and hash = decode(?, 'hex')";

    private static final String LOGS = """
            select json_build_object('address', '0x' || encode(l.address, 'hex'),
                'topics', (select coalesce(json_agg('0x' || encode(topic, 'hex') order by place), '[]') from unnest(array[l.topic0, l.topic1, l.topic2, l.topic3])
                    with ordinality as topics (topic, place) where topic is not null),
                'data', '0x' || encode(l.data, 'hex'), 'blockNumber', '0x' || to_hex(l.height), 'blockHash', '0x' || encode(b.hash, 'hex'),
                'timeStamp', '0x' || to_hex(extract(epoch from b.at)::bigint), 'gasPrice', t.gas_price::text, 'gasUsed', t.gas_used::text,
                'logIndex', '0x' || to_hex(l.index), 'transactionHash', '0x' || encode(t.hash, 'hex'), 'transactionIndex', '0x' || to_hex(l.tx_index))
            from explorer.log l
            join explorer.transaction t on t.chain_id = l.chain_id and t.height = l.height and t.index = l.tx_index
            join explorer.block b on b.chain_id = l.chain_id and b.height = l.height
            where l.chain_id = :chain and l.height between :from and :to
              and (:address::text is null or l.address = decode(:address, 'hex'))
              and (:topic0::text is null or l.topic0 = decode(:topic0, 'hex'))
              and (:topic1::text is null or l.topic1 = decode(:topic1, 'hex'))
              and (:topic2::text is null or l.topic2 = decode(:topic2, 'hex'))
              and (:topic3::text is null or l.topic3 = decode(:topic3, 'hex'))
            order by l.height, l.index limit :limit offset :offset""";

    private static final int LOG_ROWS = 1_000;

    private final JdbcClient jdbc;

    ChainRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    RawJson reward(Query query) {
        return jdbc.sql(REWARD)
                .params(query.chainId(), query.number("blockno", query.at().indexed()))
                .query((row, _) -> new RawJson(row.getString(1)))
                .optional()
                .orElseThrow(() -> new Refusal("Error! Block number not found"));
    }

    String heightAt(Query query) {
        boolean after = "after".equals(query.text("closest"));
        return jdbc.sql(after ? AFTER : BEFORE)
                .params(query.chainId(), query.number("timestamp", 0))
                .query(String.class)
                .optional()
                .orElseThrow(() -> new Refusal("Error! No closest block found"));
    }

    /** Whether a transaction went well; empty where it is not known, or the chain does not say. */
    Optional<Boolean> success(Query query) {
        return jdbc.sql(SUCCESS)
                .params(query.chainId(), query.hash("txhash"))
                .query(Boolean.class)
                .optional();
    }

    List<RawJson> logs(Query query) {
        return jdbc.sql(LOGS)
                .param("chain", query.chainId())
                .param("from", query.number("fromBlock", 0))
                .param("to", query.number("toBlock", Long.MAX_VALUE))
                .param("address", query.addressOrNull("address"))
                .param("topic0", query.hashOrNull("topic0"))
                .param("topic1", query.hashOrNull("topic1"))
                .param("topic2", query.hashOrNull("topic2"))
                .param("topic3", query.hashOrNull("topic3"))
                .param("limit", query.rows(LOG_ROWS))
                .param("offset", query.skipped(LOG_ROWS))
                .query((row, _) -> new RawJson(row.getString(1)))
                .list();
    }
}
