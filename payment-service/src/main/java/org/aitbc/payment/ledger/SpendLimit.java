package org.aitbc.payment.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.payment.Currency;
import org.jspecify.annotations.Nullable;

/**
 * What a principal lets itself spend of a currency, and what it has spent: all that left its available balance but what was
 * withdrawn, less what holds gave back.
 *
 * @param spent since the total was set
 * @param spentOfDay on {@code day} (UTC)
 */
record SpendLimit(
        @Nullable BigDecimal perJob,
        @Nullable BigDecimal perDay,
        @Nullable BigDecimal total,
        BigDecimal spent,
        Instant since,
        LocalDate day,
        BigDecimal spentOfDay) {

    /** @throws PaymentRequired when it is more than the principal lets itself spend */
    SpendLimit spend(Posting posting, Account from, BigDecimal amount, Instant at) {
        Currency currency = from.currency();
        LocalDate today = dayOf(at);
        BigDecimal ofToday = (today.equals(day) ? spentOfDay : Amounts.ZERO).add(amount);
        BigDecimal inTotal = spent.add(amount);
        if (posting.kind().equals(Posting.FOR_JOBS)) {
            require(perJob, amount, "for one job", currency);
        }
        require(perDay, ofToday, "in one day", currency);
        require(total, inTotal, "in total", currency);
        return new SpendLimit(perJob, perDay, total, inTotal, since, today, ofToday);
    }

    SpendLimit giveBack(BigDecimal amount, Instant heldAt) {
        return new SpendLimit(
                perJob,
                perDay,
                total,
                heldAt.isBefore(since) ? spent : spent.subtract(amount).max(Amounts.ZERO),
                since,
                day,
                dayOf(heldAt).equals(day) ? spentOfDay.subtract(amount).max(Amounts.ZERO) : spentOfDay);
    }

    private static LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static void require(@Nullable BigDecimal most, BigDecimal wanted, String span, Currency currency) {
        if (most != null && wanted.compareTo(most) > 0) {
            throw new PaymentRequired(
                    "SPEND_LIMIT_EXCEEDED",
                    "this client lets itself spend " + Amounts.shown(most) + " " + currency + " " + span);
        }
    }
}
