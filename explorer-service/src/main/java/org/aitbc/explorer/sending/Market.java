package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.chain.NodeRefused;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthFeeHistory.FeeHistory;

/**
 * What gas costs on a chain at the moment, in the smallest unit of its coin.
 *
 * @param baseFee of the next block
 * @param tips that are given by how urgent it is
 */
public record Market(BigInteger baseFee, Map<Priority, BigInteger> tips) {

    private static final List<Priority> ALL = List.of(Priority.values());
    private static final int BLOCKS = 20;
    private static final BigInteger USUAL_TIP = BigInteger.valueOf(1_000_000_000);
    private static final int METHOD_NOT_FOUND = -32601;

    public Market {
        tips = Map.copyOf(tips);
    }

    /**
     * What the node knows of its last blocks, and where those were empty, or it keeps no such history, what it suggests.
     *
     * @throws org.aitbc.domain.error.Unavailable where it does not answer
     */
    public static Market ask(Node node) {
        try {
            FeeHistory history = node.send(node.web3j()
                            .ethFeeHistory(BLOCKS, DefaultBlockParameterName.LATEST, Priority.percentiles()))
                    .getFeeHistory();
            BigInteger baseFee = history.getBaseFeePerGas().getLast();
            List<List<BigInteger>> rewards = rewards(history);
            return rewards.isEmpty() ? suggested(baseFee, tip(node)) : of(baseFee, rewards);
        } catch (NodeRefused e) {
            if (e.code() != METHOD_NOT_FOUND) {
                throw e;
            }
            return suggested(baseFee(node), tip(node));
        }
    }

    /** @param suggested the usual tip */
    static Market suggested(BigInteger baseFee, BigInteger suggested) {
        return new Market(baseFee, tips(one -> one.tip(suggested)));
    }

    /** @param rewards of each block, the tips at the percentiles of the priorities */
    static Market of(BigInteger baseFee, List<List<BigInteger>> rewards) {
        return new Market(
                baseFee,
                tips(one -> median(rewards.stream()
                        .map(block -> block.get(ALL.indexOf(one)))
                        .sorted()
                        .toList())));
    }

    public Fees fees(Priority priority) {
        return priority.fees(baseFee, tip(priority));
    }

    /** What a unit of gas would cost in the next block. */
    public BigInteger price(Priority priority) {
        return baseFee.add(tip(priority));
    }

    /** The most that is offered by priority, as JSON. */
    String offers() {
        return ALL.stream()
                .map(one -> "\"" + one.text() + "\":" + fees(one).max())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private BigInteger tip(Priority priority) {
        return tips.getOrDefault(priority, BigInteger.ZERO);
    }

    private static Map<Priority, BigInteger> tips(Function<Priority, BigInteger> tip) {
        Map<Priority, BigInteger> tips = new EnumMap<>(Priority.class);
        for (Priority one : ALL) {
            // pools refuse what offers nothing
            tips.put(one, tip.apply(one).max(BigInteger.ONE));
        }
        return tips;
    }

    private static BigInteger median(List<BigInteger> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    /** Of blocks that had transactions: an empty one says zero. */
    private static List<List<BigInteger>> rewards(FeeHistory history) {
        List<List<BigInteger>> rewards = history.getReward();
        return rewards == null
                ? List.of()
                : IntStream.range(0, rewards.size())
                        .filter(block -> history.getGasUsedRatio().get(block) > 0)
                        .mapToObj(rewards::get)
                        .toList();
    }

    private static BigInteger baseFee(Node node) {
        EthBlock.Block head = node.send(node.web3j().ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false))
                .getBlock();
        return head.getBaseFeePerGasRaw() == null ? BigInteger.ZERO : head.getBaseFeePerGas();
    }

    private static BigInteger tip(Node node) {
        try {
            return node.send(node.web3j().ethMaxPriorityFeePerGas()).getMaxPriorityFeePerGas();
        } catch (NodeRefused e) {
            if (e.code() == METHOD_NOT_FOUND) {
                return USUAL_TIP;
            }
            throw e;
        }
    }
}
