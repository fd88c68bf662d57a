package org.aitbc.payment.ledger;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.aitbc.servicetest.simulation.Signal;
import org.aitbc.servicetest.simulation.Simulation;
import org.jspecify.annotations.Nullable;

/** The lock on the row of {@code payment.head}: one transaction has it, others wait. */
final class HeadLock {

    private final Simulation simulation;
    private final Set<Signal> waiting = new LinkedHashSet<>();
    private @Nullable SimulatedTransaction holder;

    HeadLock(Simulation simulation) {
        this.simulation = simulation;
    }

    void take(SimulatedTransaction who) {
        Signal free = new Signal(simulation);
        while (holder != null) {
            waiting.add(free);
            free.await(Duration.ofSeconds(1));
            waiting.remove(free);
        }
        holder = who;
    }

    void leave(SimulatedTransaction who) {
        if (holder == who) {
            holder = null;
            waiting.forEach(Signal::raise);
        }
    }

    boolean isOf(SimulatedTransaction who) {
        return holder == who;
    }
}
