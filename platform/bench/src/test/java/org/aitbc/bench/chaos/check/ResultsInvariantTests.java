package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.SampleHistory.FREE;
import static org.aitbc.bench.chaos.check.SampleHistory.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.bench.chaos.check.Rows.Outcome;
import org.aitbc.bench.chaos.log.History.Grant;
import org.aitbc.bench.chaos.log.History.Report;
import org.aitbc.bench.chaos.log.History.Told;
import org.junit.jupiter.api.Test;

/** Results: each check fails on a history in which one thing is wrong. */
class ResultsInvariantTests {

    private final SampleHistory history = new SampleHistory();

    @Test
    void twoWereAccepted() {
        history.reports.add(new Report(new Grant(FREE, "c2", 2, "m1"), "other", Told.ACCEPTED, "r9"));
        assertThat(history.violated()).containsExactly(Invariant.RESULTS_WERE_ACCEPTED_ONCE);
    }

    @Test
    void theRefusedOneIsIn() {
        Report report = history.reports.getLast();
        history.reports.set(1, new Report(report.grant(), report.token(), Told.NOT_HELD, ""));
        assertThat(history.violated()).containsExactly(Invariant.RESULTS_WERE_ACCEPTED_ONCE);
    }

    @Test
    void anAcceptedOneHasAnotherReceipt() {
        Report report = history.reports.getLast();
        history.reports.set(1, new Report(report.grant(), report.token(), Told.ACCEPTED, "r9"));
        assertThat(history.violated()).containsExactly(Invariant.RESULTS_WERE_ACCEPTED_ONCE);
    }

    @Test
    void nobodyHandedItIn() {
        history.reports.removeLast();
        assertThat(history.violated()).containsExactly(Invariant.RESULTS_WERE_ACCEPTED_ONCE);
    }

    @Test
    void aReceiptWasChanged() {
        Outcome outcome = history.outcomes.getLast();
        String changed = String.valueOf(outcome.receipt()).replace("\"job_id\":\"33\"", "\"job_id\":\"34\"");
        history.outcomes.set(2, new Outcome(FREE, "COMPLETED", "m2", 1, at(4), null, outcome.price(), changed));
        assertThat(history.violated()).containsExactly(Invariant.RECEIPTS_HOLD);
    }

    @Test
    void aReceiptIsByAKeyOfNobody() {
        history.receiptKeys.clear();
        assertThat(history.violated()).containsExactly(Invariant.RECEIPTS_HOLD);
    }
}
