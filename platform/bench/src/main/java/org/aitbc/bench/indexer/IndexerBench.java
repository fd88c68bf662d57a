package org.aitbc.bench.indexer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.aitbc.bench.report.FiguresFile;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Percentiles;
import org.aitbc.bench.report.Report;
import org.aitbc.explorer.index.IndexSettings;
import org.aitbc.explorer.index.Indexer;
import org.aitbc.explorer.index.Progress;
import org.aitbc.localchain.LocalChain;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.aitbc.starter.database.OwnConnections;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The explorer's indexer beside what its node can say at most, in turn on the same prepared chain. */
@Command(
        name = "indexer",
        description =
                "Blocks a second of the explorer's indexer, and of its node without it; and how far it is behind.",
        mixinStandardHelpOptions = true)
public final class IndexerBench implements Callable<Integer> {

    private static final Goal SHARE = Goal.atLeast(0.25, "x", "catch-up of the indexer, beside raw batched JSON-RPC");
    private static final Duration HOME_POLL = Duration.ofMillis(250);
    private static final int IN_FLIGHT = 4;

    @Option(names = "--blocks", defaultValue = "5000", description = "Blocks of the chain (${DEFAULT-VALUE}).")
    private int blocks;

    @Option(
            names = "--transactions",
            defaultValue = "5",
            description = "Transactions of each block (${DEFAULT-VALUE}).")
    private int transactions;

    @Option(names = "--batch", defaultValue = "128", description = "Blocks in one call (${DEFAULT-VALUE}).")
    private int batch;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            description = "Figures whose median is taken, after one that is not (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--following",
            defaultValue = "300",
            description = "Blocks that are followed as they come (${DEFAULT-VALUE}).")
    private int following;

    @Mixin
    private FiguresFile figures = new FiguresFile();

    @Override
    public Integer call() throws Exception {
        if (LocalChain.binary().isEmpty()) {
            System.err.println("needs anvil: ./aitbc up brings it, or point AITBC_ANVIL at one");
            return 1;
        }
        Report report = new Report();
        Path data = Files.createTempDirectory(Path.of("").toAbsolutePath(), ".bench-");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(data, Ports.free(), Map.of());
                PreparedChain chain = PreparedChain.start()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(postgres, data)));
            OwnConnections connections = migrated(postgres);
            for (int i = 0; i < blocks; i++) {
                chain.mine(transactions);
            }
            catchUp(report, chain, connections);
            follow(report, chain, connections);
        }
        figures.take(report);
        return 0;
    }

    private void catchUp(Report report, PreparedChain chain, OwnConnections connections) throws Exception {
        RawReads raw = new RawReads(chain.url(), batch, IN_FLIGHT);
        List<Double> told = new ArrayList<>();
        List<Double> indexed = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
            double most = raw.read(blocks);
            double own = index(chain, connections, 1_000 + round);
            if (round > 0) {
                told.add(most);
                indexed.add(own);
                shares.add(own / most);
            }
        }
        report.add("raw batched JSON-RPC", Map.of("blocks/s", Report.round(median(told))));
        report.add(
                "indexer, catch-up",
                Map.of(
                        "blocks/s", Report.round(median(indexed)),
                        "transactions/s", Report.round(median(indexed) * transactions)));
        report.add(SHARE.judge(median(shares), "%.0f and %.0f blocks/s".formatted(median(indexed), median(told))));
    }

    /** @return blocks a second, from nothing to the head */
    private double index(PreparedChain chain, OwnConnections connections, long id) {
        long start = System.nanoTime();
        try (Indexer indexer = new Indexer(chain.as(id, HOME_POLL), connections, settings(), 0L)) {
            indexer.start();
            await(indexer, blocks);
        }
        return blocks / ((System.nanoTime() - start) / 1e9);
    }

    /** From when a block is there to when the indexer has committed it. */
    private void follow(Report report, PreparedChain chain, OwnConnections connections) {
        List<Long> lags = new ArrayList<>();
        try (Indexer indexer = new Indexer(chain.as(1_000, HOME_POLL), connections, settings(), 0L)) {
            indexer.start();
            await(indexer, blocks);
            for (int height = blocks + 1; height <= blocks + following; height++) {
                chain.mine(transactions);
                long there = System.nanoTime();
                await(indexer, height);
                lags.add(System.nanoTime() - there);
                // not in step with the indexer's own rhythm
                LockSupport.parkNanos((long) (Math.random() * HOME_POLL.toNanos()));
            }
        }
        Percentiles lag = Percentiles.ofNanos(lags);
        report.add(
                "head lag, asked every " + HOME_POLL.toMillis() + " ms",
                Map.of(
                        "p50 ms", Report.round(lag.p50()),
                        "p99 ms", Report.round(lag.p99()),
                        "max ms", Report.round(lag.max())));
    }

    private static void await(Indexer indexer, long height) {
        Progress at = indexer.progress();
        while (at == null || at.indexed() < height) {
            LockSupport.parkNanos(500_000);
            at = indexer.progress();
        }
    }

    private IndexSettings settings() {
        return new IndexSettings(Map.of(), batch, IN_FLIGHT, Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    private static double median(List<Double> of) {
        return Percentiles.median(of.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static OwnConnections migrated(EmbeddedPostgres postgres) {
        for (String schema : new String[] {"core", "explorer"}) {
            Flyway.configure()
                    .dataSource(postgres.url(), postgres.user(), postgres.password())
                    .schemas(schema)
                    .defaultSchema(schema)
                    .locations("classpath:db/migration/" + schema)
                    .load()
                    .migrate();
        }
        return new OwnConnections(postgres.url(), postgres.user(), postgres.password());
    }

    private static void clear(EmbeddedPostgres postgres, Path data) {
        postgres.close();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            System.err.println("left behind: " + data);
        }
    }
}
