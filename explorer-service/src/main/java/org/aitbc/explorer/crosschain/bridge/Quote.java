package org.aitbc.explorer.crosschain.bridge;

import java.math.BigInteger;
import java.time.Duration;

/**
 * What a swap costs now.
 *
 * @param bridgeFee the suite's share
 * @param networkFee what the suite pays the two chains, at their prices of now; of a token what is configured for it
 * @param duration until all of it is final
 */
record Quote(BigInteger bridgeFee, BigInteger networkFee, Duration duration) {

    BigInteger total() {
        return bridgeFee.add(networkFee);
    }
}
