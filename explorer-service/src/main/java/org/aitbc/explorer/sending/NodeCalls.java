package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aitbc.explorer.chain.Answer;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.chain.NodeRefused;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;

/** The chain as its node tells it. */
final class NodeCalls implements ChainView {

    private static final int MOST_AT_ONCE = 100;

    private final Node node;

    NodeCalls(Node node) {
        this.node = node;
    }

    @Override
    public long head() {
        return node.send(node.web3j().ethBlockNumber()).getBlockNumber().longValueExact();
    }

    @Override
    public String genesis() {
        // the second block is asked what it follows: anvil gives its first one another hash at each start
        return find(DefaultBlockParameter.valueOf(BigInteger.ONE))
                .map(EthBlock.Block::getParentHash)
                .orElseGet(() ->
                        block(DefaultBlockParameter.valueOf(BigInteger.ZERO)).getHash());
    }

    @Override
    public long count(String address) {
        return count(address, DefaultBlockParameterName.LATEST);
    }

    @Override
    public Map<String, Long> counts(Collection<String> addresses) {
        List<String> all = List.copyOf(addresses);
        List<JsonNode> counts = ask(all, address -> Call.of("eth_getTransactionCount", address, "latest"));
        return IntStream.range(0, all.size()).boxed().collect(Collectors.toMap(all::get, i -> quantity(counts.get(i))));
    }

    @Override
    public long countAt(String address, long block) {
        return count(address, DefaultBlockParameter.valueOf(BigInteger.valueOf(Math.max(0, block))));
    }

    @Override
    public Map<String, Seen> seen(Collection<String> hashes) {
        return ask(List.copyOf(hashes), hash -> Call.of("eth_getTransactionReceipt", hash)).stream()
                .filter(JsonNode::isObject)
                .map(NodeCalls::seen)
                .collect(Collectors.toMap(Seen::hash, Function.identity(), (one, _) -> one));
    }

    @Override
    public boolean isInPool(String hash) {
        return node.send(node.web3j().ethGetTransactionByHash(hash))
                .getTransaction()
                .filter(transaction -> transaction.getBlockHash() == null)
                .isPresent();
    }

    @Override
    public BigInteger balance(String address) {
        return node.send(node.web3j().ethGetBalance(address, DefaultBlockParameterName.LATEST))
                .getBalance();
    }

    @Override
    public Set<String> funded(Collection<String> addresses) {
        List<String> all = List.copyOf(addresses);
        List<JsonNode> balances = ask(all, address -> Call.of("eth_getBalance", address, "latest"));
        return IntStream.range(0, all.size())
                .filter(i ->
                        Numeric.decodeQuantity(balances.get(i).stringValue()).signum() > 0)
                .mapToObj(all::get)
                .collect(Collectors.toSet());
    }

    @Override
    public Market market() {
        return Market.ask(node);
    }

    @Override
    public Estimate estimate(String from, @Nullable String to, BigInteger value, String data) {
        Transaction call = new Transaction(from, null, null, null, to, value, data);
        try {
            BigInteger gas = node.send(node.web3j().ethEstimateGas(call)).getAmountUsed();
            return new Estimate(gas.longValueExact(), Reply.taken());
        } catch (NodeRefused e) {
            return new Estimate(null, Reply.refusal(e.code(), String.valueOf(e.getMessage())));
        }
    }

    @Override
    public Reply broadcast(String raw) {
        try {
            node.send(node.web3j().ethSendRawTransaction(raw));
            return Reply.taken();
        } catch (NodeRefused e) {
            return Reply.refusal(e.code(), String.valueOf(e.getMessage()));
        }
    }

    /** The same question about each, in as few requests as nodes take. */
    private List<JsonNode> ask(List<String> all, Function<String, Call> question) {
        List<JsonNode> answers = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
            List<String> some = all.subList(from, Math.min(from + MOST_AT_ONCE, all.size()));
            node.ask(some.stream().map(question).toList()).stream()
                    .map(Answer::orThrow)
                    .forEach(answers::add);
        }
        return answers;
    }

    private long count(String address, DefaultBlockParameter block) {
        return node.send(node.web3j().ethGetTransactionCount(address, block))
                .getTransactionCount()
                .longValueExact();
    }

    private EthBlock.Block block(DefaultBlockParameter which) {
        return find(which).orElseThrow(() -> new IllegalStateException("the node has no block " + which.getValue()));
    }

    private Optional<EthBlock.Block> find(DefaultBlockParameter which) {
        return Optional.ofNullable(
                node.send(node.web3j().ethGetBlockByNumber(which, false)).getBlock());
    }

    private static Seen seen(JsonNode receipt) {
        return new Seen(
                receipt.path("transactionHash").stringValue(),
                quantity(receipt.path("blockNumber")),
                receipt.path("blockHash").stringValue(),
                quantity(receipt.path("status")) == 1,
                quantity(receipt.path("gasUsed")));
    }

    private static long quantity(JsonNode number) {
        return Numeric.decodeQuantity(number.stringValue()).longValueExact();
    }
}
