package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.Story.CANCELED;
import static org.aitbc.bench.chaos.check.Story.FREE;
import static org.aitbc.bench.chaos.check.Story.PAID;
import static org.aitbc.bench.chaos.check.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.bench.chaos.check.Rows.LeaseEvent;
import org.aitbc.bench.chaos.check.Rows.Op;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.log.Death;
import org.aitbc.bench.chaos.log.Grant;
import org.junit.jupiter.api.Test;

/** Who held which job when: each check bites on a history in which one thing is wrong. */
class LeasesInvariantTests {

    private final Story story = new Story();

    @Test
    void twoAtOnce() {
        story.leases.removeIf(event -> event.op() == Op.DELETE && event.lease().equals("a1"));
        assertThat(story.violated()).contains(Invariant.LEASES_OF_A_JOB_ARE_APART);
    }

    @Test
    void aWorkerHeardOfOneThatNeverWas() {
        story.grants.add(new Grant(FREE, "c9", 1, "m1"));
        assertThat(story.violated()).containsExactly(Invariant.LEASES_OF_A_JOB_ARE_APART);
    }

    @Test
    void theNextHasNoGreaterAttempt() {
        story.leases.replaceAll(event -> event.lease().equals("a2") ? attempt(event, 1) : event);
        assertThat(story.violated()).contains(Invariant.EACH_LEASE_HAS_A_GREATER_ATTEMPT);
    }

    @Test
    void oneThatNobodyHeardOfMayBeHadAgain() {
        Grant unheard = new Grant(CANCELED, "b1", 1, "m1");
        story.lease(Op.INSERT, 3, unheard, 6);
        story.lease(Op.DELETE, 4, unheard, 6);
        story.grants.remove(unheard);
        story.lease(Op.INSERT, 5, new Grant(CANCELED, "b2", 1, "m2"), 8);
        story.lease(Op.DELETE, 6, new Grant(CANCELED, "b2", 1, "m2"), 8);
        assertThat(story.violated()).isEmpty();
    }

    @Test
    void aResultAfterItLapsed() {
        LeaseEvent end = story.leases.getLast();
        story.leases.set(
                story.leases.size() - 1,
                new LeaseEvent(end.op(), at(9), at(9), FREE, end.lease(), end.miner(), 1, at(8)));
        assertThat(story.violated()).containsExactly(Invariant.JOBS_WERE_ENDED_BY_THEIR_HOLDERS);
    }

    @Test
    void aResultOfAnEarlierHolder() {
        Outcome outcome = story.outcomes.getFirst();
        story.outcomes.set(0, new Outcome(PAID, "COMPLETED", "m1", 1, at(9), null, outcome.price(), outcome.receipt()));
        assertThat(story.violated())
                .contains(Invariant.JOBS_WERE_ENDED_BY_THEIR_HOLDERS, Invariant.RESULTS_WERE_ACCEPTED_ONCE);
    }

    @Test
    void theJobOfADeadWorkerWaitsTooLong() {
        leaseAgainLate();
        assertThat(story.violated()).containsExactly(Invariant.JOBS_OF_DEAD_WORKERS_GO_ON_IN_TIME);
    }

    @Test
    void theJobOfADeadWorkerMayWaitForWhatElseWasBroken() {
        leaseAgainLate();
        story.deaths.set(0, new Death("m1", at(5), null));
        assertThat(story.violated()).isEmpty();
    }

    @Test
    void itMayWaitAlsoWhereItsLeaseWasNotRenewedSinceAllWasWhole() {
        leaseAgainLate();
        story.deaths.set(0, new Death("m1", at(5), at(5)));
        assertThat(story.violated()).isEmpty();
    }

    private void leaseAgainLate() {
        story.leases.replaceAll(event -> event.lease().equals("a2") && event.op() == Op.INSERT
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
