package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.SampleHistory.FREE;
import static org.aitbc.bench.chaos.check.SampleHistory.amount;
import static org.aitbc.bench.chaos.check.SampleHistory.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aitbc.bench.chaos.check.Rows.Event;
import org.aitbc.bench.chaos.check.Rows.IdempotencyKey;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.check.Rows.Place;
import org.aitbc.bench.chaos.log.History.Answer;
import org.aitbc.bench.chaos.log.History.Order;
import org.aitbc.bench.chaos.log.Task;
import org.junit.jupiter.api.Test;

/** Orders and ends of jobs: each check fails on a history in which one thing is wrong. */
class JobsInvariantTests {

    private final SampleHistory history = new SampleHistory();

    @Test
    void anAcknowledgedOneIsLost() {
        history.jobs.removeIf(job -> job.id().equals(FREE));
        assertThat(history.violated()).contains(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void aRepeatedRequestMadeTwo() {
        Job again = history.jobs.getLast();
        history.jobs.add(new Job("44", again.client(), again.tag(), "QUICK", null, "AITBC", at(2)));
        assertThat(history.violated())
                .contains(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE, Invariant.EACH_JOB_ENDED_ONCE);
    }

    @Test
    void aRefusedOneIsThere() {
        Order order = history.orders.getFirst();
        history.orders.set(0, told(order, Answer.REFUSED, List.of()));
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void anUnansweredBatchIsThereInPart() {
        history.orders.add(
                new Order("ann", List.of("tag-33", "tag-x"), "", Task.QUICK, amount("0"), Answer.UNKNOWN, List.of()));
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void oneHasAnotherPriceThanOrdered() {
        Order order = history.orders.getFirst();
        history.orders.set(
                0, new Order("ann", order.tags(), order.key(), Task.QUICK, amount("3"), Answer.TAKEN, order.jobs()));
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void nobodyOrderedOne() {
        history.orders.removeLast();
        assertThat(history.violated()).containsExactly(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void aKeyStandsForAnother() {
        history.keys.set(0, new IdempotencyKey("ann", "key-1", FREE));
        assertThat(history.violated()).containsExactly(Invariant.KEYS_STAND_FOR_THEIR_JOBS);
    }

    @Test
    void oneNeverEnded() {
        history.outcomes.removeIf(outcome -> outcome.job().equals(FREE));
        history.outbox.removeIf(event -> event.subject().equals(FREE));
        history.queued.add(FREE);
        assertThat(history.violated()).contains(Invariant.EACH_JOB_ENDED_ONCE);
    }

    @Test
    void oneThatEndedStillRuns() {
        history.leased.add(FREE);
        assertThat(history.violated()).containsExactly(Invariant.EACH_JOB_ENDED_ONCE);
    }

    @Test
    void anEndIsToldTwice() {
        history.outbox.add(new Event(new Place(1, 9), "job.completed", FREE));
        assertThat(history.violated()).containsExactly(Invariant.EACH_JOB_ENDED_ONCE);
    }

    @Test
    void aCanceledOneWasDone() {
        history.canceled.add(FREE);
        assertThat(history.violated()).containsExactly(Invariant.CANCELS_HOLD);
    }

    @Test
    void onePoisonedIsDone() {
        Job job = history.jobs.getLast();
        history.jobs.set(2, new Job(FREE, "ann", job.tag(), "POISON", null, "AITBC", at(2)));
        assertThat(history.violated()).containsExactly(Invariant.JOBS_ENDED_AS_THEY_CAN);
    }

    private static Order told(Order order, Answer answer, List<String> jobs) {
        return new Order(order.client(), order.tags(), order.key(), order.task(), order.amount(), answer, jobs);
    }
}
