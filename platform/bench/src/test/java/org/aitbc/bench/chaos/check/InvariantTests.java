package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.SampleHistory.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.bench.chaos.check.Rows.Place;
import org.junit.jupiter.api.Test;

/** Each check fails on a history in which one thing is wrong. */
class InvariantTests {

    private final SampleHistory history = new SampleHistory();

    @Test
    void aRightHistoryViolatesNothing() {
        assertThat(history.violated()).isEmpty();
    }

    @Test
    void anAnswerThatNeverMayBe() {
        history.unexpected.add("500");
        assertThat(history.violated()).containsExactly(Invariant.NOBODY_WAS_ANSWERED_WHAT_NEVER_TO_ANSWER);
    }

    @Test
    void aReaderIsBehind() {
        history.offsets.put("webhooks", new Place(2, 2));
        assertThat(history.violated()).containsExactly(Invariant.THE_OUTBOX_IS_READ_TO_ITS_END);
    }

    @Test
    void nothingWorksForLongAfterTheDatabaseIsBack() {
        history.databaseBack.add(at(-10));
        assertThat(history.violated()).containsExactly(Invariant.THE_DATABASE_IS_BACK_IN_TIME);
    }
}
