package org.aitbc.bench.chaos;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.aitbc.bench.chaos.fault.Fault;
import org.aitbc.bench.process.SuiteOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Breaks a running suite in every way it is meant to survive, and then checks that nothing was lost or done twice. */
@Command(name = "chaos", description = "Breaks the suite under load, and checks that nothing was lost or done twice.")
public final class Chaos implements Callable<Integer> {

    private static final int SEEDS = 1_000_000;
    private static final int LEAST_JOBS = 20_000;

    @Option(
            names = "--minutes",
            defaultValue = "0",
            description = "How long faults come; 0 is one round of them, about three minutes (${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--seed", description = "Repeats the choices of a run (default: a new one).")
    private @Nullable Long seed;

    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : seed;
        Verdict verdict = new Run(options.jar(), Fault.round(), Duration.ofMinutes(minutes), LEAST_JOBS, chosen).call();
        System.out.println(verdict);
        return verdict.isGood() ? 0 : 1;
    }
}
