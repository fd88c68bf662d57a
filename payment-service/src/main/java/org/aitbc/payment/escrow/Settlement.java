package org.aitbc.payment.escrow;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.staking.StakerShares;
import org.jspecify.annotations.Nullable;

/**
 * How a payment ends.
 *
 * @param parts what is paid to whom, the greatest first; the rest goes back to the payer
 */
record Settlement(
        Payment payment,
        List<Part> parts,
        Resolution how,
        @Nullable String reason) {

    Settlement {
        parts = List.copyOf(parts);
    }

    /**
     * What one owner gets.
     *
     * @param due before the fee
     * @param fee the network's part of what is due
     * @param stakersPart what of the fee goes to those who staked on the payee
     */
    record Part(BigDecimal due, BigDecimal fee, BigDecimal stakersPart, String payee, String minerId) {

        /** Before anything is taken of it. */
        static Part of(BigDecimal due, String payee, String minerId) {
            return new Part(due, Amounts.ZERO, Amounts.ZERO, payee, minerId);
        }
    }

    static Settlement refund(Payment payment, Resolution how, @Nullable String reason) {
        return new Settlement(payment, List.of(), how, reason);
    }

    Settlement with(List<Part> parts) {
        return new Settlement(payment, parts, how, reason);
    }

    BigDecimal due() {
        return sum(parts, Part::due);
    }

    BigDecimal fee() {
        return sum(parts, Part::fee);
    }

    @Nullable
    String payee() {
        return parts.isEmpty() ? null : parts.getFirst().payee();
    }

    @Nullable
    String minerId() {
        return parts.isEmpty() ? null : parts.getFirst().minerId();
    }

    String status() {
        return parts.isEmpty() ? "refunded" : "released";
    }

    Resolve resolve() {
        List<Share> shares = new ArrayList<>();
        for (Part part : parts) {
            add(
                    shares,
                    Account.available(part.payee(), payment.currency()),
                    part.due().subtract(part.fee()));
            add(shares, StakerShares.pool(part.payee()), part.stakersPart());
        }
        add(shares, Account.fees(payment.currency()), fee().subtract(sum(parts, Part::stakersPart)));
        return new Resolve(payment.id(), how, shares);
    }

    static BigDecimal sum(List<Part> parts, Function<Part, BigDecimal> amount) {
        return parts.stream().map(amount).reduce(Amounts.ZERO, BigDecimal::add);
    }

    private static void add(List<Share> shares, Account to, BigDecimal amount) {
        if (amount.signum() > 0) {
            shares.add(new Share(to, amount));
        }
    }
}
