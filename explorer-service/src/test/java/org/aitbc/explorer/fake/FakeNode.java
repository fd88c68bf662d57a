package org.aitbc.explorer.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.fake.FakeBlock.Sent;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON-RPC node of a {@link FakeChain}, with the faults that nodes have. */
public final class FakeNode implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TRANSFER = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

    public final FakeChain chain;
    /** Requests that are answered with status 500 from now on. */
    public final AtomicInteger failing = new AtomicInteger();
    /** Batches that come back with their last answer cut off from now on. */
    public final AtomicInteger cut = new AtomicInteger();
    /** The most calls of one batch. */
    public volatile int mostCalls = Integer.MAX_VALUE;
    /** What each request waits for. */
    public volatile @Nullable CountDownLatch stall;
    /** Whether state of old blocks is gone. */
    public volatile boolean pruned;
    /** Whether its first block is another than its second names. */
    public volatile boolean oddBeginning;
    /** The largest batch so far. */
    public final AtomicInteger largest = new AtomicInteger();

    /** Batches with a call of a contract so far. */
    public final AtomicInteger contractCalls = new AtomicInteger();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public FakeNode(FakeChain chain) {
        this.chain = chain;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The chain as a service knows it, asked for every few milliseconds. */
    public Chain as(long id) {
        Node node = new Node(id, url(), Duration.ofSeconds(5));
        return new Chain(id, "Fake", "ETH", 18, 2, Duration.ofMillis(5), Optional.of(node));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            CountDownLatch wait = stall;
            if (wait != null) {
                wait.await();
            }
            if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            byte[] body = JSON.writeValueAsBytes(request.isArray() ? batch(request) : one(request));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers come in reverse: JSON-RPC leaves the order open. */
    private JsonNode batch(JsonNode calls) {
        if (calls.size() > mostCalls) {
            return error(JSON.createObjectNode().put("jsonrpc", "2.0"), -32005, "batch too large");
        }
        largest.accumulateAndGet(calls.size(), Math::max);
        if (calls.path(0).path("method").stringValue().equals("eth_call")) {
            contractCalls.incrementAndGet();
        }
        ArrayNode answers = JSON.createArrayNode();
        calls.forEach(call -> answers.insert(0, one(call)));
        if (cut.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            answers.remove(0);
        }
        return answers;
    }

    private ObjectNode one(JsonNode call) {
        ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", call.path("id"));
        JsonNode first = call.path("params").path(0);
        return switch (call.path("method").stringValue()) {
            case "eth_blockNumber" -> answer.put("result", quantity(chain.head().height()));
            case "eth_getBlockByNumber" -> {
                FakeBlock block = block(first.stringValue());
                yield block == null
                        ? answer.putNull("result")
                        : put(
                                answer,
                                odd(header(block, call.path("params").path(1).booleanValue())));
            }
            case "eth_getBlockReceipts" -> {
                FakeBlock block = block(first.stringValue());
                yield block == null ? answer.putNull("result") : put(answer, receipts(block));
            }
            case "eth_getBalance" ->
                balance(answer, first.stringValue(), call.path("params").path(1));
            default -> error(answer, -32601, "no such method");
        };
    }

    private ObjectNode odd(ObjectNode header) {
        return oddBeginning && header.path("number").stringValue().equals("0x0")
                ? header.put("hash", "0x" + "0d".repeat(32))
                : header;
    }

    private static ObjectNode put(ObjectNode answer, JsonNode result) {
        answer.set("result", result);
        return answer;
    }

    private static ObjectNode error(ObjectNode answer, int code, String message) {
        answer.putObject("error").put("code", code).put("message", message);
        return answer;
    }

    private @Nullable FakeBlock block(String tag) {
        if (tag.equals("latest")) {
            return chain.head();
        }
        long height = Long.decode(tag);
        var blocks = chain.blocks();
        return height < blocks.size() ? blocks.get((int) height) : null;
    }

    private ObjectNode balance(ObjectNode answer, String address, JsonNode at) {
        String hash = at.path("blockHash").asString("");
        var blocks = chain.blocks();
        // nodes still know the state after blocks that were replaced
        return Stream.concat(blocks.stream(), chain.replaced().stream())
                .filter(block -> block.hash().equals(hash))
                .filter(block -> !pruned || block.height() > blocks.size() - 129)
                .findFirst()
                .map(block -> answer.put(
                        "result",
                        "0x"
                                + block.balances()
                                        .getOrDefault(address, BigInteger.ZERO)
                                        .toString(16)))
                .orElseGet(() -> error(answer, -32000, "missing state"));
    }

    private static ObjectNode header(FakeBlock block, boolean full) {
        ObjectNode header = JSON.createObjectNode()
                .put("number", quantity(block.height()))
                .put("hash", block.hash())
                .put("parentHash", block.parent())
                .put("timestamp", quantity(block.seconds()))
                .put("miner", FakeBlock.PROPOSER)
                .put("gasUsed", quantity(block.transactions().size() * 21_000L))
                .put("gasLimit", "0x1c9c380")
                .put("baseFeePerGas", "0x5")
                .put("size", "0x300");
        ArrayNode transactions = header.putArray("transactions");
        for (int i = 0; i < block.transactions().size(); i++) {
            Sent one = block.transactions().get(i);
            if (full) {
                transactions.add(transaction(block, i, one));
            } else {
                transactions.add(one.hash());
            }
        }
        return header;
    }

    private static ObjectNode transaction(FakeBlock block, int index, Sent one) {
        ObjectNode transaction = JSON.createObjectNode()
                .put("hash", one.hash())
                .put("blockHash", block.hash())
                .put("blockNumber", quantity(block.height()))
                .put("transactionIndex", quantity(index))
                .put("from", one.sender())
                .put("value", "0x" + one.value().toString(16))
                .put("nonce", quantity(one.nonce()))
                .put("type", "0x2")
                .put("gas", "0x5208")
                .put("gasPrice", "0x7")
                .put("input", one.creates() ? "0x60016002" : "0x");
        return one.creates() ? transaction.putNull("to") : transaction.put("to", one.receiver());
    }

    private static ArrayNode receipts(FakeBlock block) {
        ArrayNode receipts = JSON.createArrayNode();
        int logs = 0;
        for (int i = 0; i < block.transactions().size(); i++) {
            Sent one = block.transactions().get(i);
            ObjectNode receipt = receipts.addObject()
                    .put("transactionHash", one.hash())
                    .put("blockHash", block.hash())
                    .put("status", one.success() ? "0x1" : "0x0")
                    .put("gasUsed", "0x" + Sent.GAS_USED.toString(16))
                    .put("effectiveGasPrice", "0x" + Sent.GAS_PRICE.toString(16))
                    .put("contractAddress", one.creates() ? one.receiver() : null);
            ArrayNode entries = receipt.putArray("logs");
            for (int number = 0; number < one.transfers(); number++) {
                ObjectNode log = entries.addObject()
                        .put("address", FakeChain.TOKEN)
                        .put("logIndex", quantity(logs++))
                        .put("data", "0x" + "%064x".formatted(one.value()));
                log.putArray("topics").add(TRANSFER).add(word(one.sender())).add(word(one.receiver()));
            }
        }
        return receipts;
    }

    private static String word(String address) {
        return "0x" + "0".repeat(24) + address.substring(2);
    }

    private static String quantity(long number) {
        return "0x" + Long.toHexString(number);
    }
}
