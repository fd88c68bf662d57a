package org.aitbc.explorer.sending;

import java.math.BigInteger;
import java.time.Instant;
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
 * @param notAfter from then on no node is told of it that does not know it, and it is cancelled; null where it may come late
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
        String reference,
        @Nullable Instant notAfter) {

    public Draft(
            long chainId,
            String from,
            @Nullable String to,
            BigInteger value,
            String data,
            @Nullable BigInteger gasLimit,
            Offer offer,
            String purpose,
            String reference) {
        this(chainId, from, to, value, data, gasLimit, offer, purpose, reference, null);
    }

    /** A call of a contract that sends no coin. */
    public static Draft call(long chainId, String from, String to, String data, String purpose, String reference) {
        return new Draft(chainId, from, to, BigInteger.ZERO, data, null, Offer.USUAL, purpose, reference);
    }

    /** The same, which is not to be sent from then on. */
    public Draft notAfter(Instant end) {
        return new Draft(chainId, from, to, value, data, gasLimit, offer, purpose, reference, end);
    }
}
