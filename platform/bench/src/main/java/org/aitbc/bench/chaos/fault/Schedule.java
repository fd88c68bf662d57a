package org.aitbc.bench.chaos.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The order of faults of a seed: rounds, each with every fault as often as it is to come, shuffled anew. */
public final class Schedule {

    private static final int MOST_PAUSE_MILLIS = 900;

    private final Random random;

    public Schedule(long seed) {
        this.random = new Random(seed);
    }

    /** @param seed of the choices within the fault */
    public record Step(Fault fault, long seed, int pauseMillis) {}

    /** The next round; a snapshot that is held long comes first. */
    public List<Step> round() {
        List<Fault> faults = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            faults.addAll(Collections.nCopies(fault.times(), fault));
        }
        Collections.shuffle(faults.subList(1, faults.size()), random);
        return faults.stream()
                .map(fault -> new Step(fault, random.nextLong(), random.nextInt(100, MOST_PAUSE_MILLIS)))
                .toList();
    }
}
