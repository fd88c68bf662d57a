package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.Story.FREE;
import static org.aitbc.bench.chaos.check.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.log.Grant;
import org.aitbc.bench.chaos.log.Report;
import org.aitbc.bench.chaos.log.Report.Told;
import org.junit.jupiter.api.Test;

/** What workers were told of their results: each check bites on a history in which one thing is wrong. */
class ResultsInvariantTests {

    private final Story story = new Story();

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
