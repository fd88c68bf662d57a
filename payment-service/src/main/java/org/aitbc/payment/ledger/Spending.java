package org.aitbc.payment.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.aitbc.payment.ledger.Batch.Held;
import org.aitbc.payment.ledger.Posting.Draw;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Step;
import org.aitbc.payment.ledger.Posting.Transfer;

/** What the postings of a batch make principals spend, whatever for, where they have set themselves a limit. */
final class Spending {

    private final Map<Account, SpendLimit> limits;
    private final Map<Account, SpendLimit> changed = new LinkedHashMap<>();

    Spending(Map<Account, SpendLimit> limits) {
        this.limits = new HashMap<>(limits);
    }

    /**
     * The limits as they are after a posting; those that it does not touch are left out.
     *
     * @param holds those that it opens or resolves, as they are after it
     * @throws org.aitbc.domain.error.PaymentRequired when it would pass one of them
     */
    Map<Account, SpendLimit> after(Posting posting, Map<UUID, Held> holds, Instant at) {
        Map<Account, SpendLimit> after = new LinkedHashMap<>();
        for (Step step : posting.steps()) {
            switch (step) {
                // only admins withdraw
                case Transfer withdrawal when withdrawal.to().kind() == Account.Kind.EXTERNAL -> {}
                case Transfer transfer ->
                    change(
                            after,
                            transfer.from(),
                            limit -> limit.spend(posting, transfer.from(), transfer.amount(), at));
                case Hold hold ->
                    change(after, hold.from(), limit -> limit.spend(posting, hold.from(), hold.amount(), at));
                case Draw draw -> {
                    Held hold = Objects.requireNonNull(holds.get(draw.hold()));
                    draw.shares().stream()
                            .filter(share -> share.to().equals(hold.from()))
                            .forEach(share ->
                                    change(after, hold.from(), limit -> limit.giveBack(share.amount(), hold.at())));
                }
                case Resolve resolve -> {
                    Held hold = Objects.requireNonNull(holds.get(resolve.hold()));
                    change(
                            after,
                            hold.from(),
                            limit -> limit.giveBack(hold.amount().subtract(hold.posted()), hold.at()));
                }
            }
        }
        return after;
    }

    void keep(Map<Account, SpendLimit> after) {
        limits.putAll(after);
        changed.putAll(after);
    }

    Map<Account, SpendLimit> changed() {
        return changed;
    }

    private void change(Map<Account, SpendLimit> after, Account account, UnaryOperator<SpendLimit> change) {
        SpendLimit limit = after.getOrDefault(account, limits.get(account));
        if (limit != null) {
            after.put(account, change.apply(limit));
        }
    }
}
