package org.aitbc.explorer.index;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Answer;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.index.Run.Touch;
import tools.jackson.databind.JsonNode;

/** Reads blocks from a node, several calls ahead of their consumer. */
final class Reader implements AutoCloseable {

    private final Node node;
    private final int inFlight;
    private final Pace pace;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Reader(Node node, Pace pace, int inFlight) {
        this.node = node;
        this.pace = pace;
        this.inFlight = inFlight;
    }

    /** Takes what was read; more may be on the way. */
    interface Sink {
        /** @return whether to go on */
        boolean take(Run run) throws Exception;
    }

    /**
     * Reads blocks in order.
     *
     * @param settled the last block that no reorganisation replaces any more
     * @throws RuntimeException as the node failed, or {@link BadAnswer}
     */
    void read(long from, long to, long settled, Sink sink) throws Exception {
        Deque<Future<Run>> ahead = new ArrayDeque<>();
        try {
            long next = from;
            do {
                while (ahead.size() < inFlight && next <= to) {
                    long first = next;
                    // a run is settled as a whole, or not
                    long end = first <= settled ? Math.min(to, settled) : to;
                    long last = Math.min(end, first + pace.blocks() - 1);
                    ahead.add(threads.submit(() -> run(first, last, settled)));
                    next = last + 1;
                }
            } while (sink.take(result(ahead.remove())) && (next <= to || !ahead.isEmpty()));
        } finally {
            ahead.forEach(call -> call.cancel(true));
        }
    }

    /** The node's hashes of some heights; heights that it has no block at are left out. */
    Map<Long, String> hashes(long from, long to) {
        List<Answer> answers = ask(LongStream.rangeClosed(from, to)
                .mapToObj(height -> Call.of("eth_getBlockByNumber", Call.quantity(height), false))
                .toList());
        Map<Long, String> hashes = new HashMap<>();
        answers.stream()
                .map(Answer::orThrow)
                .filter(JsonNode::isObject)
                .forEach(block -> hashes.put(Quantities.number(block, "number"), Quantities.hex(block, "hash")));
        return hashes;
    }

    /** Whether a block names the one before it as the node has that. */
    boolean follows(long height) {
        List<Answer> blocks = ask(LongStream.of(height - 1, height)
                .mapToObj(one -> Call.of("eth_getBlockByNumber", Call.quantity(one), false))
                .toList());
        return Quantities.hex(blocks.get(0).orThrow(), "hash")
                .equals(Quantities.hex(blocks.get(1).orThrow(), "parentHash"));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static Run result(Future<Run> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        }
    }

    private Run run(long first, long last, long settled) {
        List<Call> calls = new ArrayList<>();
        for (long height = first; height <= last; height++) {
            calls.add(Call.of("eth_getBlockByNumber", Call.quantity(height), true));
            calls.add(Call.of("eth_getBlockReceipts", Call.quantity(height)));
        }
        List<Answer> answers = ask(calls);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < answers.size(); i += 2) {
            blocks.add(Block.of(
                    first + i / 2, answers.get(i).orThrow(), answers.get(i + 1).orThrow()));
        }
        // the state after old blocks costs a node more than the blocks, and many nodes have none
        return new Run(blocks, last <= settled ? Map.of() : balances(blocks));
    }

    private Map<Touch, String> balances(List<Block> blocks) {
        Map<Touch, String> after = new LinkedHashMap<>();
        blocks.forEach(block -> block.touched()
                .keySet()
                .forEach(address -> after.put(new Touch(address, block.height()), block.hash())));
        return balances(after);
    }

    /** What addresses hold after a block; those that the node has forgotten are left out. */
    Map<String, String> balances(List<String> addresses, long height, String hash) {
        Map<Touch, String> after = new LinkedHashMap<>();
        addresses.forEach(address -> after.put(new Touch(address, height), hash));
        Map<String, String> balances = new HashMap<>();
        balances(after).forEach((touch, balance) -> balances.put(touch.address(), balance));
        return balances;
    }

    /** @param after the hash of the block after which each balance is wanted */
    private Map<Touch, String> balances(Map<Touch, String> after) {
        List<Touch> touches = List.copyOf(after.keySet());
        List<Answer> answers = ask(touches.stream()
                .map(touch -> Call.of(
                        "eth_getBalance", touch.address(), Map.of("blockHash", String.valueOf(after.get(touch)))))
                .toList());
        Map<Touch, String> balances = new HashMap<>();
        for (int i = 0; i < touches.size(); i++) {
            JsonNode balance = answers.get(i).result();
            if (balance.isString()) {
                balances.put(touches.get(i), Quantities.decimal(balance.stringValue()));
            }
        }
        return balances;
    }

    /** In as many requests as the node needs to take them. */
    private List<Answer> ask(List<Call> calls) {
        List<Answer> answers = new ArrayList<>();
        while (answers.size() < calls.size()) {
            List<Call> part = calls.subList(answers.size(), Math.min(calls.size(), answers.size() + pace.calls()));
            long start = System.nanoTime();
            try {
                answers.addAll(node.ask(part));
                pace.answered(part.size(), System.nanoTime() - start);
            } catch (Unavailable e) {
                if (!pace.failed(part.size())) {
                    throw e;
                }
            }
        }
        return answers;
    }
}
