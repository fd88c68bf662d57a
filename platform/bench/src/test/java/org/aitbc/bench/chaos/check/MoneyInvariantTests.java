package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.SampleHistory.CANCELED;
import static org.aitbc.bench.chaos.check.SampleHistory.PAID;
import static org.aitbc.bench.chaos.check.SampleHistory.amount;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.aitbc.bench.chaos.check.Books.Account;
import org.aitbc.bench.chaos.check.Books.Entry;
import org.aitbc.bench.chaos.check.Books.Hold;
import org.aitbc.bench.chaos.check.Books.Payment;
import org.aitbc.bench.chaos.check.Books.Posting;
import org.aitbc.bench.chaos.log.History.Deposit;
import org.junit.jupiter.api.Test;

/** Payments and ledger: each check fails on a history in which one thing is wrong. */
class MoneyInvariantTests {

    private final SampleHistory history = new SampleHistory();

    @Test
    void aPaidJobHasNoPayment() {
        history.payments.removeIf(payment -> payment.job().equals(CANCELED));
        assertThat(history.violated()).containsExactly(Invariant.PRICES_WERE_HELD_ONCE);
    }

    @Test
    void aJobIsPaidTwice() {
        history.payments.add(history.payments.getFirst());
        assertThat(history.violated()).contains(Invariant.PRICES_WERE_HELD_ONCE, Invariant.PURSES_FOLLOW_THE_PAYMENTS);
    }

    @Test
    void aCanceledJobIsPaidFor() {
        Payment payment = history.payments.getLast();
        history.payments.set(
                1,
                new Payment(
                        payment.id(),
                        CANCELED,
                        "ann",
                        amount("1"),
                        "AITBC",
                        "released",
                        amount("1"),
                        amount("0.025"),
                        amount("0"),
                        "bob",
                        "m2",
                        payment.settlement()));
        assertThat(history.violated()).contains(Invariant.PAYMENTS_FOLLOW_THE_ENDS);
    }

    @Test
    void aHoldIsStillOpen() {
        Hold hold = history.holds.getFirst();
        history.holds.set(0, new Hold(hold.id(), hold.heldIn(), hold.amount(), "pending", amount("0"), null));
        assertThat(history.violated())
                .containsExactlyInAnyOrder(Invariant.PAYMENTS_FOLLOW_THE_ENDS, Invariant.HOLDS_WERE_DECIDED_ONCE);
    }

    @Test
    void aHoldWasDecidedTwice() {
        history.postings.add(new Posting("again", "job.settle", "p" + PAID));
        assertThat(history.violated()).containsExactly(Invariant.HOLDS_WERE_DECIDED_ONCE);
    }

    @Test
    void aHoldWasMadeTwice() {
        history.post("escrow.hold", "again", "ann available -2", "ann escrow 2");
        assertThat(history.violated())
                .containsExactlyInAnyOrder(
                        Invariant.HOLDS_WERE_MADE_ONCE,
                        Invariant.MONEY_DRIFT_IS_ZERO,
                        Invariant.PURSES_FOLLOW_THE_PAYMENTS);
    }

    @Test
    void aDepositWasMadeTwice() {
        history.post("deposit", "again", "@external external -10", "ann available 10");
        assertThat(history.violated()).containsExactly(Invariant.PURSES_FOLLOW_THE_PAYMENTS);
    }

    @Test
    void aDepositIsLost() {
        history.deposits.add(new Deposit("ann", amount("1")));
        assertThat(history.violated()).containsExactly(Invariant.PURSES_FOLLOW_THE_PAYMENTS);
    }

    @Test
    void aCoinCameFromNowhere() {
        history.accounts.computeIfPresent(
                "bob available",
                (id, account) -> new Account(
                        id, "bob", "AITBC", "available", account.balance().add(amount("1"))));
        assertThat(history.violated())
                .containsExactlyInAnyOrder(
                        Invariant.MONEY_DRIFT_IS_ZERO,
                        Invariant.REPLAY_EQUALS_BALANCES,
                        Invariant.PURSES_FOLLOW_THE_PAYMENTS);
    }

    @Test
    void aPostingDoesNotAddUp() {
        history.post("unexpected", "one", "bob available 1");
        assertThat(history.violated()).contains(Invariant.REPLAY_EQUALS_BALANCES, Invariant.MONEY_DRIFT_IS_ZERO);
    }

    @Test
    void anEntryWasChanged() {
        Entry entry = history.entries.getFirst();
        history.entries.set(
                0,
                new Entry(
                        1,
                        entry.posting(),
                        entry.account(),
                        entry.amount(),
                        entry.balance(),
                        Instant.EPOCH,
                        entry.hash()));
        assertThat(history.violated()).containsExactly(Invariant.THE_CHAIN_OF_ENTRIES_HOLDS);
    }

    @Test
    void theLastEntriesAreGone() {
        history.entries.removeLast();
        assertThat(history.violated()).contains(Invariant.THE_CHAIN_OF_ENTRIES_HOLDS);
    }
}
