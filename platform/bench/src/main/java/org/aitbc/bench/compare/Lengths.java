package org.aitbc.bench.compare;

import picocli.CommandLine.Option;

/** How much of each work is done for a figure. */
final class Lengths {

    private static final int WARM_UP_ROUNDS = 3;
    private static final int QUICK_ROUNDS = 2;
    private static final int QUICK_WARM_UP = 15;

    /** Jobs of a wake-up round come at this pace, for twice as long as other rounds: a 99th percentile needs many. */
    static final int WAKE_UPS_PER_SECOND = 100;

    @Option(names = "--rounds", defaultValue = "5", description = "Figures whose median is taken (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "4", description = "Seconds of one figure (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "60",
            description = "Seconds of work before the suite's first figure (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(
            names = "--connections",
            defaultValue = "64",
            description = "Clients over REST with three calls a job, and as many workers (${DEFAULT-VALUE}).")
    private int connections;

    @Option(
            names = "--batched-connections",
            defaultValue = "8",
            description = "Clients over REST with a hundred jobs a call, and as many workers (${DEFAULT-VALUE}).")
    private int batchedConnections;

    @Option(
            names = "--parked",
            defaultValue = "1000",
            description = "Polls waiting while wake-up is measured (${DEFAULT-VALUE}).")
    private int parked;

    @Option(names = "--quick", description = "Two rounds and a short warm-up: to see that it works.")
    private boolean quick;

    int rounds() {
        return quick ? QUICK_ROUNDS : rounds;
    }

    int seconds() {
        return seconds;
    }

    /** Seconds. */
    int warmUp() {
        return quick ? QUICK_WARM_UP : warmUp;
    }

    /** Rounds of each that are played and forgotten. */
    int warmUpRounds() {
        return quick ? 1 : WARM_UP_ROUNDS;
    }

    int wakeUps() {
        return seconds * WAKE_UPS_PER_SECOND * 2;
    }

    int connections() {
        return connections;
    }

    int batchedConnections() {
        return batchedConnections;
    }

    int parked() {
        return parked;
    }
}
