package org.aitbc.miner.dispatch;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.aitbc.miner.lease.Lease;

/** The polls that wait, in the order they came. Used by the dispatcher's thread alone. */
final class ParkedPolls implements Iterable<Poll> {

    private final LinkedHashSet<Poll> polls = new LinkedHashSet<>();
    private long nextDeadline = Long.MAX_VALUE;

    void add(Poll poll) {
        polls.add(poll);
        nextDeadline = Math.min(nextDeadline, poll.deadlineNanos());
    }

    @Override
    public Iterator<Poll> iterator() {
        return polls.iterator();
    }

    boolean isEmpty() {
        return polls.isEmpty();
    }

    int size() {
        return polls.size();
    }

    /** When the first of them is due, or earlier. */
    long nextDeadline() {
        return nextDeadline;
    }

    boolean anyDue(long now, Predicate<Poll> which) {
        return nextDeadline - now <= 0 && polls.stream().anyMatch(poll -> poll.isDue(now) && which.test(poll));
    }

    void answer(Poll poll, List<Lease> granted) {
        polls.remove(poll);
        poll.answer().complete(granted);
    }

    /** Answers those of a miner that is leaving: a job handed to one of them would find nobody. */
    void dismiss(String minerId) {
        polls.removeIf(
                poll -> poll.miner().id().equals(minerId) && poll.answer().complete(List.of()));
    }

    /** Ends the wait of those whose time is up. Polls are long, so that the next deadline is rarely looked for. */
    void endDue(long now, Consumer<Poll> end) {
        if (nextDeadline - now <= 0) {
            polls.removeIf(poll -> {
                if (poll.isDue(now)) {
                    end.accept(poll);
                }
                return poll.isDue(now);
            });
            nextDeadline = polls.stream().mapToLong(Poll::deadlineNanos).min().orElse(Long.MAX_VALUE);
        }
    }
}
