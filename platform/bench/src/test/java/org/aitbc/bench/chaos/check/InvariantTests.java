package org.aitbc.bench.chaos.check;

import static org.aitbc.bench.chaos.check.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import org.aitbc.bench.chaos.check.Rows.Place;
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
