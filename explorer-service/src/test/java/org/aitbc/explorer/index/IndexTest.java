package org.aitbc.explorer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.aitbc.explorer.ExplorerTest;
import org.aitbc.explorer.fake.FakeChain;
import org.aitbc.explorer.fake.FakeNode;
import org.aitbc.starter.database.DedicatedConnections;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of the indexer share: a chain of their own with a fake node, and what its tables hold. */
abstract class IndexTest extends ExplorerTest {

    private static final AtomicLong IDS = new AtomicLong(900_000);

    protected final long id = IDS.incrementAndGet();

    @Autowired
    protected DedicatedConnections connections;

    @Autowired
    protected Progresses progresses;

    @AfterEach
    void forgetTheChain() {
        jdbc.sql("delete from explorer.progress where chain_id = ?").param(id).update();
        for (String table :
                List.of("block", "transaction", "log", "token_transfer", "address_version", "owed_balance")) {
            jdbc.sql("delete from explorer." + table + " where chain_id = ?")
                    .param(id)
                    .update();
        }
    }

    protected Indexer indexer(FakeNode node) {
        IndexSettings settings = new IndexSettings(Map.of(), 128, 4, Duration.ofMillis(20), Duration.ofSeconds(10));
        return new Indexer(node.as(id), connections, settings, 0L);
    }

    /** An indexer of a chain that may be reset. */
    protected Indexer renewable(FakeNode node) {
        IndexSettings settings = new IndexSettings(Map.of(), 128, 4, Duration.ofMillis(20), Duration.ofSeconds(10));
        return new Indexer(node.as(id), connections, settings, 0L, chain -> chain.id() == id);
    }

    protected Indexer started(FakeNode node) {
        Indexer indexer = indexer(node);
        indexer.start();
        return indexer;
    }

    protected Progress progress() {
        return progresses.all().stream()
                .filter(one -> one.chainId() == id)
                .findFirst()
                .orElseGet(() -> new Progress(id, 0, -1, null, 0, 0, null));
    }

    protected void awaitHead(FakeChain chain) {
        await().pollInterval(Duration.ofMillis(3))
                .atMost(Duration.ofSeconds(30))
                .until(() -> chain.head().hash().equals(progress().hash()) && owed() == 0);
    }

    protected long owed() {
        return jdbc.sql("select count(*) from explorer.owed_balance where chain_id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    protected void assertWhole(FakeChain chain) {
        Expected expected = Expected.of(chain);
        assertThat(blocks()).isEqualTo(expected.blocks());
        assertThat(rows("""
                        select concat_ws(' ', height, index, '0x' || encode(hash, 'hex'), '0x' || encode(sender, 'hex'), '0x' || encode(receiver, 'hex'),
                            creates::text, value, fee, success::text)
                        from explorer.transaction where chain_id = ? order by height, index""")).isEqualTo(expected.transactions());
        assertThat(rows("""
                        select concat_ws(' ', height, index, tx_index, '0x' || encode(token, 'hex'), '0x' || encode(sender, 'hex'), '0x' || encode(recipient, 'hex'), amount)
                        from explorer.token_transfer where chain_id = ? order by height, index""")).isEqualTo(expected.transfers());
        assertThat(rows("select height || ' ' || index from explorer.log where chain_id = ? order by height, index"))
                .hasSameSizeAs(expected.transfers());
        assertThat(rows("""
                        select concat_ws(' ', height, '0x' || encode(address, 'hex'), tx_count)
                        from explorer.address_version where chain_id = ? order by height, address""")).isEqualTo(expected.versions());
        assertThat(rows("""
                        select distinct on (address) concat_ws(' ', '0x' || encode(address, 'hex'), balance)
                        from explorer.address_version where chain_id = ? order by address, height desc""")).isEqualTo(expected.balances());
    }

    protected List<String> blocks() {
        return rows("""
                select concat_ws(' ', height, '0x' || encode(hash, 'hex'), '0x' || encode(parent_hash, 'hex'), tx_count)
                from explorer.block where chain_id = ? order by height""");
    }

    private List<String> rows(String sql) {
        return jdbc.sql(sql).param(id).query(String.class).list();
    }
}
