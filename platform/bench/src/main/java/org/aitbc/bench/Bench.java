package org.aitbc.bench;

import org.aitbc.bench.chaos.Chaos;
import org.aitbc.bench.gateway.GatewayBench;
import org.aitbc.bench.jobs.CompareBench;
import org.aitbc.bench.jobs.HeartbeatsBench;
import org.aitbc.bench.jobs.JobsBench;
import org.aitbc.bench.ledger.LedgerBench;
import org.aitbc.bench.peers.StartBench;
import org.aitbc.bench.trading.TradingBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The load harnesses of the suite. */
@Command(
        name = "bench",
        description = "Measures the suite from outside, and breaks it.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            Chaos.class,
            CompareBench.class,
            GatewayBench.class,
            HeartbeatsBench.class,
            JobsBench.class,
            LedgerBench.class,
            StartBench.class,
            TradingBench.class
        })
public final class Bench {

    private Bench() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }
}
