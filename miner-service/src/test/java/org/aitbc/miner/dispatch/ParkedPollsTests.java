package org.aitbc.miner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.miner.registry.Miner;
import org.junit.jupiter.api.Test;

class ParkedPollsTests {

    private static final Capabilities NONE = new Capabilities(List.of(), null, Set.of(), null, null, null);

    private final ParkedPolls parked = new ParkedPolls();

    @Test
    void theOldestPollsOfAMinerEndWhereItHasManyMoreThanItRunsJobs() {
        List<Poll> many = Stream.generate(() -> poll("many")).limit(30).toList();
        Poll other = poll("other");
        parked.add(other);
        many.forEach(parked::add);

        assertThat(many.subList(0, 20))
                .allSatisfy(poll -> assertThat(poll.answer()).isCompletedWithValue(List.of()));
        assertThat(parked)
                .containsExactlyElementsOf(Stream.concat(Stream.of(other), many.subList(20, 30).stream())
                        .toList());
        parked.forEach(poll -> assertThat(poll.answer()).isNotDone());
    }

    @Test
    void ofAMinersPollsTheLastTakesThePlaceOfTheFirst() {
        Poll first = poll("two");
        Poll between = poll("one");
        Poll last = poll("two");
        List.of(first, between, last).forEach(parked::add);

        assertThat(parked.inTurn()).containsExactly(last, between, first);
        parked.answer(last, List.of());
        assertThat(parked.inTurn()).containsExactly(first, between);
    }

    @Test
    void whatHasEndedCountsNoLonger() {
        List<Poll> before = Stream.generate(() -> poll("many")).limit(10).toList();
        before.forEach(parked::add);
        parked.endDue(1, poll -> poll.answer().complete(List.of()));
        assertThat(parked.isEmpty()).isTrue();
        List<Poll> dismissed = Stream.generate(() -> poll("many")).limit(10).toList();
        dismissed.forEach(parked::add);
        parked.dismiss("many");
        assertThat(parked.isEmpty()).isTrue();

        List<Poll> after = Stream.generate(() -> poll("many")).limit(10).toList();
        after.forEach(parked::add);

        assertThat(parked).containsExactlyElementsOf(after);
    }

    /** Of a miner that runs two jobs at once. */
    private static Poll poll(String miner) {
        return new Poll(new Miner(miner, "owner", NONE, 2, null, false, true), 1, 0, 1, new CompletableFuture<>());
    }
}
