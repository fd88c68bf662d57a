package org.aitbc.explorer.sending;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction may offer for a unit of gas, in the smallest unit of the coin.
 *
 * @param gasPrice exactly this, base fee included, whatever others offer; null to follow the chain
 * @param maxFee no more than this, base fee included; null for what this suite offers at most. Taking the nonce of a transaction
 *     that is cancelled may cost more: at its own limit nothing could take its place
 */
public record Offer(
        Priority priority,
        @Nullable BigInteger gasPrice,
        @Nullable BigInteger maxFee) {

    public static final Offer USUAL = new Offer(Priority.MEDIUM, null, null);

    /** @param limit what this suite offers at most */
    Fees fees(Market market, BigInteger limit) {
        Fees wanted = gasPrice == null ? market.fees(priority) : new Fees(gasPrice, gasPrice);
        return wanted.atMost(most(limit));
    }

    BigInteger most(BigInteger limit) {
        BigInteger own = gasPrice == null ? maxFee : gasPrice;
        return own == null ? limit : own.min(limit);
    }
}
