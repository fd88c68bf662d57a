package org.aitbc.trading.spot;

import java.util.*;
import java.util.concurrent.TimeUnit;
import org.aitbc.trading.book.Order;
import org.aitbc.trading.book.Order.Side;
import org.aitbc.trading.matching.*;
import org.aitbc.trading.matching.Replay.*;
import org.jspecify.annotations.Nullable;

/** The last changes of a market, for any number of followers, each at its own place. */
final class Tape {

    private static final int KEPT = 4_096;
    private static final int DEPTH = 100;

    /** The book after a command. */
    record Snapshot(String market, long seq, List<Level> bids, List<Level> asks) {}

    /** What a follower gets next: a snapshot where it is new or was too slow, and changes after it. */
    record News(@Nullable Snapshot snapshot, List<Change> changes) {}

    private final Market market;
    private final ArrayDeque<Change> changes = new ArrayDeque<>();
    private Replay replay;

    Tape(Market market, Replay replay) {
        this.market = market;
        this.replay = replay;
    }

    /** Goes on from another place; followers get a snapshot of it. */
    synchronized void restart(Replay from) {
        replay = from;
        changes.clear();
        notifyAll();
    }

    synchronized long seq() {
        return replay.seq();
    }

    /** @throws Replay.Differs when it is at this place in the journal and has other open orders */
    synchronized void requireOpen(long seq, List<Order> orders) {
        if (replay.seq() == seq && !replay.open().equals(orders)) {
            throw new Replay.Differs("open orders differ at " + seq);
        }
    }

    /** @throws Replay.Differs when the journal says something else than its commands lead to */
    synchronized void advance(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            if (entry.seq() > replay.seq()) {
                changes.add(replay.take(entry));
                if (changes.size() > KEPT) {
                    changes.removeFirst();
                }
            }
        }
        notifyAll();
    }

    /** @param after the last change that the follower has; null where it has none */
    synchronized News await(@Nullable Long after, long millis) throws InterruptedException {
        if (after == null || after > replay.seq() || after < replay.seq() - changes.size()) {
            return new News(snapshot(DEPTH), List.of());
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; after == replay.seq() && left > 0; ) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        return new News(null, changes.stream().filter(one -> one.seq() > after).toList());
    }

    synchronized Snapshot snapshot(int most) {
        return new Snapshot(market.id(), replay.seq(), replay.depth(Side.BUY, most), replay.depth(Side.SELL, most));
    }
}
