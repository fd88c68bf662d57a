package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.SampleHistory.CANCELED;
import static org.aitbc.bench.chaos.check.SampleHistory.FREE;
import static org.aitbc.bench.chaos.check.SampleHistory.PAID;
import static org.aitbc.bench.chaos.check.SampleHistory.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.bench.chaos.check.Rows.LeaseEvent;
import org.aitbc.bench.chaos.check.Rows.Op;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.log.History.Death;
import org.aitbc.bench.chaos.log.History.Grant;
import org.junit.jupiter.api.Test;

/** Leases: each check fails on a history in which one thing is wrong. */
class LeasesInvariantTests {

    private final SampleHistory history = new SampleHistory();

    @Test
    void twoAtOnce() {
        history.leases.removeIf(
                event -> event.op() == Op.DELETE && event.lease().equals("a1"));
        assertThat(history.violated()).contains(Invariant.LEASES_OF_A_JOB_ARE_APART);
    }

    @Test
    void aWorkerHeardOfOneThatNeverWas() {
        history.grants.add(new Grant(FREE, "c9", 1, "m1"));
        assertThat(history.violated()).containsExactly(Invariant.LEASES_OF_A_JOB_ARE_APART);
    }

    @Test
    void theNextHasNoGreaterAttempt() {
        history.leases.replaceAll(event -> event.lease().equals("a2") ? attempt(event, 1) : event);
        assertThat(history.violated()).contains(Invariant.EACH_LEASE_HAS_A_GREATER_ATTEMPT);
    }

    @Test
    void oneThatNobodyHeardOfMayBeHadAgain() {
        Grant unheard = new Grant(CANCELED, "b1", 1, "m1");
        history.lease(Op.INSERT, 3, unheard, 6);
        history.lease(Op.DELETE, 4, unheard, 6);
        history.grants.remove(unheard);
        history.lease(Op.INSERT, 5, new Grant(CANCELED, "b2", 1, "m2"), 8);
        history.lease(Op.DELETE, 6, new Grant(CANCELED, "b2", 1, "m2"), 8);
        assertThat(history.violated()).isEmpty();
    }

    @Test
    void aResultAfterItLapsed() {
        LeaseEvent end = history.leases.getLast();
        history.leases.set(
                history.leases.size() - 1,
                new LeaseEvent(end.op(), at(9), at(9), FREE, end.lease(), end.miner(), 1, at(8)));
        assertThat(history.violated()).containsExactly(Invariant.JOBS_WERE_ENDED_BY_THEIR_HOLDERS);
    }

    @Test
    void aResultOfAnEarlierHolder() {
        Outcome outcome = history.outcomes.getFirst();
        history.outcomes.set(
                0, new Outcome(PAID, "COMPLETED", "m1", 1, at(9), null, outcome.price(), outcome.receipt()));
        assertThat(history.violated())
                .contains(Invariant.JOBS_WERE_ENDED_BY_THEIR_HOLDERS, Invariant.RESULTS_WERE_ACCEPTED_ONCE);
    }

    @Test
    void theJobOfADeadWorkerWaitsTooLong() {
        leaseAgainLate();
        assertThat(history.violated()).containsExactly(Invariant.JOBS_OF_DEAD_WORKERS_GO_ON_IN_TIME);
    }

    @Test
    void theJobOfADeadWorkerMayWaitForWhatElseWasBroken() {
        leaseAgainLate();
        history.deaths.set(0, new Death("m1", at(5), null));
        assertThat(history.violated()).isEmpty();
    }

    @Test
    void itMayWaitAlsoWhereItsLeaseWasNotRenewedSinceAllWasWhole() {
        leaseAgainLate();
        history.deaths.set(0, new Death("m1", at(5), at(5)));
        assertThat(history.violated()).isEmpty();
    }

    private void leaseAgainLate() {
        history.leases.replaceAll(event -> event.lease().equals("a2") && event.op() == Op.INSERT
                ? new LeaseEvent(Op.INSERT, at(10), at(10), PAID, "a2", "m2", 2, at(13))
                : event);
    }

    private static LeaseEvent attempt(LeaseEvent event, int attempt) {
        return new LeaseEvent(
                event.op(),
                event.at(),
                event.transaction(),
                event.job(),
                event.lease(),
                event.miner(),
                attempt,
                event.until());
    }
}
