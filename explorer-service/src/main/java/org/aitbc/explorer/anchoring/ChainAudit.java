package org.aitbc.explorer.anchoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aitbc.explorer.anchoring.AnchorContract.Anchored;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.sending.State;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/** Compares the anchors that we know of with those that the chain has: each once, none that is not ours. */
@Component
class ChainAudit {

    private final Anchors anchors;

    ChainAudit(Anchors anchors) {
        this.anchors = anchors;
    }

    /** @return what is wrong, in words */
    List<String> check(Node node, int instance, String contract) {
        // an anchor is known here before the chain hears of it, and on the chain before it counts as confirmed here
        List<Anchor> before = anchors.all(instance, contract);
        List<Anchored> chain = anchored(node, contract);
        return compare(chain, before, anchors.all(instance, contract));
    }

    static List<String> compare(List<Anchored> chain, List<Anchor> before, List<Anchor> anchors) {
        List<String> wrong = new ArrayList<>();
        Map<Long, List<Anchored>> bySize = chain.stream().collect(Collectors.groupingBy(Anchored::size));
        Map<Long, List<Anchor>> ours = anchors.stream().collect(Collectors.groupingBy(Anchor::treeSize));
        ours.forEach((size, same) -> {
            if (same.size() > 1) {
                wrong.add("the first " + size + " receipts are anchored " + same.size() + " times");
            }
        });
        bySize.forEach((size, same) -> {
            if (same.size() > 1) {
                wrong.add("the chain has " + same.size() + " roots of the first " + size + " receipts");
            }
            for (Anchored one : same) {
                if (ours.getOrDefault(size, List.of()).stream()
                        .noneMatch(anchor -> anchor.root().equals(one.root()))) {
                    wrong.add("the chain has a root of " + size + " receipts that is not this log's, in transaction "
                            + one.transactionHash());
                }
            }
        });
        before.stream()
                .filter(anchor -> anchor.state() == State.CONFIRMED && !bySize.containsKey(anchor.treeSize()))
                .forEach(anchor -> wrong.add("the chain has no root of the first " + anchor.treeSize()
                        + " receipts, though it was confirmed"));
        return wrong;
    }

    private static List<Anchored> anchored(Node node, String contract) {
        EthFilter filter =
                new EthFilter(DefaultBlockParameterName.EARLIEST, DefaultBlockParameterName.LATEST, contract);
        filter.addSingleTopic(AnchorContract.ANCHORED);
        List<Anchored> found = new ArrayList<>();
        for (EthLog.LogResult<?> result :
                node.send(node.web3j().ethGetLogs(filter)).getLogs()) {
            found.add(Anchored.of((Log) result.get()));
        }
        return found;
    }
}
