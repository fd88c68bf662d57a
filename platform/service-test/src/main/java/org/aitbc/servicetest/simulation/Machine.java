package org.aitbc.servicetest.simulation;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Something that runs tasks, and dies or stands still with all of them. */
public final class Machine {

    private final Simulation simulation;
    private final String name;
    private final Set<Task> tasks = new LinkedHashSet<>();
    private long frozenUntil;
    private boolean dead;

    public Machine(Simulation simulation, String name) {
        this.simulation = simulation;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public boolean isDead() {
        return dead;
    }

    /** Starts a task on it. */
    public void start(Runnable body) {
        if (!dead) {
            tasks.add(simulation.task(this, body));
        }
    }

    /** Ends all of its tasks where they wait, for good. Not to be called by one of them. */
    public void kill() {
        dead = true;
        frozenUntil = 0;
        List.copyOf(tasks).forEach(simulation::wake);
    }

    /** Nothing of it goes on for so long; then it does as if nothing had been. */
    public void freeze(Duration time) {
        frozenUntil = simulation.now() + time.toNanos();
    }

    long frozenUntil() {
        return frozenUntil;
    }

    void ended(Task task) {
        tasks.remove(task);
    }
}
