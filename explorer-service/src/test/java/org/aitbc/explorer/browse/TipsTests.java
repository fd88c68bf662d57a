package org.aitbc.explorer.browse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.aitbc.domain.error.Conflict;
import org.aitbc.starter.paging.Page;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

class TipsTests extends HomeChain {

    @Autowired
    private Tips tips;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void aListWhoseLastBlockIsReplacedWhileItIsReadIsBegunAgain() {
        transactions.executeWithoutResult(all -> {
            all.setRollbackOnly();
            Part part = tips.part(null, new Page(4, null, null));
            jdbc.sql("""
                            update explorer.progress p set indexed = b.height, hash = b.hash from explorer.block b
                            where p.chain_id = :chain and b.chain_id = p.chain_id and b.height = p.indexed - 1""").param("chain", part.chainId()).update();
            jdbc.sql("delete from explorer.block where chain_id = ? and height = ?")
                    .params(part.chainId(), part.asOf())
                    .update();

            String cursor = Tips.next(part, "1x" + "0".repeat(40));

            assertThatThrownBy(() -> tips.part(null, new Page(4, null, cursor))).isInstanceOf(Conflict.class);
        });
    }
}
