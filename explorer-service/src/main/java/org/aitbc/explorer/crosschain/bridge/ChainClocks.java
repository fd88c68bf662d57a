package org.aitbc.explorer.crosschain.bridge;

import java.time.Instant;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.DefaultBlockParameterName;

/** What time it is on a chain, which a lock goes by. */
@Component
class ChainClocks {

    private final BridgeSettings settings;

    ChainClocks(BridgeSettings settings) {
        this.settings = settings;
    }

    /** Whether the next block is of that time or later: a chain without transactions may have had none for long. */
    boolean isPast(Chain chain, Instant time) {
        if (!Instant.now().minus(settings.slack()).isBefore(time)) {
            return true;
        }
        Node node = chain.node();
        return node.send(node.web3j().ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false))
                        .getBlock()
                        .getTimestamp()
                        .longValueExact()
                >= time.getEpochSecond();
    }
}
