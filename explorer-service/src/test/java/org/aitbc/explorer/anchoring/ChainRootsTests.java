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
    private long mostBlocks = 1_000;
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

    private Known read() {
        return read(audit(500));
    }

    private Known read(ChainRoots roots) {
        asked.clear();
        return roots.read(chain, instance, CONTRACT);
    }

    private ChainRoots audit(int calls) {
        return new ChainRoots(marks, new AnchorSettings(1, Duration.ZERO, 5_000, calls, Duration.ofDays(1)));
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
        if (to - from >= mostBlocks) {
            answer.putObject("error").put("code", -32600).put("message", "too many blocks");
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
        Known known = read();
        assertThat(sizes(known)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(known.to()).isEqualTo(head);
        assertThat(asked).hasSizeGreaterThan(20);
    }

    @Test
    void aNodeThatRefusedOnceIsAskedForMoreTheNextTime() {
        ChainRoots roots = audit(500);
        mostBlocks = 10;
        read(roots);
        mostBlocks = 5_001;
        head = 40_000;
        assertThat(read(roots).to()).isEqualTo(head);
        assertThat(asked).hasSizeLessThan(10);
    }

    @Test
    void whatWasAskedForIsNotAskedForAgain() {
        read();
        logs.put(20_010L, 5L);
        head = 20_100;
        Known known = read();
        assertThat(sizes(known)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(asked).containsExactly(20_000 - 66 + 1L, 20_100 - 66 + 1L);
    }

    @Test
    void anAuditGoesOnWhereTheLastOneEnded() {
        ChainRoots five = audit(5);
        Known first = read(five);
        assertThat(first.to()).isBetween(1_000L, 5_000L);
        assertThat(sizes(first)).contains(1L).doesNotContain(4L);
        Known last = first;
        for (int i = 0; i < 20; i++) {
            last = read(five);
        }
        assertThat(last.to()).isEqualTo(head);
        assertThat(sizes(last)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void nowAndThenAllIsAskedForAgain() {
        read();
        logs.remove(1_250L);
        assertThat(sizes(read())).contains(2L);
        jdbc.sql("update explorer.root_mark set since = now() - interval '25 hours' where instance = ?")
                .param(instance)
                .update();
        assertThat(sizes(read())).containsExactly(1L, 3L, 4L);
    }

    @Test
    void whatWasFoundOnBlocksThatAreGoneIsForgotten() {
        read();
        fork = "bb";
        logs.remove(1_250L);
        assertThat(sizes(read())).containsExactly(1L, 3L, 4L);
    }
}
