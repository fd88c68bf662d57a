package org.aitbc.explorer.sending;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is to be sent.
 *
 * @param from one of our accounts on the chain
 * @param to null for the creation of a contract
 * @param value in the smallest unit of the chain's coin
 * @param data hexadecimal digits with 0x
 * @param gasLimit null to have it estimated when its turn comes
 * @param offer what it may offer for gas
 * @param purpose what kind of thing it is for
 * @param reference which one of them: the same purpose and reference are never sent twice
 */
public record Draft(
        long chainId,
        String from,
        @Nullable String to,
        BigInteger value,
        String data,
        @Nullable BigInteger gasLimit,
        Offer offer,
        String purpose,
        String reference) {

    /** A call of a contract that sends no coin. */
    public static Draft call(long chainId, String from, String to, String data, String purpose, String reference) {
        return new Draft(chainId, from, to, BigInteger.ZERO, data, null, Offer.USUAL, purpose, reference);
    }
}
