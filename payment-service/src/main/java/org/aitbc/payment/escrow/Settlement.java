package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.staking.StakerShares;
import org.jspecify.annotations.Nullable;

/**
 * How a payment is to end. {@code due + the rest = amount}: what is due goes to the payee less the network's fee, the rest
 * back to the payer.
 *
 * @param due what leaves the payer; 0 for a refund
 * @param fee the network's part of it
 * @param stakersPart what of the fee goes to those who staked on the payee
 * @param payee null where nothing is due
 */
record Settlement(
        Payment payment,
        BigDecimal due,
        BigDecimal fee,
        BigDecimal stakersPart,
        @Nullable String payee,
        @Nullable String minerId,
        Resolution how,
        @Nullable String reason) {

    static Settlement refund(Payment payment, Resolution how, @Nullable String reason) {
        return new Settlement(payment, Amounts.ZERO, Amounts.ZERO, Amounts.ZERO, null, null, how, reason);
    }

    Settlement withFee(BigDecimal networkFee, BigDecimal ofIt) {
        return new Settlement(payment, due, networkFee, ofIt, payee, minerId, how, reason);
    }

    String status() {
        return due.signum() > 0 ? "released" : "refunded";
    }

    Resolve resolve() {
        List<Share> shares = new ArrayList<>();
        if (payee != null) {
            add(shares, Account.available(payee, payment.currency()), due.subtract(fee));
            add(shares, StakerShares.pool(payee), stakersPart);
        }
        add(shares, Account.fees(payment.currency()), fee.subtract(stakersPart));
        return new Resolve(payment.id(), how, shares);
    }

    private static void add(List<Share> shares, Account to, BigDecimal amount) {
        if (amount.signum() > 0) {
            shares.add(new Share(to, amount));
        }
    }
}
