package org.aitbc.explorer.index;

/**
 * How much a node is asked for in one request: more while it answers quickly, half of it when it does not. What was too much
 * is tried again only after many answers, since nodes have limits that they do not tell.
 */
final class Pace {

    private static final int FIRST = 16;
    /** Header and receipts. */
    private static final int CALLS_OF_BLOCK = 2;

    private static final long QUICK_NANOS = 500_000_000;
    private static final long SLOW_NANOS = 4 * QUICK_NANOS;
    private static final int ANSWERS_BEFORE_MORE = 64;

    private final int most;
    private int calls;
    private int ceiling;
    private int answers;

    /** @param blocks the most in one request */
    Pace(int blocks) {
        this.most = blocks * CALLS_OF_BLOCK;
        this.ceiling = most;
        this.calls = Math.min(FIRST, most);
    }

    synchronized int blocks() {
        return Math.max(1, calls / CALLS_OF_BLOCK);
    }

    synchronized int calls() {
        return calls;
    }

    synchronized void answered(int count, long nanos) {
        if (nanos > SLOW_NANOS) {
            failed(count);
        } else if (nanos < QUICK_NANOS && count >= calls) {
            if (calls < ceiling) {
                calls = Math.min(ceiling, calls * 2);
            } else if (++answers >= ANSWERS_BEFORE_MORE) {
                answers = 0;
                ceiling = Math.min(most, ceiling * 2);
            }
        }
    }

    /** @return whether less can be asked for */
    synchronized boolean failed(int count) {
        answers = 0;
        ceiling = Math.max(1, Math.min(ceiling, count - 1));
        calls = Math.max(1, Math.min(calls, count / 2));
        return count > 1;
    }
}
