package org.aitbc.explorer.crosschain.chains;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.sending.Market;
import org.aitbc.explorer.sending.Priority;

/**
 * What a unit of gas costs on a chain, in the smallest unit of its coin.
 *
 * @param baseFeePerGas of the next block
 * @param priorities by the name that requests use
 */
record Fees(long chainId, BigInteger baseFeePerGas, Map<String, Estimate> priorities, Instant generatedAt) {

    /**
     * @param estimatedGasPrice what would be paid in the next block
     * @param maxPriorityFeePerGas the tip
     * @param maxFeePerGas what is offered at most
     */
    record Estimate(BigInteger estimatedGasPrice, BigInteger maxPriorityFeePerGas, BigInteger maxFeePerGas) {}

    static Fees of(Chain chain) {
        Market market = Market.ask(chain.node());
        Map<String, Estimate> priorities = new LinkedHashMap<>();
        Arrays.stream(Priority.values()).forEach(one -> {
            var fees = market.fees(one);
            priorities.put(one.text(), new Estimate(market.price(one), fees.tip(), fees.max()));
        });
        return new Fees(chain.id(), market.baseFee(), priorities, Instant.now());
    }
}
