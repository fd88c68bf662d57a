package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.SampleHistory.amount;
import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.bench.chaos.check.Rows.Earned;
import org.aitbc.bench.chaos.check.Rows.SpotOrder;
import org.aitbc.bench.chaos.check.Rows.Vote;
import org.aitbc.bench.chaos.log.History.Ballot;
import org.aitbc.bench.chaos.log.History.Deposit;
import org.aitbc.bench.chaos.log.History.Spot;
import org.junit.jupiter.api.Test;

/** Order books and votes: each check fails on a history in which one thing is wrong. */
class FloorInvariantTests {

    private final SampleHistory history = new SampleHistory();

    @Test
    void anAcknowledgedOrderIsLost() {
        history.spots.add(new Spot("tom", "another", "sother"));
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_SPOT_ORDERS_ARE_IN_THE_JOURNAL_ONCE);
    }

    @Test
    void aRepetitionPlacedItAgain() {
        history.spotOrders.add(new SpotOrder("sagain", "tom", "bid", "filled", 0));
        history.placed.add("sagain");
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_SPOT_ORDERS_ARE_IN_THE_JOURNAL_ONCE);
    }

    @Test
    void theJournalHasAnOrderTwice() {
        history.placed.add("sask");
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_SPOT_ORDERS_ARE_IN_THE_JOURNAL_ONCE);
    }

    @Test
    void aCancelledOrderWasFilled() {
        history.spotOrders.set(0, new SpotOrder("sbid", "tom", "bid", "filled", 0));
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_SPOT_ORDERS_ARE_IN_THE_JOURNAL_ONCE);
    }

    @Test
    void aFillMovedNoMoney() {
        history.earned.add(new Earned("tim", "USDT", amount("1")));
        assertThat(history.violated()).containsExactly(Invariant.WALLETS_ARE_WHAT_FILLS_SAY);
    }

    @Test
    void aTradersDepositIsLost() {
        history.deposits.add(new Deposit("tim", "ETH", amount("1")));
        assertThat(history.violated()).containsExactly(Invariant.WALLETS_ARE_WHAT_FILLS_SAY);
    }

    @Test
    void aReserveOutlivesItsOrder() {
        history.reserved.add("sask");
        assertThat(history.violated()).containsExactly(Invariant.CLOSED_ORDERS_HAVE_NO_RESERVES);
    }

    @Test
    void anOrderIsStillOpen() {
        history.spotOrders.set(1, new SpotOrder("sask", "tim", "ask", "new", 1));
        assertThat(history.violated()).containsExactly(Invariant.CLOSED_ORDERS_HAVE_NO_RESERVES);
    }

    @Test
    void anAcknowledgedBallotIsLost() {
        history.ballots.add(new Ballot("p", "eve", 1));
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_BALLOTS_COUNT_ONCE);
    }

    @Test
    void aBallotCountsTwice() {
        history.votes.add(new Vote("p", "bob", 2, amount("50")));
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_BALLOTS_COUNT_ONCE);
    }
}
