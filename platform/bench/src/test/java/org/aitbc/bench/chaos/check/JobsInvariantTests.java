package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.Story.FREE;
import static org.aitbc.bench.chaos.check.Story.amount;
import static org.aitbc.bench.chaos.check.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aitbc.bench.chaos.check.Rows.Event;
import org.aitbc.bench.chaos.check.Rows.IdempotencyKey;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.check.Rows.Place;
import org.aitbc.bench.chaos.log.Order;
import org.aitbc.bench.chaos.log.Order.Answer;
import org.aitbc.bench.chaos.log.Task;
import org.junit.jupiter.api.Test;

/** What clients were told of their jobs, and how jobs ended: each check bites on a history in which one thing is wrong. */
class JobsInvariantTests {

    private final Story story = new Story();

    @Test
    void anAcknowledgedOneIsLost() {
        story.jobs.removeIf(job -> job.id().equals(FREE));
        assertThat(story.violated()).contains(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void aRepeatedRequestMadeTwo() {
        Job again = story.jobs.getLast();
        story.jobs.add(new Job("44", again.client(), again.tag(), "QUICK", null, "AITBC", at(2)));
        assertThat(story.violated())
                .contains(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE, Invariant.EACH_JOB_ENDED_ONCE);
    }

    @Test
    void aRefusedOneIsThere() {
        Order order = story.orders.getFirst();
        story.orders.set(0, told(order, Answer.REFUSED, List.of()));
        assertThat(story.violated()).containsExactly(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void anUnansweredBatchIsThereInPart() {
        story.orders.add(
                new Order("ann", List.of("tag-33", "tag-x"), "", Task.QUICK, amount("0"), Answer.UNKNOWN, List.of()));
        assertThat(story.violated()).containsExactly(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void oneHasAnotherPriceThanOrdered() {
        Order order = story.orders.getFirst();
        story.orders.set(
                0, new Order("ann", order.tags(), order.key(), Task.QUICK, amount("3"), Answer.TAKEN, order.jobs()));
        assertThat(story.violated()).containsExactly(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void nobodyOrderedOne() {
        story.orders.removeLast();
        assertThat(story.violated()).containsExactly(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
    }

    @Test
    void aKeyStandsForAnother() {
        story.keys.set(0, new IdempotencyKey("ann", "key-1", FREE));
        assertThat(story.violated()).containsExactly(Invariant.KEYS_STAND_FOR_THEIR_JOBS);
    }

    @Test
    void oneNeverEnded() {
        story.outcomes.removeIf(outcome -> outcome.job().equals(FREE));
        story.outbox.removeIf(event -> event.subject().equals(FREE));
        story.queued.add(FREE);
        assertThat(story.violated()).contains(Invariant.EACH_JOB_ENDED_ONCE);
    }

    @Test
    void oneThatEndedStillRuns() {
        story.leased.add(FREE);
        assertThat(story.violated()).containsExactly(Invariant.EACH_JOB_ENDED_ONCE);
    }

    @Test
    void anEndIsToldTwice() {
        story.outbox.add(new Event(new Place(1, 9), "job.completed", FREE));
        assertThat(story.violated()).containsExactly(Invariant.EACH_JOB_ENDED_ONCE);
    }

    @Test
    void aCanceledOneWasDone() {
        story.canceled.add(FREE);
        assertThat(story.violated()).containsExactly(Invariant.CANCELS_HOLD);
    }

    @Test
    void onePoisonedIsDone() {
        Job job = story.jobs.getLast();
        story.jobs.set(2, new Job(FREE, "ann", job.tag(), "POISON", null, "AITBC", at(2)));
        assertThat(story.violated()).containsExactly(Invariant.JOBS_ENDED_AS_THEY_CAN);
    }

    private static Order told(Order order, Answer answer, List<String> jobs) {
        return new Order(order.client(), order.tags(), order.key(), order.task(), order.amount(), answer, jobs);
    }
}
