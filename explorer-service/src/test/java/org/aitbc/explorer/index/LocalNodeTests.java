package org.aitbc.explorer.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Answer;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.aitbc.localchain.LocalChain;
import org.aitbc.servicetest.Programs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The indexer on a real node. */
class LocalNodeTests extends IndexTest {

    private static final List<String> RICH =
            List.of("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266", "0x70997970c51812dc3a010c7d01b50e0d17dc79c8");

    private final Random random = new Random(1);

    @TempDir
    private Path folder;

    @BeforeEach
    void aProgram() {
        Programs.requireAnvil(LocalChain.binary().isPresent());
    }

    @Test
    void reorganisationsOfARealNodeAreFollowed() throws Exception {
        try (LocalChain chain = LocalChain.start(LocalChain.Options.transitory(id));
                Indexer _ = started(chain.url())) {
            Node node = node(chain.url());
            for (int depth = 1; depth <= 12; depth++) {
                for (int i = 0; i < depth + 3; i++) {
                    mine(node);
                }
                awaitHead(node);
                node.ask(List.of(Call.of("anvil_reorg", depth, List.of()))).forEach(Answer::orThrow);
                mine(node);
                awaitHead(node);
                assertSame(node);
            }
            assertThat(progress().reorgs()).isEqualTo(12);
        }
    }

    @Test
    void aNodeMayRestartUnderLoad() throws Exception {
        Path state = folder.resolve("state.json");
        LocalChain chain = LocalChain.start(new LocalChain.Options(0, id, null, state, null));
        String url = chain.url();
        AtomicBoolean enough = new AtomicBoolean();
        Node node = node(url);
        Thread load = Thread.ofVirtual().start(() -> {
            while (!enough.get()) {
                try {
                    send(node);
                } catch (Unavailable away) {
                    Thread.onSpinWait();
                }
            }
        });
        try (Indexer _ = started(url)) {
            for (int restart = 0; restart < 3; restart++) {
                long before = progress().indexed();
                await().atMost(Duration.ofSeconds(20)).until(() -> progress().indexed() > before + 20);
                chain.close();
                chain = LocalChain.start(new LocalChain.Options(URI.create(url).getPort(), id, null, state, null));
            }
            long before = progress().indexed();
            await().atMost(Duration.ofSeconds(20)).until(() -> progress().indexed() > before + 20);
            enough.set(true);
            load.join();
            awaitHead(node);
            assertSame(node);
        } finally {
            enough.set(true);
            chain.close();
        }
    }

    private Indexer started(String url) {
        IndexSettings settings = new IndexSettings(Map.of(), 64, 4, Duration.ofMillis(50), Duration.ofSeconds(10));
        Chain chain = new Chain(id, "Local", "ETH", 18, 2, Duration.ofMillis(20), Optional.of(node(url)));
        Indexer indexer = new Indexer(chain, connections, settings, 0L);
        indexer.start();
        return indexer;
    }

    private Node node(String url) {
        return new Node(id, url, Duration.ofSeconds(5));
    }

    /** A transaction in a block of its own: a node takes it before it makes the block. */
    private void mine(Node node) {
        String transaction = send(node);
        await().until(() -> node.ask(List.of(Call.of("eth_getTransactionReceipt", transaction)))
                .getFirst()
                .orThrow()
                .has("blockHash"));
    }

    private String send(Node node) {
        String to = "0x" + "%040x".formatted(0xbeef00 + random.nextInt(20));
        return node.ask(List.of(Call.of(
                        "eth_sendTransaction",
                        Map.of(
                                "from",
                                RICH.get(random.nextInt(2)),
                                "to",
                                to,
                                "value",
                                "0x" + Integer.toHexString(1 + random.nextInt(1000))))))
                .getFirst()
                .orThrow()
                .stringValue();
    }

    private static JsonNode block(Node node, Object tag) {
        return node.ask(List.of(Call.of("eth_getBlockByNumber", tag, false)))
                .getFirst()
                .orThrow();
    }

    private void awaitHead(Node node) {
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(30))
                .until(() -> block(node, "latest")
                                .path("hash")
                                .stringValue()
                                .equals(progress().hash())
                        && owed() == 0);
    }

    /** The node itself says what is to be stored. */
    private void assertSame(Node node) {
        long head = progress().indexed();
        List<String> told = LongStream.rangeClosed(1, head)
                .mapToObj(height -> block(node, Call.quantity(height)))
                .map(block -> String.join(
                        " ",
                        Long.decode(block.path("number").stringValue()) + "",
                        block.path("hash").stringValue(),
                        block.path("parentHash").stringValue(),
                        block.path("transactions").size() + ""))
                .toList();
        // after a restart anvil has another block 0 than the one that its block 1 names
        assertThat(blocks().subList(1, (int) head + 1)).isEqualTo(told);
        jdbc.sql("""
                        select distinct on (address) '0x' || encode(address, 'hex') as address, balance from explorer.address_version
                        where chain_id = ? order by address, height desc""").param(id).query(row -> {
            String address = row.getString("address");
            String balance = node.ask(List.of(Call.of("eth_getBalance", address, "latest")))
                    .getFirst()
                    .orThrow()
                    .stringValue();
            assertThat(row.getBigDecimal("balance").toBigIntegerExact())
                    .as(address)
                    .isEqualTo(new BigInteger(balance.substring(2), 16));
        });
    }
}
