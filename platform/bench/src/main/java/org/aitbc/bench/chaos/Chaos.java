package org.aitbc.bench.chaos;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Breaks a running suite in every way it is meant to survive, and then checks that nothing was lost or done twice. */
@Command(
        name = "chaos",
        description = "Breaks the suite under load, and checks that nothing was lost or done twice.",
        mixinStandardHelpOptions = true)
public final class Chaos implements Callable<Integer> {

    private static final int SEEDS = 1_000_000;

    @Option(
            names = "--minutes",
            defaultValue = "0",
            description = "How long faults come; 0 is one round of them, about three minutes (${DEFAULT-VALUE}).")
    private int minutes;

    @Option(names = "--seed", description = "Repeats the choices of a run (default: a new one).")
    private @Nullable Long seed;

    @Option(names = "--jar", defaultValue = "${sys:aitbc.suite.jar}", description = "The runnable suite.")
    private Path jar = Path.of("");

    @Override
    public Integer call() throws Exception {
        long chosen = seed == null ? ThreadLocalRandom.current().nextLong(SEEDS) : seed;
        Verdict verdict = new Run(jar, minutes, chosen, System.out::println).call();
        System.out.println(verdict);
        return verdict.isGood() ? 0 : 1;
    }
}
