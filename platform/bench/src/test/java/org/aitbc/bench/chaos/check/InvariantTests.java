package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.Story.CANCELED;
import static org.aitbc.bench.chaos.check.Story.FREE;
import static org.aitbc.bench.chaos.check.Story.PAID;
import static org.aitbc.bench.chaos.check.Story.amount;
import static org.aitbc.bench.chaos.check.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.aitbc.bench.chaos.check.Books.Account;
import org.aitbc.bench.chaos.check.Books.Entry;
import org.aitbc.bench.chaos.check.Books.Hold;
import org.aitbc.bench.chaos.check.Books.Payment;
import org.aitbc.bench.chaos.check.Books.Posting;
import org.aitbc.bench.chaos.check.Rows.Event;
import org.aitbc.bench.chaos.check.Rows.IdempotencyKey;
import org.aitbc.bench.chaos.check.Rows.Job;
import org.aitbc.bench.chaos.check.Rows.LeaseEvent;
import org.aitbc.bench.chaos.check.Rows.Op;
import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.check.Rows.Place;
import org.aitbc.bench.chaos.log.Deposit;
import org.aitbc.bench.chaos.log.Grant;
import org.aitbc.bench.chaos.log.Order;
import org.aitbc.bench.chaos.log.Order.Answer;
import org.aitbc.bench.chaos.log.Report;
import org.aitbc.bench.chaos.log.Report.Told;
import org.aitbc.bench.chaos.log.Task;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each check bites: on a history in which one thing is wrong it is violated. */
class InvariantTests {

    private final Story story = new Story();

    @Test
    void aRightHistoryViolatesNothing() {
        assertThat(story.violated()).isEmpty();
    }

    @Test
    void anAnswerThatNeverMayBe() {
        story.odd.add("500");
        assertThat(story.violated()).containsExactly(Invariant.NOBODY_WAS_ANSWERED_WHAT_NEVER_TO_ANSWER);
    }

    @Nested
    class Jobs {

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
            story.orders.add(new Order(
                    "ann", List.of("tag-33", "tag-x"), "", Task.QUICK, amount("0"), Answer.UNKNOWN, List.of()));
            assertThat(story.violated()).containsExactly(Invariant.ACKNOWLEDGED_JOBS_ARE_THERE_ONCE);
        }

