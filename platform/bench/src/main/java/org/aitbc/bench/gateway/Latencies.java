package org.aitbc.bench.gateway;

import java.util.Arrays;

/** Durations of one round, all of them, so that the tail is not guessed. */
final class Latencies {

    private long[] nanos = new long[1 << 16];
    private int count;

    void add(long duration) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = duration;
    }

    int count() {
        return count;
    }

    void sort() {
        Arrays.sort(nanos, 0, count);
    }

    /** Milliseconds that this share of the durations does not exceed; they must be sorted. */
    double millis(double share) {
        return count == 0 ? Double.NaN : nanos[Math.max(0, (int) Math.ceil(share * count) - 1)] / 1e6;
    }
}
