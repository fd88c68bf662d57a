package org.aitbc.explorer.crosschain.routing;

import java.time.Duration;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.sending.Market;

/**
 * What sending on a chain costs and takes now, by its node's own data.
 *
 * @param market what gas costs
 * @param blockTime between blocks of late
 */
public record Weather(Market market, Duration blockTime) {

    /** How long it takes until what is sent now counts as final. */
    public Duration finality(Chain chain) {
        return blockTime.multipliedBy(chain.confirmations() + 1L);
    }
}
