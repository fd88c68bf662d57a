package org.aitbc.explorer.anchoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aitbc.explorer.anchoring.AnchorContract.Anchored;
import org.aitbc.explorer.anchoring.ChainRoots.Known;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.sending.State;
import org.springframework.stereotype.Component;

/** Compares the anchors that we know of with those that the chain has: each once, none that is not ours. */
@Component
class ChainAudit {

    private final Anchors anchors;
    private final ChainRoots roots;

    ChainAudit(Anchors anchors, ChainRoots roots) {
        this.anchors = anchors;
        this.roots = roots;
    }

    /** @return what is wrong, in words */
    List<String> check(Chain chain, int instance, String contract) {
        // an anchor is known here before the chain hears of it, and on the chain before it counts as confirmed here
        List<Anchor> before = anchors.all(instance, contract);
        Known known = roots.read(chain, instance, contract);
        return compare(known, before, anchors.all(instance, contract));
    }

    static List<String> compare(Known chain, List<Anchor> before, List<Anchor> anchors) {
        List<String> wrong = new ArrayList<>();
        Map<Long, List<Anchored>> bySize = chain.roots().stream().collect(Collectors.groupingBy(Anchored::size));
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
                .filter(anchor -> anchor.state() == State.CONFIRMED && chain.covers(anchor))
                .filter(anchor -> !bySize.containsKey(anchor.treeSize()))
                .forEach(anchor -> wrong.add("the chain has no root of the first " + anchor.treeSize()
                        + " receipts, though it was confirmed"));
        return wrong;
    }
}
