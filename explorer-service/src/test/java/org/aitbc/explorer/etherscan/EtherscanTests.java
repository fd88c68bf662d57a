package org.aitbc.explorer.etherscan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.aitbc.explorer.browse.HomeChain;
import org.aitbc.explorer.fake.FakeBlock;
import org.aitbc.explorer.fake.FakeBlock.Sent;
import org.aitbc.explorer.fake.FakeChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class EtherscanTests extends HomeChain {

    private static final String ACCOUNT = FakeChain.ACCOUNTS.get(2);

    @Test
    void balancesAreInTheSmallestUnit() {
        String balance = String.valueOf(HOME.chain.head().balances().get(ACCOUNT));

        assertThat(ask(
                                "account",
                                "balance",
                                "address=" + ACCOUNT.toUpperCase(Locale.ROOT).replace("0X", "0x"))
                        .stringValue())
                .isEqualTo(balance);
        JsonNode both = ask("account", "balancemulti", "address=" + ACCOUNT + "," + FakeChain.ACCOUNTS.get(1));
        assertThat(both.path(0).path("balance").stringValue()).isEqualTo(balance);
        assertThat(both.path(1).path("account").stringValue()).isEqualTo(FakeChain.ACCOUNTS.get(1));
    }

    @Test
    void transactionsOfAnAccountAreListed() {
        List<Sent> sent = HOME.chain.blocks().stream()
                .flatMap(block -> block.transactions().stream())
                .filter(one -> one.sender().equals(ACCOUNT) || one.receiver().equals(ACCOUNT))
                .toList();

        JsonNode up = ask("account", "txlist", "address=" + ACCOUNT);
        JsonNode down = ask("account", "txlist", "address=" + ACCOUNT + "&sort=desc&page=2&offset=3");

        assertThat(up.valueStream().map(one -> one.path("hash").stringValue()))
                .hasSize(sent.size())
                .startsWith(sent.getFirst().hash());
        assertThat(down.size()).isEqualTo(3);
        JsonNode first = up.path(0);
        assertThat(first.propertyNames())
                .contains(
                        "blockNumber",
                        "timeStamp",
                        "nonce",
                        "from",
                        "to",
                        "value",
                        "gas",
                        "gasPrice",
                        "isError",
                        "txreceipt_status",
                        "input",
                        "contractAddress",
                        "cumulativeGasUsed",
                        "gasUsed",
                        "confirmations");
        assertThat(first.path("value").stringValue())
                .isEqualTo(sent.getFirst().value().toString());
    }

    @Test
    void tokenTransfersAreListed() {
        long expected = HOME.chain.blocks().stream()
                .flatMap(block -> block.transactions().stream())
                .filter(one -> one.sender().equals(ACCOUNT) || one.receiver().equals(ACCOUNT))
                .mapToLong(Sent::transfers)
                .sum();

        JsonNode transfers = ask("account", "tokentx", "address=" + ACCOUNT + "&contractaddress=" + FakeChain.TOKEN);

        assertThat(transfers.size()).isEqualTo((int) expected);
        assertThat(transfers.path(0).propertyNames()).contains("tokenName", "tokenSymbol", "tokenDecimal", "value");
        assertThat(ask("account", "tokentx", "contractaddress=" + FakeChain.TOKEN + "&offset=5")
                        .size())
                .isEqualTo(5);
    }

    @Test
    void aPageThatWeighsTooMuchIsAskedForInSmallerOnes() {
        FakeBlock block = busy();
        String heavy = "00000000000000000000000000000000000ea001";
        int rows = 40;
        jdbc.sql("""
                        insert into explorer.transaction (chain_id, height, index, hash, sender, receiver, creates, value, nonce,
                            type, gas_limit, gas_price, gas_used, fee, success, input)
                        select 10, :height, 1000 + i, sha256(('heavy ' || i)::bytea), decode(:sender, 'hex'), decode(:sender, 'hex'),
                            false, 0, i, 2, 1, 1, 1, 1, true, decode(repeat('ab', 128 * 1024), 'hex')
                        from generate_series(1, :rows) i""")
                .param("height", block.height())
                .param("sender", heavy)
                .param("rows", rows)
                .update();
        try {
            JsonNode whole = read(path("account", "txlist", "address=0x" + heavy));
            assertThat(whole.path("message").stringValue()).isEqualTo("NOTOK");
            assertThat(whole.path("result").stringValue()).contains("smaller");
            List<String> nonces = new ArrayList<>();
            for (int page = 1; page <= 4; page++) {
                ask("account", "txlist", "address=0x" + heavy + "&offset=10&page=" + page)
                        .forEach(row -> nonces.add(row.path("nonce").stringValue()));
            }
            assertThat(nonces)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, rows)
                            .mapToObj(String::valueOf)
                            .toList());
            JsonNode last = ask("account", "txlist", "address=0x" + heavy + "&offset=1&sort=desc");
            assertThat(last.path(0).path("nonce").stringValue()).isEqualTo(String.valueOf(rows));
            assertThat(last.path(0).path("input").stringValue()).hasSize(2 + 2 * 128 * 1024);
        } finally {
            jdbc.sql("delete from explorer.transaction where sender = decode(?, 'hex')")
                    .param(heavy)
                    .update();
        }
    }

    @Test
    void manyTokensAreAskedInFewRequests() {
        FakeBlock block = busy();
        String holder = "00000000000000000000000000000000000ea002";
        jdbc.sql("""
                        insert into explorer.token_transfer (chain_id, height, index, tx_index, token, sender, recipient, amount)
                        select 10, :height, 1000 + i, 0, decode('ea' || lpad(to_hex(i), 38, '0'), 'hex'), decode(:holder, 'hex'),
                            decode(:holder, 'hex'), i
                        from generate_series(1, 400) i""").param("height", block.height()).param("holder", holder).update();
        try {
            int before = HOME.contractCalls.get();
            assertThat(ask("account", "tokentx", "address=0x" + holder + "&offset=60")
                            .size())
                    .isEqualTo(60);
            assertThat(HOME.contractCalls.get() - before).isEqualTo(2);
            JsonNode all = read(path("account", "tokentx", "address=0x" + holder));
            assertThat(all.path("message").stringValue()).isEqualTo("NOTOK");
            assertThat(HOME.contractCalls.get() - before).isEqualTo(12);
            // what was asked is known
            assertThat(ask("account", "tokentx", "address=0x" + holder).size()).isEqualTo(400);
            assertThat(HOME.contractCalls.get() - before).isEqualTo(14);
        } finally {
            jdbc.sql("delete from explorer.token_transfer where sender = decode(?, 'hex')")
                    .param(holder)
                    .update();
        }
    }

    @Test
    void blocksAndStatesAreTold() {
        FakeBlock block = busy();
        Sent sent = block.transactions().getFirst();

        assertThat(ask("block", "getblockreward", "blockno=" + block.height())
                        .path("blockMiner")
                        .stringValue())
                .isEqualTo(FakeBlock.PROPOSER);
        assertThat(ask("block", "getblocknobytime", "closest=before&timestamp=" + (block.seconds() + 1))
                        .stringValue())
                .isEqualTo(String.valueOf(block.height()));
        assertThat(ask("transaction", "gettxreceiptstatus", "txhash=" + sent.hash())
                        .path("status")
                        .stringValue())
                .isEqualTo(sent.success() ? "1" : "0");
        assertThat(ask("transaction", "getstatus", "txhash=" + sent.hash())
                        .path("isError")
                        .stringValue())
                .isEqualTo(sent.success() ? "0" : "1");
    }

    @Test
    void logsAreFoundByAddressAndTopic() {
        JsonNode logs = ask(
                "logs",
                "getLogs",
                "address=" + FakeChain.TOKEN
                        + "&topic0=0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef&offset=3");

        assertThat(logs.size()).isEqualTo(3);
        assertThat(logs.path(0).path("topics").size()).isEqualTo(3);
        assertThat(logs.path(0).path("blockNumber").stringValue()).startsWith("0x");
    }

    @ParameterizedTest
    @CsvSource({
        "account,balance,address=0x12",
        "account,txlist,address=" + "0x0000000000000000000000000000000000000001&page=99999",
        "account,txlist,address=0x0000000000000000000000000000000000000001&startblock=x",
        "stats,ethsupply,x=1",
        "stats,tokensupply,contractaddress=0x0000000000000000000000000000000000000001",
        "nothing,here,x=1"
    })
    void whatCannotBeAnsweredIsRefusedInTheSameEnvelope(String module, String action, String rest) {
        JsonNode answer = read(path(module, action, rest));

        assertThat(answer.path("status").stringValue()).isEqualTo("0");
        assertThat(answer.path("message").stringValue()).isEqualTo("NOTOK");
    }

    @Test
    void nothingFoundIsAnEmptyList() {
        JsonNode answer = read(path("account", "txlist", "address=0x0000000000000000000000000000000000000001"));

        assertThat(answer.path("status").stringValue()).isEqualTo("0");
        assertThat(answer.path("result").size()).isZero();
    }

    private JsonNode ask(String module, String action, String rest) {
        JsonNode answer = read(path(module, action, rest));
        assertThat(answer.path("status").stringValue()).as(answer.toString()).isEqualTo("1");
        return answer.path("result");
    }

    private static String path(String module, String action, String rest) {
        return "/v1/explorer/api?module=" + module + "&action=" + action + "&" + rest;
    }
}
