package org.aitbc.servicetest.simulation;

import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Runs a scenario once per seed: for a few of them, or for many where {@code -Daitbc.soak=true} is said. {@code -Daitbc.simulation.seeds=10000} asks for more of them,
 * {@code -Daitbc.simulation.seed=42} for this one alone, with all that happens in it.
 */
public final class Seeds {

    private static final int SHOWN = 60;

    private Seeds() {}

    /** How often to repeat something that a build tries a few times, and a soak many. */
    public static int count(int inBuild, int inSoak) {
        return Boolean.getBoolean("aitbc.soak") ? inSoak : inBuild;
    }

    /**
     * @param most how many seeds, where nobody asks for another number
     * @param scenario sets a run up, before it starts
     * @throws AssertionError of the first seed that fails, with the seed and the end of what happened
     */
    public static void each(int most, Consumer<Simulation> scenario) {
        Long one = Long.getLong("aitbc.simulation.seed");
        if (one != null) {
            run(one, Integer.MAX_VALUE, scenario);
        } else {
            LongStream.rangeClosed(1, Integer.getInteger("aitbc.simulation.seeds", most))
                    .forEach(seed -> run(seed, SHOWN, scenario));
        }
    }

    /** Runs one seed; what tells this run from others. */
    public static String run(long seed, Consumer<Simulation> scenario) {
        return run(seed, SHOWN, scenario);
    }

    private static String run(long seed, int shown, Consumer<Simulation> scenario) {
        Trace trace = new Trace(shown);
        Simulation simulation = new Simulation(seed, trace);
        scenario.accept(simulation);
        try {
            simulation.run();
        } catch (AssertionError failed) {
            throw new AssertionError("""
                    seed %d: %s
                    %s
                    repeat it: -Daitbc.simulation.seed=%d""".formatted(seed, failed.getMessage(), trace.text(), seed), failed);
        }
        return trace.hash();
    }
}
