package org.aitbc.explorer.crosschain.routing;

import java.math.BigInteger;
import java.time.Duration;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.sending.Market;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.methods.response.EthBlock.Block;

/** Asks nodes what sending would cost and take. */
@Component
public class Forecast {

    private static final long BLOCKS_OF_TIME = 100;

    /** @throws org.aitbc.domain.error.Unavailable where the chain has no node, or it does not answer */
    public Weather of(Chain chain) {
        Node node = chain.node();
        return new Weather(Market.ask(node), blockTime(node));
    }

    private static Duration blockTime(Node node) {
        Block head = block(node, DefaultBlockParameterName.LATEST);
        long number = head.getNumber().longValueExact();
        long blocks = Math.min(number, BLOCKS_OF_TIME);
        if (blocks == 0) {
            return Duration.ZERO;
        }
        Block earlier = block(node, DefaultBlockParameter.valueOf(BigInteger.valueOf(number - blocks)));
        return Duration.ofSeconds(
                        head.getTimestamp().subtract(earlier.getTimestamp()).longValueExact())
                .dividedBy(blocks);
    }

    private static Block block(Node node, DefaultBlockParameter which) {
        return node.send(node.web3j().ethGetBlockByNumber(which, false)).getBlock();
    }
}
