package org.aitbc.explorer.anchoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.explorer.ExplorerDatabase;
import org.aitbc.explorer.anchoring.AnchorContract.Anchored;
import org.aitbc.explorer.anchoring.ChainRoots.Known;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A long chain whose node tells of a thousand blocks at once, and of no more. */
class ChainRootsTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger INSTANCES = new AtomicInteger(5_000_000);
    private static final String CONTRACT = "0x" + "ab".repeat(20);

    private final SingleConnectionDataSource connection = ExplorerDatabase.connection();
    private final JdbcClient jdbc = JdbcClient.create(connection);
    private final RootMarks marks = new RootMarks(jdbc);
    private final int instance = INSTANCES.incrementAndGet();
    /** Sizes of roots by their blocks. */
    private final TreeMap<Long, Long> logs = new TreeMap<>();

    private final List<Long> asked = new ArrayList<>();
    private long head = 20_000;
    private String fork = "aa";
    private HttpServer server;
    private Chain chain;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        chain = new Chain(
                1, "Long", "ETH", 18, 2, Duration.ofSeconds(1), Optional.of(new Node(1, url, Duration.ofSeconds(5))));
        logs.put(10L, 1L);
        logs.put(1_250L, 2L);
        logs.put(1_251L, 3L);
        logs.put(19_990L, 4L);
    }

    @AfterEach
    void stop() {
        server.stop(0);
        connection.destroy();
    }

    private Known read(int calls) {
        asked.clear();
        return new ChainRoots(marks, new AnchorSettings(1, Duration.ZERO, 5_000, calls, Duration.ofDays(1)))
                .read(chain, instance, CONTRACT);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode call = JSON.readTree(exchange.getRequestBody());
            ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
            answer.set("id", call.path("id"));
            JsonNode first = call.path("params").path(0);
            switch (call.path("method").stringValue()) {
                case "eth_blockNumber" -> answer.put("result", hex(head));
                case "eth_getBlockByNumber" -> answer.putObject("result").put("hash", fork + first.stringValue());
                case "eth_getLogs" ->
                    logs(
                            answer,
                            Long.decode(first.path("fromBlock").stringValue()),
                            Long.decode(first.path("toBlock").stringValue()));
                default -> throw new IllegalStateException(call.toString());
            }
            byte[] body = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void logs(ObjectNode answer, long from, long to) {
        if (to - from >= 1_000) {
            answer.putObject("error").put("code", -32600).put("message", "at most 1000 blocks");
            return;
        }
        asked.add(from);
        ArrayNode found = answer.putArray("result");
        logs.subMap(from, true, to, true).forEach((block, size) -> {
            ObjectNode log = found.addObject()
                    .put("address", CONTRACT)
                    .put("blockNumber", hex(block))
                    .put("logIndex", "0x0")
                    .put("transactionHash", "0x" + "%064x".formatted(block));
            log.putArray("topics")
                    .add(AnchorContract.ANCHORED)
                    .add("0x" + "%064x".formatted(size))
                    .add("0x" + "%064x".formatted(77));
        });
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private static List<Long> sizes(Known known) {
        return known.roots().stream().map(Anchored::size).toList();
    }

    @Test
    void aNodeThatTellsOfFewBlocksAtOnceIsAskedForFewer() {
        Known known = read(500);
        assertThat(sizes(known)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(known.to()).isEqualTo(head);
        assertThat(asked).hasSizeGreaterThan(20);
    }

    @Test
    void whatWasAskedForIsNotAskedForAgain() {
        read(500);
        logs.put(20_010L, 5L);
        head = 20_100;
        Known known = read(500);
        assertThat(sizes(known)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(asked).containsExactly(20_000 - 66 + 1L, 20_100 - 66 + 1L);
    }

    @Test
    void anAuditGoesOnWhereTheLastOneEnded() {
        Known first = read(5);
        assertThat(first.to()).isBetween(1_000L, 5_000L);
        assertThat(sizes(first)).contains(1L).doesNotContain(4L);
        Known last = first;
        for (int i = 0; i < 10; i++) {
            last = read(5);
        }
        assertThat(sizes(last)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void nowAndThenAllIsAskedForAgain() {
        read(500);
        logs.remove(1_250L);
        assertThat(sizes(read(500))).contains(2L);
        jdbc.sql("update explorer.root_mark set since = now() - interval '25 hours' where instance = ?")
                .param(instance)
                .update();
        assertThat(sizes(read(500))).containsExactly(1L, 3L, 4L);
    }

    @Test
    void whatWasFoundOnBlocksThatAreGoneIsForgotten() {
        read(500);
        fork = "bb";
        logs.remove(1_250L);
        assertThat(sizes(read(500))).containsExactly(1L, 3L, 4L);
    }
}
