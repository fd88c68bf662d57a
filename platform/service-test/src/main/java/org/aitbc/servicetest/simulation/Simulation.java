package org.aitbc.servicetest.simulation;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A run of several machines in virtual time. What they do is plain code that may wait in the middle; one task runs at a
 * time, until it waits for something, and the seed decides which one goes on. So a run has one order of events, and the
 * same seed repeats it exactly. Time passes only while all wait.
 */
public final class Simulation {

    private record Event(long at, int tie, long number, Runnable action) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(at, other.at);
            int byTie = byTime != 0 ? byTime : Integer.compare(tie, other.tie);
            return byTie != 0 ? byTie : Long.compare(number, other.number);
        }
    }

    private static final int MOST_AT_ONCE = 20_000;

    private final Random random;
    private final Trace trace;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Set<Task> alive = new LinkedHashSet<>();
    private final Thread root = Thread.currentThread();
    private volatile boolean rootMayRun;
    private long now;
    private long numbers;
    private int steps;
    private @Nullable Task running;
    private @Nullable Task chosen;
    private @Nullable Throwable failure;
    private boolean over;

    Simulation(long seed, Trace trace) {
        this.random = new Random(seed);
        this.trace = trace;
    }

    /** Nanoseconds since the start. */
    public long now() {
        return now;
    }

    /** True with this probability. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** A number from zero on, below the bound. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A time between zero and this. */
    public Duration upTo(Duration most) {
        return Duration.ofNanos((long) (random.nextDouble() * most.toNanos()));
    }

    public <T> T oneOf(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Notes what happened, for who looks at a run that failed; equal runs have equal notes. */
    public void note(String what) {
        trace.add(now, what);
    }

    /** Does something later that belongs to no machine and does not wait. */
    public void after(Duration time, Runnable action) {
        events.add(new Event(now + time.toNanos(), random.nextInt(), numbers++, action));
    }

    /** The running task waits for so long. */
    public void sleep(Duration time) {
        Task task = running();
        wakeAfter(time, task, task.beginWait());
        suspend(task);
    }

    /** The end of the run: nothing happens after this. */
    public void stop() {
        over = true;
    }

    Task running() {
        if (running == null) {
            throw new IllegalStateException("only a task can wait");
        }
        return running;
    }

    Task task(Machine machine, Runnable body) {
        Task task = new Task(this, machine, body);
        alive.add(task);
        wakeAfter(Duration.ZERO, task, task.beginWait());
        return task;
    }

    void wake(Task task) {
        wakeAfter(Duration.ZERO, task, task.beginWait());
    }

    /** Wakes the task, unless it has been woken from this wait before. */
    void wakeAfter(Duration time, Task task, long wait) {
        after(time, () -> {
            long frozenFor = task.machine().frozenUntil() - now;
            if (!task.waitsStill(wait)) {
                return;
            }
            if (frozenFor > 0) {
                wakeAfter(Duration.ofNanos(frozenFor), task, wait);
            } else {
                task.endWait();
                chosen = task;
            }
        });
    }

    /** Goes on with others until the task is woken. */
    void suspend(Task task) {
        Task next = next();
        if (next != task) {
            handOver(next);
            task.waitForTurn();
        }
        begin(task);
    }

    void begin(Task task) {
        running = task;
        if (over || task.machine().isDead()) {
            throw new Stopped();
        }
    }

    void ended(Task task, @Nullable Throwable with) {
        alive.remove(task);
        task.machine().ended(task);
        if (with != null && !(with instanceof Stopped)) {
            fail(with);
        }
        handOver(next());
    }

    /** Runs until nothing is left to do, the run is stopped or something fails. */
    void run() {
        handOver(next());
        waitForTurn();
        over = true;
        while (!alive.isEmpty()) {
            alive.iterator().next().handOver();
            waitForTurn();
        }
        if (failure != null) {
            throw new AssertionError(failure.getMessage(), failure);
        }
    }

    private @Nullable Task next() {
        running = null;
        chosen = null;
        while (!over && chosen == null) {
            Event event = events.poll();
            if (event == null) {
                return null;
            }
            steps = event.at() == now ? steps + 1 : 0;
            now = event.at();
            try {
                if (steps > MOST_AT_ONCE) {
                    throw new AssertionError("runs in circles, no time passes");
                }
                event.action().run();
            } catch (Throwable thrown) {
                fail(thrown);
            }
        }
        return over ? null : chosen;
    }

    private void handOver(@Nullable Task next) {
        if (next == null) {
            rootMayRun = true;
            LockSupport.unpark(root);
        } else {
            next.handOver();
        }
    }

    private void waitForTurn() {
        while (!rootMayRun) {
            LockSupport.park(this);
        }
        rootMayRun = false;
    }

    private void fail(Throwable with) {
        if (failure == null) {
            failure = with;
        }
        over = true;
    }
}
