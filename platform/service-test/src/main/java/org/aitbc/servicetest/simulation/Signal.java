package org.aitbc.servicetest.simulation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Wakes the one task that waits for it; raised while nobody waits, it ends the next wait at once. */
public final class Signal {

    private final Simulation simulation;
    private @Nullable Task waiting;
    private long wait;
    private boolean raised;

    public Signal(Simulation simulation) {
        this.simulation = simulation;
    }

    public void raise() {
        raised = true;
        if (waiting != null) {
            simulation.wakeAfter(Duration.ZERO, waiting, wait);
        }
    }

    /** Waits until it is raised, or for so long. */
    public void await(Duration most) {
        if (!raised) {
            Task task = simulation.running();
            wait = task.beginWait();
            waiting = task;
            simulation.wakeAfter(most, task, wait);
            simulation.suspend(task);
            waiting = null;
        }
        raised = false;
    }

    /** Waits until somebody completes it, in whatever way, or for so long; whether it is complete. */
    public static boolean await(Simulation simulation, CompletableFuture<?> future, Duration most) {
        Signal done = new Signal(simulation);
        var _ = future.whenComplete((_, _) -> done.raise());
        done.await(most);
        return future.isDone();
    }
}
