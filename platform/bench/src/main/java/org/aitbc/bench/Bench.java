package org.aitbc.bench;

import org.aitbc.bench.jobs.JobsBench;
import org.aitbc.bench.ledger.LedgerBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The load harnesses of the suite. */
@Command(
        name = "bench",
        description = "Measures the suite from outside.",
        mixinStandardHelpOptions = true,
        subcommands = {JobsBench.class, LedgerBench.class})
public final class Bench {

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
