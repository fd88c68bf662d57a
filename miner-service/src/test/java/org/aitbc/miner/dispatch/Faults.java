package org.aitbc.miner.dispatch;

import java.time.Duration;
import java.util.List;
import org.aitbc.servicetest.simulation.Simulation;

/** What breaks, for a while; then everything is back. */
final class Faults {

    private final World world;
    private final Simulation simulation;
    private final Duration time;

    Faults(World world, Duration time) {
        this.world = world;
        this.simulation = world.simulation;
        this.time = time;
    }

    void run() {
        world.database.faults(simulation.oneOf(List.of(0.0, 0.01, 0.05)));
        Duration rest = Duration.ofMillis(500 + simulation.below(5_000));
        while (true) {
            simulation.sleep(simulation.upTo(rest));
            if (simulation.now() >= time.toNanos()) {
                break;
            }
            breakSomething();
        }
        simulation.note("no more faults");
        world.database.calm();
        for (int i = 0; i < world.services.size(); i++) {
            restart(i);
        }
        world.workers.forEach(Faults::restart);
    }

    private void breakSomething() {
        int service = simulation.below(world.services.size());
        SimulatedWorker worker = simulation.oneOf(world.workers);
        switch (simulation.below(8)) {
            case 0, 1 -> {
                world.services.get(service).crash();
                simulation.after(simulation.upTo(Duration.ofSeconds(4)), () -> restart(service));
            }
            case 2 -> world.services.get(service).freeze(simulation.upTo(Duration.ofSeconds(8)));
            case 3 -> {
                worker.crash();
                simulation.after(simulation.upTo(Duration.ofSeconds(10)), () -> restart(worker));
            }
            case 4 -> worker.freeze(simulation.upTo(Duration.ofSeconds(20)));
            case 5 -> world.jump(simulation.upTo(Duration.ofSeconds(13)));
            default -> world.database.down(simulation.upTo(Duration.ofSeconds(simulation.chance(0.3) ? 9 : 2)));
        }
    }

    private void restart(int service) {
        SimulatedService before = world.services.get(service);
        if (before.isDead()) {
            simulation.note(before.name() + " is back");
            world.services.set(service, new SimulatedService(world, before.name()));
        }
    }

    private static void restart(SimulatedWorker worker) {
        if (worker.isDead()) {
            worker.boot();
        }
    }
}
