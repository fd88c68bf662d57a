package org.aitbc.explorer.browse;

import static org.awaitility.Awaitility.await;

import org.aitbc.explorer.ExplorerTest;
import org.aitbc.explorer.fake.FakeBlock;
import org.junit.jupiter.api.BeforeEach;

/** What tests of pages share: a home chain that is indexed. */
public abstract class HomeChain extends ExplorerTest {

    @BeforeEach
    void someBlocks() {
        if (HOME.chain.head().height() == 0) {
            HOME.chain.mine(120);
        }
        awaitIndexed();
    }

    /** With the balances, which come after their blocks. */
    protected void awaitIndexed() {
        await().ignoreExceptions()
                .until(() -> read("/v1/status")
                                .path("hash")
                                .stringValue()
                                .equals(HOME.chain.head().hash())
                        && jdbc.sql("select not exists (select from explorer.owed_balance where chain_id = 10)")
                                .query(Boolean.class)
                                .single());
    }

    /** The newest block that has transactions. */
    protected static FakeBlock busy() {
        return HOME.chain.blocks().reversed().stream()
                .filter(block -> block.transactions().size() > 1)
                .findFirst()
                .orElseThrow();
    }
}
