package org.aitbc.explorer.crosschain.bridge;

import java.math.BigInteger;
import java.time.Duration;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.crosschain.routing.Forecast;
import org.aitbc.explorer.crosschain.routing.Weather;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.DefaultBlockParameter;

/** How long it takes until a transaction is final. */
@Component
class Finality {

    private final Forecast forecast;
    private final DevelopmentChains development;

    Finality(Forecast forecast, DevelopmentChains development) {
        this.forecast = forecast;
        this.development = development;
    }

    /** @throws org.aitbc.domain.error.Unavailable where the chain has no node, or it does not answer */
    Duration of(Chain chain) {
        return development.has(chain) ? Duration.ZERO : forecast.of(chain).finality(chain);
    }

    /** The newest block that is final, by the chain's node. */
    static DefaultBlockParameter newestBlock(Chain chain) {
        Node node = chain.node();
        BigInteger head = node.send(node.web3j().ethBlockNumber()).getBlockNumber();
        BigInteger last = head.subtract(BigInteger.valueOf(chain.confirmations()));
        return DefaultBlockParameter.valueOf(last.max(BigInteger.ZERO));
    }

    /** Where blocks come on demand, those of the past tell nothing, and there is one as soon as it is needed. */
    Duration of(Chain chain, Weather weather) {
        return development.has(chain) ? Duration.ZERO : weather.finality(chain);
    }
}
