package org.aitbc.explorer.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.aitbc.domain.identity.Role;
import org.aitbc.explorer.fake.FakeBlock;
import org.aitbc.explorer.fake.FakeBlock.Sent;
import org.aitbc.explorer.fake.FakeChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class BrowseTests extends HomeChain {

    @Test
    void blocksAreListedNewestFirstInTheLegacyShape() {
        JsonNode list = read("/v1/explorer/blocks?limit=2&offset=1");

        FakeBlock second = HOME.chain.blocks().reversed().get(1);
        assertThat(list.path("items").size()).isEqualTo(2);
        JsonNode item = list.path("items").path(0);
        assertThat(item.propertyNames()).containsExactly("height", "hash", "timestamp", "txCount", "proposer");
        assertThat(item.path("height").longValue()).isEqualTo(second.height());
        assertThat(item.path("hash").stringValue()).isEqualTo(second.hash());
        assertThat(item.path("txCount").intValue())
                .isEqualTo(second.transactions().size());
        assertThat(item.path("proposer").stringValue()).isEqualTo(FakeBlock.PROPOSER);
        assertThat(list.path("next_offset").intValue()).isEqualTo(3);
    }

    @Test
    void allBlocksComeOnceByCursorWhileTheChainGrows() {
        List<Long> seen = new ArrayList<>();
        long head = HOME.chain.head().height();
        JsonNode page = read("/v1/explorer/blocks?limit=50");
        while (true) {
            page.path("items").forEach(item -> seen.add(item.path("height").longValue()));
            HOME.chain.mine(1);
            if (page.path("next_cursor").isNull()) {
                break;
            }
            assertThat(page.path("as_of").longValue()).isEqualTo(head);
            page = read("/v1/explorer/blocks?limit=50&cursor="
                    + page.path("next_cursor").stringValue());
        }
        assertThat(seen).hasSize((int) head + 1).doesNotHaveDuplicates();
    }

    @Test
    void theSameCursorHasTheSameAnswer() {
        for (String list : List.of("blocks", "transactions", "addresses")) {
            String path = "/v1/explorer/" + list + "?limit=4";
            String cursor = read(path).path("next_cursor").stringValue();
            JsonNode before = read(path + "&cursor=" + cursor);
            HOME.chain.mine(10);
            awaitIndexed();
            assertThat(read(path + "&cursor=" + cursor)).as(list).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1-2-3-4", "9999999999999999999-1-0000000000000000-0", "5-5-0000000000000000-0"})
    void aCursorThatWasNotGivenOutIsRefused(String cursor) {
        assertThat(get("/v1/explorer/blocks?cursor=" + cursor)).hasStatus4xxClientError();
    }

    @Test
    void aCursorWhoseBlockWasReplacedIsRefused() {
        String cursor = read("/v1/explorer/blocks?limit=4").path("next_cursor").stringValue();
        String ofAnotherFork = cursor.replaceFirst("-[0-9a-f]{16}-", "-0123456789abcdef-");

        assertProblem(get("/v1/explorer/blocks?limit=4&cursor=" + ofAnotherFork), 409, "CURSOR_REPLACED");
    }

    @Test
    void aBlockIsFoundByHeightAndByHash() {
        FakeBlock block = busy();

        JsonNode found = read("/v1/explorer/blocks/" + block.height());

        assertThat(read("/v1/explorer/blocks/" + block.hash()).path("hash")).isEqualTo(found.path("hash"));
        assertThat(found.path("parent_hash").stringValue()).isEqualTo(block.parent());
        assertThat(found.path("transactions").valueStream().map(JsonNode::stringValue))
                .containsExactlyElementsOf(
                        block.transactions().stream().map(Sent::hash).toList());
    }

    @Test
    void aTransactionTellsAllOfItself() {
        Sent sent = HOME.chain.blocks().stream()
                .flatMap(block -> block.transactions().stream())
                .filter(one -> one.transfers() > 0)
                .findFirst()
                .orElseThrow();

        JsonNode found = read("/v1/explorer/transactions/" + sent.hash());

        assertThat(found.path("from").stringValue()).isEqualTo(sent.sender());
        assertThat(new BigDecimal(found.path("amount").stringValue()))
                .isEqualByComparingTo(new BigDecimal(sent.value()).movePointLeft(18));
        assertThat(found.path("fee").stringValue()).isEqualTo("0.000000000000147");
        assertThat(found.path("status").stringValue()).isEqualTo("success");
        assertThat(found.path("logs").size()).isEqualTo(sent.transfers());
        assertThat(found.path("token_transfers").path(0).path("token").stringValue())
                .isEqualTo(FakeChain.TOKEN);
        assertThat(found.path("raw").path("success").booleanValue()).isTrue();
    }

    @Test
    void transactionsAreListedInTheLegacyShapeAndByAddressAndBlock() {
        FakeBlock block = busy();
        JsonNode item = read("/v1/explorer/transactions?limit=1").path("items").path(0);
        assertThat(item.propertyNames()).contains("hash", "block", "from", "to", "value", "status");

        JsonNode ofBlock = read("/v1/explorer/transactions?block=" + block.height());
        assertThat(ofBlock.path("items").size()).isEqualTo(block.transactions().size());

        String account = FakeChain.ACCOUNTS.getFirst();
        HashSet<String> seen = new HashSet<>();
        JsonNode page = read("/v1/explorer/transactions?limit=7&address=" + account);
        while (true) {
            page.path("items")
                    .forEach(one ->
                            assertThat(seen.add(one.path("hash").stringValue())).isTrue());
            if (page.path("next_cursor").isNull()) {
                break;
            }
            page = read("/v1/explorer/transactions?limit=7&address=" + account + "&cursor="
                    + page.path("next_cursor").stringValue());
        }
        assertThat(seen).hasSize((int) HOME.chain.blocks().stream()
                .flatMap(one -> one.transactions().stream())
                .filter(one -> one.sender().equals(account) || one.receiver().equals(account))
                .count());
    }

    @Test
    void addressesComeWithBalanceCountAndLastTransactions() {
        JsonNode list = read("/v1/explorer/addresses?limit=200");
        JsonNode item = list.path("items").path(0);
        assertThat(item.propertyNames())
                .containsExactly("address", "balance", "txCount", "lastActive", "recentTransactions");
        assertThat(list.path("items")
                        .valueStream()
                        .map(one -> one.path("address").stringValue()))
                .doesNotHaveDuplicates()
                .containsAll(FakeChain.ACCOUNTS);

        String account = FakeChain.ACCOUNTS.get(3);
        JsonNode found = read("/v1/explorer/addresses/" + account);
        assertThat(new BigDecimal(found.path("balance").stringValue()))
                .isEqualByComparingTo(
                        new BigDecimal(HOME.chain.head().balances().get(account)).movePointLeft(18));
        assertThat(found.path("recentTransactions").size()).isEqualTo(5);
        assertThat(found.path("tokens").path(0).path("token").stringValue()).isEqualTo(FakeChain.TOKEN);
    }

    @Test
    void theOldListOfBlocksIsForClientsAndHasATotal() {
        assertThat(get("/v1/blocks")).hasStatus(401);
        JsonNode page = json(get("client-1", Role.CLIENT, "/v1/blocks?limit=3&offset=2"));

        assertThat(page.path("total").longValue()).isEqualTo(HOME.chain.head().height() + 1);
        assertThat(page.path("blocks").path(0).path("height").longValue())
                .isEqualTo(HOME.chain.head().height() - 2);
        assertThat(page.path("limit").intValue()).isEqualTo(3);
    }

    @Test
    void theStateOfTheIndexIsTold() {
        JsonNode status = read("/v1/sync-status");

        assertThat(status.path("status").stringValue()).isEqualTo("synced");
        assertThat(status.path("block").longValue()).isEqualTo(HOME.chain.head().height());
        assertThat(status.path("lag").longValue()).isZero();
        assertThat(status.path("gaps").longValue()).isZero();
    }

    @Test
    void theNameOfTheSuitesChainIsTheHomeChain() {
        assertThat(read("/v1/sync-status?chain_id=ait-devnet").path("chain_id").longValue())
                .isEqualTo(10);
        assertThat(read("/v1/explorer/blocks/1?chain_id=ait-mainnet")).isEqualTo(read("/v1/explorer/blocks/1"));
        assertThat(json(get("client-1", Role.CLIENT, "/v1/blocks?limit=2&chain_id=ait-devnet"))
                        .path("blocks"))
                .hasSize(2);
        assertThat(get("/v1/explorer/transactions/x1?chain_id=ait-devnet")).hasStatus(404);
        assertThat(read("/v1/explorer/blocks/1?chain_id=")).isEqualTo(read("/v1/explorer/blocks/1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/explorer/blocks",
                "/v1/explorer/blocks/1",
                "/v1/explorer/transactions",
                "/v1/explorer/transactions/0x1",
                "/v1/explorer/addresses",
                "/v1/explorer/addresses/0x1",
                "/v1/explorer/api?module=stats&action=ethsupply&chainid=1",
                "/v1/status",
                "/v1/sync-status"
            })
    void aChainWithoutANodeIsUnavailable(String path) {
        assertProblem(get(path + (path.contains("?") ? "&" : "?") + "chain_id=1"), 503, "CHAIN_UNAVAILABLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/explorer/blocks/0x12",
                "/v1/explorer/blocks/99999999",
                "/v1/explorer/blocks/abc",
                "/v1/explorer/transactions/0x12",
                "/v1/explorer/addresses/0x12",
                "/v1/explorer/addresses/0x0000000000000000000000000000000000001234",
                "/v1/explorer/receipts/0123456789abcdef0123456789abcdef",
                "/v1/explorer/blocks?chain_id=77"
            })
    void whatIsNotThereIsNotFound(String path) {
        assertThat(get(path)).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/explorer/blocks?limit=0",
                "/v1/explorer/blocks?offset=-1",
                "/v1/explorer/blocks?limit=x",
                "/v1/explorer/blocks?chain_id=x",
                "/v1/explorer/blocks?chain_id=polygon",
                "/v1/explorer/transactions?address=zz",
                "/v1/explorer/transactions?block=-1",
                "/v1/explorer/search?q=",
                "/v1/explorer/blocks?cursor=%00"
            })
    void badInputIsRefused(String path) {
        assertThat(get(path)).hasStatus(422);
    }
}
