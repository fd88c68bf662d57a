package org.aitbc.explorer.index;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Compares the stored blocks with each other, with what hangs on them and with the progress, all as of one moment. */
@Component
class Wholeness {

    private static final String LINKS = """
            select case when above - height > 1 then 'blocks ' || height + 1 || ' to ' || above - 1 || ' are missing'
                        else 'block ' || above || ' does not follow block ' || height end
            from (select height, hash, lead(height) over w as above, lead(parent_hash) over w as parent
                  from explorer.block where chain_id = :chain and height >= :from window w as (order by height)) b
            where above <> height + 1 or parent <> hash
            order by height limit 100""";

    private static final String ENDS = """
            select 'blocks ' || coalesce(min(b.height)::text, 'none') || ' to ' || coalesce(max(b.height)::text, 'none')
                   || ' are there instead of ' || greatest(p.first, :from) || ' to ' || p.indexed
            from explorer.progress p
            left join explorer.block b on b.chain_id = p.chain_id and b.height >= :from
            where p.chain_id = :chain group by p.first, p.indexed
            having p.indexed >= greatest(p.first, :from) and (min(b.height), max(b.height)) is distinct from (greatest(p.first, :from), p.indexed)""";

    private static final String TRANSACTIONS = """
            select 'block ' || b.height || ' has ' || count(t.height) || ' of ' || b.tx_count || ' transactions'
            from explorer.block b left join explorer.transaction t on t.chain_id = b.chain_id and t.height = b.height
            where b.chain_id = :chain and b.height >= :from group by b.height, b.tx_count having count(t.height) <> b.tx_count
            order by b.height limit 100""";

    private final JdbcClient jdbc;

    Wholeness(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is wrong with a chain from a height on, in words. */
    @Transactional(isolation = Isolation.REPEATABLE_READ, readOnly = true)
    List<String> flaws(long chainId, long from) {
        return Stream.of(LINKS, ENDS, TRANSACTIONS)
                .flatMap(sql ->
                        jdbc.sql(sql).param("chain", chainId).param("from", from).query(String.class).list().stream())
                .toList();
    }
}
