package org.aitbc.payment.holds;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.payment.Currency;
import org.aitbc.domain.payment.MoneyHolds;
import org.aitbc.domain.payment.MoneyHolds.Decision;
import org.aitbc.domain.payment.MoneyHolds.Share;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Amounts;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;

/**
 * What a decision comes to. {@code what the owners get + fee = the shares}, and the rest of the hold goes back.
 *
 * @param decision what tells it from another, whatever the network's fee is
 * @param owners who get something, but for treasuries
 */
record Payout(String decision, List<String> owners, BigDecimal fee, Resolve resolve) {

    /** What a principal can spend, or the treasury of the network or of a council. */
    static Account account(String owner, Currency currency) {
        return owner.startsWith("@")
                ? new Account(owner, currency, Account.Kind.TREASURY)
                : Account.available(owner, currency);
    }

    /** @throws Invalid when the shares are more than is held */
    static Payout of(MoneyHold hold, Decision decision, UnaryOperator<BigDecimal> feeOn) {
        List<Posting.Share> paid = new ArrayList<>();
        StringBuilder text = new StringBuilder(decision.kind());
        BigDecimal due = Amounts.ZERO;
        BigDecimal fee = Amounts.ZERO;
        for (Share share : decision.shares()) {
            BigDecimal amount = Amounts.exact(share.amount());
            boolean network = share.owner().equals(MoneyHolds.NETWORK);
            BigDecimal part = network ? amount : share.lessFee() ? feeOn.apply(amount) : Amounts.ZERO;
            if (!network) {
                paid.add(new Posting.Share(account(share.owner(), hold.currency()), amount.subtract(part)));
            }
            text.append('\n')
                    .append(share.owner())
                    .append(' ')
                    .append(amount.toPlainString())
                    .append(' ')
                    .append(share.lessFee());
            due = due.add(amount);
            fee = fee.add(part);
        }
        if (due.compareTo(hold.amount()) > 0) {
            throw new Invalid(
                    "SHARES_EXCEED_HOLD",
                    "shares: only " + Amounts.shown(hold.amount()).toPlainString() + " is held");
        }
        List<String> owners = paid.stream()
                .map(share -> share.to().owner())
                .filter(owner -> !owner.startsWith("@"))
                .distinct()
                .toList();
        if (fee.signum() > 0) {
            paid.add(new Posting.Share(Account.fees(hold.currency()), fee));
        }
        Resolution how = paid.isEmpty() ? Resolution.VOIDED : Resolution.POSTED;
        return new Payout(Sha256.hex(text.toString()), owners, fee, new Resolve(hold.id(), how, paid));
    }
}
