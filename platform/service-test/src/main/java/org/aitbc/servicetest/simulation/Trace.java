package org.aitbc.servicetest.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/** What happened in a run: the last of it to read, and a hash of all of it to tell runs apart. */
final class Trace {

    private record Line(long at, String what) {}

    private final int most;
    private final Deque<Line> last = new ArrayDeque<>();
    private long hash;
    private long count;

    Trace(int most) {
        this.most = most;
    }

    void add(long at, String what) {
        hash = (hash * 1_000_003 + at) * 1_000_003 + what.hashCode();
        count++;
        last.add(new Line(at, what));
        if (last.size() > most) {
            last.remove();
        }
    }

    String hash() {
        return count + " events, " + Long.toHexString(hash);
    }

    String text() {
        return last.stream()
                .map(line -> "%12.3f ms  %s".formatted(line.at() / 1e6, line.what()))
                .collect(Collectors.joining("\n"));
    }
}
