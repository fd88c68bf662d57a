package org.aitbc.bench;

import org.aitbc.bench.chaos.Chaos;
import org.aitbc.bench.chaos.proxy.ProxyHost;
import org.aitbc.bench.compare.Compare;
import org.aitbc.bench.compare.PeersBench;
import org.aitbc.bench.flat.FlatBench;
import org.aitbc.bench.gateway.GatewayBench;
import org.aitbc.bench.gateway.TomcatService;
import org.aitbc.bench.heartbeats.HeartbeatsBench;
import org.aitbc.bench.indexer.IndexerBench;
import org.aitbc.bench.jobs.JobsBench;
import org.aitbc.bench.ledger.LedgerBench;
import org.aitbc.bench.parked.ParkedBench;
import org.aitbc.bench.planted.PlantCommand;
import org.aitbc.bench.start.StartBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The load harnesses of the suite. */
@Command(
        name = "bench",
        description = "Measures the suite from outside.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Chaos.class,
            Compare.class,
            FlatBench.class,
            GatewayBench.class,
            HeartbeatsBench.class,
            IndexerBench.class,
            JobsBench.class,
            LedgerBench.class,
            ParkedBench.class,
            PeersBench.class,
            PlantCommand.class,
            ProxyHost.class,
            StartBench.class,
            TomcatService.class
        })
public final class Bench {

    private Bench() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** An option that is said again counts the last time, so that a command can be extended. */
    public static CommandLine commandLine() {
        return new CommandLine(new Bench()).setOverwrittenOptionsAllowed(true);
    }
}
