package org.aitbc.explorer.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.fake.FakeBlock;
import org.aitbc.explorer.fake.FakeChain;
import org.aitbc.explorer.fake.Jobs;
import org.junit.jupiter.api.Test;

class SearchTests extends HomeChain {

    @Test
    void eachKindOfIdLeadsToItsPage() {
        FakeBlock block = busy();
        Jobs jobs = new Jobs(jdbc);
        String miner = someone("miner");
        jobs.miner(miner, "owner");
        UUID job = jobs.completed("client", miner);
        String receipt = Ids.text(jobs.receiptOf(job));
        String sent = block.transactions().getFirst().hash();

        assertLeads(String.valueOf(block.height()), "/#/block/" + block.height());
        assertLeads(block.hash(), "/#/block/" + block.height());
        assertLeads(sent.substring(2), "/#/tx/" + sent);
        assertLeads(FakeChain.ACCOUNTS.getFirst(), "/#/address/" + FakeChain.ACCOUNTS.getFirst());
        assertLeads(job.toString(), "/#/job/" + Ids.text(job));
        assertLeads(receipt, "/#/receipt/" + receipt);
        assertLeads(miner, "/#/miner/" + miner);
    }

    @Test
    void whatNobodyHasIsNotFound() {
        assertThat(read("/v1/explorer/search?q=nothing").path("items").size()).isZero();
        assertThat(read("/v1/explorer/search?q=nothing").path("redirect").isNull())
                .isTrue();
    }

    private void assertLeads(String text, String page) {
        assertThat(read("/v1/explorer/search?q=" + text).path("redirect").stringValue())
                .isEqualTo(page);
    }
}
