package org.aitbc.miner.dispatch;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.aitbc.miner.lease.Lease;

/** The polls that wait, in the order they came. Used by the dispatcher's thread alone. */
final class ParkedPolls implements Iterable<Poll> {

    /** A worker whose connections break polls again before its old polls are due. */
    private static final int MOST_BESIDES = 8;

    private final LinkedHashSet<Poll> polls = new LinkedHashSet<>();
    private final Map<String, Deque<Poll>> ofMiners = new HashMap<>();
    private long nextDeadline = Long.MAX_VALUE;

    /** A miner with many more polls than it can run jobs has left the oldest. */
    void add(Poll poll) {
        polls.add(poll);
        nextDeadline = Math.min(nextDeadline, poll.deadlineNanos());
        Deque<Poll> own = ofMiners.computeIfAbsent(poll.miner().id(), _ -> new ArrayDeque<>());
        own.addLast(poll);
        if (own.size() > poll.miner().concurrency() + MOST_BESIDES) {
            answer(own.getFirst(), List.of());
        }
    }

    @Override
    public Iterator<Poll> iterator() {
        return polls.iterator();
    }

    /**
     * The order in which they are given jobs: that in which they came, but that of each miner's polls the last comes first,
     * since it may have left the others.
     */
    Collection<Poll> inTurn() {
        if (ofMiners.size() == polls.size()) {
            return polls;
        }
        Map<String, Deque<Poll>> newestFirst = new HashMap<>();
        polls.forEach(poll -> newestFirst
                .computeIfAbsent(poll.miner().id(), _ -> new ArrayDeque<>())
                .push(poll));
        return polls.stream()
                .map(poll -> requireNonNull(newestFirst.get(poll.miner().id())).pop())
                .toList();
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
        forget(poll);
        poll.answer().complete(granted);
    }

    /** Ends the polls of a miner that is leaving: it would not run a job. */
    void dismiss(String minerId) {
        List.copyOf(ofMiners.getOrDefault(minerId, new ArrayDeque<>())).forEach(poll -> answer(poll, List.of()));
    }

    /** Ends the wait of those whose time is up. Polls are long, so that the next deadline is rarely looked for. */
    void endDue(long now, Consumer<Poll> end) {
        if (nextDeadline - now <= 0) {
            polls.removeIf(poll -> {
                if (poll.isDue(now)) {
                    forget(poll);
                    end.accept(poll);
                }
                return poll.isDue(now);
            });
            nextDeadline = polls.stream().mapToLong(Poll::deadlineNanos).min().orElse(Long.MAX_VALUE);
        }
    }

    private void forget(Poll poll) {
        ofMiners.computeIfPresent(poll.miner().id(), (_, own) -> {
            own.remove(poll);
            return own.isEmpty() ? null : own;
        });
    }
}
