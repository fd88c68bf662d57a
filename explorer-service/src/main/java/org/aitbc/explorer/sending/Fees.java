package org.aitbc.explorer.sending;

import java.math.BigInteger;

/**
 * What is offered for a unit of gas (EIP-1559).
 *
 * @param tip for the producer of the block
 * @param max in all, base fee included
 */
public record Fees(BigInteger tip, BigInteger max) {

    /** Nodes take a replacement that offers a tenth more, some an eighth. */
    private static final BigInteger MORE = BigInteger.valueOf(9);

    private static final BigInteger OF = BigInteger.valueOf(8);

    /** Good for several full blocks, each of which raises the base fee by an eighth. */
    static Fees of(BigInteger baseFee, BigInteger tip) {
        return new Fees(tip, baseFee.shiftLeft(1).add(tip));
    }

    /** Within a limit. */
    Fees atMost(BigInteger limit) {
        return new Fees(tip.min(limit), max.min(limit));
    }

    /** These, or as much as a replacement of the others needs. */
    Fees replacing(Fees others) {
        return new Fees(tip.max(more(others.tip)), max.max(more(others.max)));
    }

    private static BigInteger more(BigInteger fee) {
        return fee.multiply(MORE).add(OF.subtract(BigInteger.ONE)).divide(OF).add(BigInteger.ONE);
    }
}
