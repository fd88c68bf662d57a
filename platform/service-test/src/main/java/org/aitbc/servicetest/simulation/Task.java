package org.aitbc.servicetest.simulation;

import java.util.concurrent.locks.LockSupport;

/** Code that may wait in the middle: a virtual thread that goes on only when it is handed the turn. */
final class Task {

    private final Simulation simulation;
    private final Machine machine;
    private final Thread thread;
    private volatile boolean mayRun;
    private long waits;

    Task(Simulation simulation, Machine machine, Runnable body) {
        this.simulation = simulation;
        this.machine = machine;
        this.thread = Thread.ofVirtual().name(machine.name()).start(() -> run(body));
    }

    Machine machine() {
        return machine;
    }

    /** The number of the wait that begins now; a wake-up for an earlier one comes too late. */
    long beginWait() {
        return ++waits;
    }

    boolean waitsStill(long wait) {
        return waits == wait;
    }

    void endWait() {
        waits++;
    }

    /** Lets it go on; the caller must wait or end. */
    void handOver() {
        mayRun = true;
        LockSupport.unpark(thread);
    }

    void waitForTurn() {
        while (!mayRun) {
            LockSupport.park(this);
        }
        mayRun = false;
    }

    private void run(Runnable body) {
        waitForTurn();
        Throwable with = null;
        try {
            simulation.begin(this);
            body.run();
        } catch (Throwable thrown) {
            with = thrown;
        }
        simulation.ended(this, with);
    }
}