        @Test
        void oneHasAnotherPriceThanOrdered() {
            Order order = story.orders.getFirst();
            story.orders.set(
                    0,
                    new Order("ann", order.tags(), order.key(), Task.QUICK, amount("3"), Answer.TAKEN, order.jobs()));
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

    @Nested
    class Leases {

        @Test
        void twoAtOnce() {
            story.leases.removeIf(
                    event -> event.op() == Op.DELETE && event.lease().equals("a1"));
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
            story.outcomes.set(
                    0, new Outcome(PAID, "COMPLETED", "m1", 1, at(9), null, outcome.price(), outcome.receipt()));
            assertThat(story.violated())
                    .contains(Invariant.JOBS_WERE_ENDED_BY_THEIR_HOLDERS, Invariant.RESULTS_WERE_ACCEPTED_ONCE);
        }

        @Test
        void theJobOfADeadWorkerWaitsTooLong() {
            story.leases.replaceAll(event -> event.lease().equals("a2") && event.op() == Op.INSERT
                    ? new LeaseEvent(Op.INSERT, at(10), at(10), PAID, "a2", "m2", 2, at(13))
                    : event);
            assertThat(story.violated()).containsExactly(Invariant.JOBS_OF_DEAD_WORKERS_GO_ON_IN_TIME);
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

    @Nested
    class Results {

        @Test
        void twoWereAccepted() {
            story.reports.add(new Report(new Grant(FREE, "c2", 2, "m1"), "other", Told.ACCEPTED, "r9"));
            assertThat(story.violated()).containsExactly(Invariant.RESULTS_WERE_ACCEPTED_ONCE);
        }

        @Test
        void theRefusedOneIsIn() {
            Report report = story.reports.getLast();
            story.reports.set(1, new Report(report.grant(), report.token(), Told.NOT_HELD, ""));
            assertThat(story.violated()).containsExactly(Invariant.RESULTS_WERE_ACCEPTED_ONCE);
        }

        @Test
        void anAcceptedOneHasAnotherReceipt() {
            Report report = story.reports.getLast();
            story.reports.set(1, new Report(report.grant(), report.token(), Told.ACCEPTED, "r9"));
            assertThat(story.violated()).containsExactly(Invariant.RESULTS_WERE_ACCEPTED_ONCE);
        }

        @Test
        void nobodyHandedItIn() {
            story.reports.removeLast();
            assertThat(story.violated()).containsExactly(Invariant.RESULTS_WERE_ACCEPTED_ONCE);
        }

        @Test
        void aReceiptWasChanged() {
            Outcome outcome = story.outcomes.getLast();
            String changed = String.valueOf(outcome.receipt()).replace("\"job_id\":\"33\"", "\"job_id\":\"34\"");
            story.outcomes.set(2, new Outcome(FREE, "COMPLETED", "m2", 1, at(4), null, outcome.price(), changed));
            assertThat(story.violated()).containsExactly(Invariant.RECEIPTS_HOLD);
        }

        @Test
        void aReceiptIsByAKeyOfNobody() {
            story.receiptKeys.clear();
            assertThat(story.violated()).containsExactly(Invariant.RECEIPTS_HOLD);
        }
    }

    @Nested
    class Money {

        @Test
        void aPaidJobHasNoPayment() {
            story.payments.removeIf(payment -> payment.job().equals(CANCELED));
            assertThat(story.violated()).containsExactly(Invariant.PRICES_WERE_HELD_ONCE);
        }

        @Test
        void aJobIsPaidTwice() {
            story.payments.add(story.payments.getFirst());
            assertThat(story.violated())
                    .contains(Invariant.PRICES_WERE_HELD_ONCE, Invariant.PURSES_FOLLOW_THE_PAYMENTS);
        }

        @Test
        void aCanceledJobIsPaidFor() {
            Payment payment = story.payments.getLast();
            story.payments.set(
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
            assertThat(story.violated()).contains(Invariant.PAYMENTS_FOLLOW_THE_ENDS);
        }

        @Test
        void aHoldIsStillOpen() {
            Hold hold = story.holds.getFirst();
            story.holds.set(0, new Hold(hold.id(), hold.heldIn(), hold.amount(), "pending", amount("0"), null));
            assertThat(story.violated())
                    .containsExactlyInAnyOrder(Invariant.PAYMENTS_FOLLOW_THE_ENDS, Invariant.HOLDS_WERE_DECIDED_ONCE);
        }

        @Test
        void aHoldWasDecidedTwice() {
            story.postings.add(new Posting("again", "job.settle", "p" + PAID));
            assertThat(story.violated()).containsExactly(Invariant.HOLDS_WERE_DECIDED_ONCE);
        }

        @Test
        void aHoldWasMadeTwice() {
            story.post("escrow.hold", "again", "ann available -2", "ann escrow 2");
            assertThat(story.violated())
                    .containsExactlyInAnyOrder(
                            Invariant.HOLDS_WERE_MADE_ONCE,
                            Invariant.MONEY_DRIFT_IS_ZERO,
                            Invariant.PURSES_FOLLOW_THE_PAYMENTS);
        }

        @Test
        void aDepositWasMadeTwice() {
            story.post("deposit", "again", "@external external -10", "ann available 10");
            assertThat(story.violated()).containsExactly(Invariant.PURSES_FOLLOW_THE_PAYMENTS);
        }

        @Test
        void aDepositIsLost() {
            story.deposits.add(new Deposit("ann", amount("1")));
            assertThat(story.violated()).containsExactly(Invariant.PURSES_FOLLOW_THE_PAYMENTS);
        }

        @Test
        void aCoinCameFromNowhere() {
            story.accounts.computeIfPresent(
                    "bob available",
                    (id, account) -> new Account(
                            id, "bob", "AITBC", "available", account.balance().add(amount("1"))));
            assertThat(story.violated())
                    .containsExactlyInAnyOrder(
                            Invariant.MONEY_DRIFT_IS_ZERO,
                            Invariant.REPLAY_EQUALS_BALANCES,
                            Invariant.PURSES_FOLLOW_THE_PAYMENTS);
        }

        @Test
        void aPostingDoesNotAddUp() {
            story.post("odd", "one", "bob available 1");
            assertThat(story.violated()).contains(Invariant.REPLAY_EQUALS_BALANCES, Invariant.MONEY_DRIFT_IS_ZERO);
        }

        @Test
        void anEntryWasChanged() {
            Entry entry = story.entries.getFirst();
            story.entries.set(
                    0,
                    new Entry(
                            1,
                            entry.posting(),
                            entry.account(),
                            entry.amount(),
                            entry.balance(),
                            Instant.EPOCH,
                            entry.hash()));
            assertThat(story.violated()).containsExactly(Invariant.THE_CHAIN_OF_ENTRIES_HOLDS);
        }

        @Test
        void theLastEntriesAreGone() {
            story.entries.removeLast();
            assertThat(story.violated()).contains(Invariant.THE_CHAIN_OF_ENTRIES_HOLDS);
        }
    }

    @Test
    void aReaderIsBehind() {
        story.offsets.put("webhooks", new Place(2, 2));
        assertThat(story.violated()).containsExactly(Invariant.THE_OUTBOX_IS_READ_TO_ITS_END);
    }

    @Test
    void nothingWorksForLongAfterTheDatabaseIsBack() {
        story.databaseBack.add(at(-10));
        assertThat(story.violated()).containsExactly(Invariant.THE_DATABASE_IS_BACK_IN_TIME);
    }
}
