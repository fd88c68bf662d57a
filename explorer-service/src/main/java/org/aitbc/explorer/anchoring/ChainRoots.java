package org.aitbc.explorer.anchoring;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.explorer.anchoring.AnchorContract.Anchored;
import org.aitbc.explorer.anchoring.RootMarks.Mark;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.chain.NodeRefused;
import org.aitbc.explorer.index.IndexSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;

/** The roots that a chain has, asked for in as many blocks at once as its node takes. */
@Component
class ChainRoots {

    private final RootMarks marks;
    private final AnchorSettings settings;

    ChainRoots(RootMarks marks, AnchorSettings settings) {
        this.marks = marks;
        this.settings = settings;
    }

    /** @param to the last block that they were asked for in */
    record Known(List<Anchored> roots, long to) {

        boolean covers(Anchor anchor) {
            return anchor.blockNumber() != null && anchor.blockNumber() <= to;
        }
    }

    /**
     * What the chain has, as far as one audit comes.
     *
     * @throws org.aitbc.domain.error.Unavailable where its node does not answer
     * @throws NodeRefused where it does not even tell of one block
     */
    Known read(Chain chain, int instance, String contract) {
        Node node = chain.node();
        long head = node.send(node.web3j().ethBlockNumber()).getBlockNumber().longValueExact();
        long settled = head - chain.confirmations() - IndexSettings.DEPTH;
        long checked = begin(node, instance, contract);
        List<Anchored> fresh = new ArrayList<>();
        long to = checked;
        long blocks = settings.logBlocks();
        for (int calls = 0; to < head && calls < settings.auditCalls(); calls++) {
            // a range is settled as a whole, or not
            long end = Math.min(to < settled ? settled : head, to + blocks);
            try {
                Mark mark = new Mark(end, end <= settled ? hash(node, end) : null);
                List<Anchored> found = ask(node, contract, to + 1, end);
                if (end <= settled) {
                    marks.move(instance, contract, to, mark, found);
                    checked = end;
                } else {
                    fresh.addAll(found);
                }
                to = end;
            } catch (NodeRefused e) {
                if (end == to + 1) {
                    throw e;
                }
                blocks = Math.max(1, (end - to) / 2);
            }
        }
        List<Anchored> all = new ArrayList<>(marks.roots(instance, contract, checked));
        all.addAll(fresh);
        return new Known(all, to);
    }

    /** What was found on blocks that the chain has no more is forgotten. */
    private long begin(Node node, int instance, String contract) {
        marks.forget(instance, contract, settings.fullAudit());
        Mark mark = marks.begin(instance, contract);
        if (mark.hash() != null && !mark.hash().equals(hash(node, mark.checked()))) {
            marks.forget(instance, contract, Duration.ZERO);
            mark = marks.begin(instance, contract);
        }
        return mark.checked();
    }

    private static @Nullable String hash(Node node, long block) {
        EthBlock.Block found = node.send(node.web3j().ethGetBlockByNumber(number(block), false))
                .getBlock();
        return found == null ? null : found.getHash();
    }

    private static List<Anchored> ask(Node node, String contract, long from, long to) {
        EthFilter filter = new EthFilter(number(from), number(to), contract);
        filter.addSingleTopic(AnchorContract.ANCHORED);
        List<Anchored> found = new ArrayList<>();
        for (EthLog.LogResult<?> result :
                node.send(node.web3j().ethGetLogs(filter)).getLogs()) {
            found.add(Anchored.of((Log) result.get()));
        }
        return found;
    }

    private static DefaultBlockParameter number(long block) {
        return DefaultBlockParameter.valueOf(BigInteger.valueOf(block));
    }
}
