package org.aitbc.explorer.crosschain.routing;

import java.math.BigInteger;
import java.time.Instant;

/**
 * A chain that could be sent on.
 *
 * @param score 0 to 1, where 1 is the best of all in everything
 * @param estimatedGasPrice that a transaction of this urgency would pay in the next block, in the smallest unit of its coin
 * @param maxFeePerGas that it would offer at most
 * @param estimatedConfirmationTime when what is sent now is final there
 * @param successRate of what this suite sent on it in the last thirty days; 1 where nothing has ended yet
 * @param queueLength how much this suite has waiting there
 */
record Route(
        long chainId,
        double score,
        BigInteger estimatedGasPrice,
        BigInteger maxFeePerGas,
        Instant estimatedConfirmationTime,
        double successRate,
        long queueLength) {}
