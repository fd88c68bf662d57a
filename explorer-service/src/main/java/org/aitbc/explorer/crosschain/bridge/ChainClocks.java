package org.aitbc.explorer.crosschain.bridge;

import java.time.Instant;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;

/** What time it is on a chain, which a lock goes by. */
@Component
class ChainClocks {

    private final Finality finality;
    private final BridgeSettings settings;

    ChainClocks(Finality finality, BridgeSettings settings) {
        this.finality = finality;
        this.settings = settings;
    }

    /** Whether the next block is of that time or later: a chain without transactions may have had none for long. */
    boolean isPast(Chain chain, Instant time) {
        return !Instant.now().minus(settings.slack()).isBefore(time)
                || !head(chain).isBefore(time);
    }

    /** Whether a block that is final is of that time or later. */
    boolean isPastForGood(Chain chain, Instant time) {
        return !time(chain.node(), Finality.newestBlock(chain)).isBefore(time);
    }

    /** Whether what is sent now may come too late, by either clock. The node is asked only where this one does not tell. */
    boolean isNear(Chain chain, Instant time) {
        Instant early = time.minus(settings.slack());
        return !Instant.now().isBefore(early) || !head(chain).isBefore(early);
    }

    /** Whether what is sent now will be final well before that time. */
    boolean hasTime(Chain chain, Instant until) {
        return !isNear(chain, until.minus(finality.of(chain)));
    }

    private static Instant head(Chain chain) {
        return time(chain.node(), DefaultBlockParameterName.LATEST);
    }

    private static Instant time(Node node, DefaultBlockParameter block) {
        return Instant.ofEpochSecond(node.send(node.web3j().ethGetBlockByNumber(block, false))
                .getBlock()
                .getTimestamp()
                .longValueExact());
    }
}
