package org.aitbc.bench.chaos.check;

import java.util.function.Consumer;
import org.aitbc.bench.chaos.environment.Environment;
import org.aitbc.bench.chaos.log.History;

/** What holds after every run, whatever broke. */
public enum Invariant {
    NOBODY_WAS_ANSWERED_WHAT_NEVER_TO_ANSWER(
            (history, _, wrong) -> history.unexpected().forEach(wrong)),
    ACKNOWLEDGED_JOBS_ARE_THERE_ONCE(OrderChecks::acknowledgedOnce),
    KEYS_STAND_FOR_THEIR_JOBS(OrderChecks::keysStandForTheirJobs),
    EACH_JOB_ENDED_ONCE((_, rows, wrong) -> EndChecks.endedOnce(rows, wrong)),
    CANCELS_HOLD(EndChecks::cancelsHold),
    JOBS_ENDED_AS_THEY_CAN((_, rows, wrong) -> EndChecks.endedAsItCan(rows, wrong)),
    LEASES_OF_A_JOB_ARE_APART(LeaseChecks::apart),
    EACH_LEASE_HAS_A_GREATER_ATTEMPT(LeaseChecks::fenced),
    JOBS_WERE_ENDED_BY_THEIR_HOLDERS((_, rows, wrong) -> LeaseChecks.endedByHolder(rows, wrong)),
    RESULTS_WERE_ACCEPTED_ONCE(ResultChecks::acceptedOnce),
    RECEIPTS_HOLD((_, rows, wrong) -> ResultChecks.receiptsHold(rows, wrong)),
    PRICES_WERE_HELD_ONCE((_, rows, wrong) -> PaymentChecks.heldOnce(rows, wrong)),
    PAYMENTS_FOLLOW_THE_ENDS((_, rows, wrong) -> PaymentChecks.settledAsEnded(rows, wrong)),
    HOLDS_WERE_DECIDED_ONCE((_, rows, wrong) -> PaymentChecks.decidedOnce(rows, wrong)),
    HOLDS_WERE_MADE_ONCE((_, rows, wrong) -> LedgerChecks.heldOnce(rows, wrong)),
    MONEY_DRIFT_IS_ZERO((_, rows, wrong) -> LedgerChecks.driftIsZero(rows, wrong)),
    REPLAY_EQUALS_BALANCES((_, rows, wrong) -> LedgerChecks.replayEqualsBalances(rows, wrong)),
    PURSES_FOLLOW_THE_PAYMENTS(LedgerChecks::purses),
    THE_CHAIN_OF_ENTRIES_HOLDS((_, rows, wrong) -> LedgerChecks.chained(rows, wrong)),
    ACKNOWLEDGED_SPOT_ORDERS_ARE_IN_THE_JOURNAL_ONCE(SpotChecks::placedOnce),
    WALLETS_ARE_WHAT_FILLS_SAY(SpotChecks::wallets),
    CLOSED_ORDERS_HAVE_NO_RESERVES((_, rows, wrong) -> SpotChecks.released(rows, wrong)),
    ACKNOWLEDGED_BALLOTS_COUNT_ONCE(BallotChecks::countedOnce),
    THE_OUTBOX_IS_READ_TO_ITS_END((_, rows, wrong) -> OutboxChecks.readToTheEnd(rows, wrong)),
    JOBS_OF_DEAD_WORKERS_GO_ON_IN_TIME(
            (history, rows, wrong) -> TimeChecks.leasedAgainInTime(history, rows, Environment.LEASE, wrong)),
    THE_DATABASE_IS_BACK_IN_TIME(TimeChecks::backInTime);

    @SuppressWarnings("ImmutableEnumChecker") // a check keeps nothing
    private final Check check;

    Invariant(Check check) {
        this.check = check;
    }

    private interface Check {
        void of(History history, Rows rows, Consumer<String> wrong);
    }

    /** Tells, with the ids, where it does not hold. */
    public void check(History history, Rows rows, Consumer<String> wrong) {
        check.of(history, rows, wrong);
    }
}
