package org.aitbc.bench.report;

import picocli.CommandLine.Option;

/** The options of each measurement that say how long it is. */
public final class Durations {

    @Option(names = "--rounds", defaultValue = "5", description = "Figures whose median is taken (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "4", description = "Seconds of one figure (${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "30",
            description = "Seconds of each contender before its first figure (${DEFAULT-VALUE}).")
    private int warmUp;

    public int rounds() {
        return rounds;
    }

    public double seconds() {
        return seconds;
    }

    public int warmUp() {
        return warmUp;
    }

    public Contest play(Contest contest) throws Exception {
        return contest.play((int) Math.ceil(warmUp / seconds), rounds);
    }
}
