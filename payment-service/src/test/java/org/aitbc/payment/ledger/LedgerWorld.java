package org.aitbc.payment.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aitbc.servicetest.simulation.Database;
import org.aitbc.servicetest.simulation.Machine;
import org.aitbc.servicetest.simulation.Simulation;

/** Instances of the real ledger's turn on a model of its tables, clients that repeat what got lost, and faults for a while. */
final class LedgerWorld {

    private static final Duration FAULTY = Duration.ofSeconds(20);
    private static final Duration SETTLED = Duration.ofSeconds(60);
    private static final int CLIENTS = 4;

    final Simulation simulation;
    final StoreModel store;
    final LedgerTruth truth;
    final Database database;
    final HeadLock turn;
    final List<SimulatedLedger> services = new ArrayList<>();
    private final List<SimulatedPayer> payers = new ArrayList<>();
    private long ids;

    LedgerWorld(Simulation simulation) {
        this.simulation = simulation;
        this.store = new StoreModel(this::now);
        this.truth = new LedgerTruth(store);
        this.database = new Database(simulation, () -> {});
        this.turn = new HeadLock(simulation);
        int instances = 1 + simulation.below(3);
        for (int i = 0; i < instances; i++) {
            services.add(new SimulatedLedger(this, "payment-service-" + i));
        }
        Machine outside = new Machine(simulation, "outside");
        for (int i = 0; i < CLIENTS; i++) {
            SimulatedPayer payer = new SimulatedPayer(this, i, FAULTY);
            payers.add(payer);
            outside.start(payer::run);
        }
        outside.start(this::breakThings);
        outside.start(this::watch);
    }

    UUID nextId() {
        ids++;
        return new UUID(ids << 16 | 0x7000, Long.MIN_VALUE | ids);
    }

    boolean isCalm() {
        return simulation.now() > FAULTY.toNanos();
    }

    boolean networkFails() {
        return !isCalm() && simulation.chance(0.05);
    }

    SimulatedLedger anyService() {
        return simulation.oneOf(services);
    }

    private Instant now() {
        return Instant.EPOCH.plusNanos(simulation.now()).truncatedTo(ChronoUnit.MICROS);
    }

    private void breakThings() {
        database.faults(simulation.oneOf(List.of(0.0, 0.01, 0.05)));
        while (!isCalm()) {
            simulation.sleep(simulation.upTo(Duration.ofSeconds(3)));
            int service = simulation.below(services.size());
            switch (simulation.below(4)) {
                case 0 -> {
                    services.get(service).crash();
                    simulation.after(simulation.upTo(Duration.ofSeconds(2)), () -> restart(service));
                }
                case 1 -> services.get(service).freeze(simulation.upTo(Duration.ofSeconds(6)));
                default -> database.down(simulation.upTo(Duration.ofSeconds(1)));
            }
        }
        database.calm();
        for (int i = 0; i < services.size(); i++) {
            restart(i);
        }
    }

    private void restart(int service) {
        if (services.get(service).isDead()) {
            services.set(
                    service, new SimulatedLedger(this, services.get(service).name()));
        }
    }

    /** With the faults over every client hears what became of its postings, in time. */
    private void watch() {
        simulation.sleep(FAULTY);
        long deadline = simulation.now() + SETTLED.toNanos();
        while (!payers.stream().allMatch(SimulatedPayer::isDone)) {
            LedgerTruth.require(simulation.now() < deadline, "a posting is never answered");
            simulation.sleep(Duration.ofSeconds(1));
        }
        truth.end();
        simulation.stop();
    }
}
