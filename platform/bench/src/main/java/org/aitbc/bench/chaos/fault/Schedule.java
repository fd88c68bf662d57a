package org.aitbc.bench.chaos.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The order of faults of a seed: rounds, each with every fault, shuffled. */
public final class Schedule {

    private static final int MOST_PAUSE_MILLIS = 900;

    private final Random random;
    private final List<Fault> faults;

    public Schedule(long seed, List<Fault> faults) {
        this.random = new Random(seed);
        this.faults = faults;
    }

    /** @param seed of the choices within the fault */
    public record Step(Fault fault, long seed, int pauseMillis) {}

    /** The next round; its first fault stays the first, for a snapshot that is held long. */
    public List<Step> round() {
        List<Fault> shuffled = new ArrayList<>(faults);
        Collections.shuffle(shuffled.subList(1, shuffled.size()), random);
        return shuffled.stream()
                .map(fault -> new Step(fault, random.nextLong(), random.nextInt(100, MOST_PAUSE_MILLIS)))
                .toList();
    }
}
