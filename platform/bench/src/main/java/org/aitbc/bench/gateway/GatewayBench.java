package org.aitbc.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aitbc.bench.gateway.Load.Sample;
import org.aitbc.bench.report.FiguresFile;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Report;
import org.aitbc.bench.suite.SuiteJar;
import org.aitbc.standalone.machine.Ports;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The gateway beside nginx, before the same service. */
@Command(
        name = "gateway",
        description = "Requests a second, processor time and latency of the gateway and of nginx, and parked polls.",
        mixinStandardHelpOptions = true)
public final class GatewayBench implements Callable<Integer> {

    private static final String NGINX = "nginx";
    private static final String DIRECT = "service";
    private static final String OPEN = "gateway, no key";
    private static final String KEYED = "gateway, API key";

    @Mixin
    private SuiteJar suiteJar = new SuiteJar();

    @Option(names = "--warm-up", defaultValue = "15", description = "Seconds of each way first (${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--round", defaultValue = "3", description = "Seconds of one figure (${DEFAULT-VALUE}).")
    private double round;

    @Option(names = "--rounds", defaultValue = "5", description = "Figures whose median is taken (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(names = "--connections", defaultValue = "32", description = "Callers at once (${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--parked", defaultValue = "5000", description = "Parked polls, 0 for none (${DEFAULT-VALUE}).")
    private int parked;

    @Option(
            names = "--java-options",
            split = " ",
            defaultValue = "-XX:+UseSerialGC -Xmx96m -Xms96m",
            description = "Of the gateway (${DEFAULT-VALUE}).")
    private List<String> javaOptions = new ArrayList<>();

    @Mixin
    private FiguresFile figures = new FiguresFile();

    private final Report report = new Report();

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory(Path.of("").toAbsolutePath(), ".bench-");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(home.resolve("data"), Ports.free(), Map.of())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(postgres, home)));
            Flyway.configure()
                    .dataSource(postgres.url(), postgres.user(), postgres.password())
                    .schemas("core")
                    .locations("classpath:db/migration/core")
                    .load()
                    .migrate();
            GatewayProcess gateway = new GatewayProcess(suiteJar.path(), postgres, javaOptions);
            Nginx nginx = Nginx.find();
            try (Proxy service = TomcatService.start(home)) {
                besideNginx("a Tomcat service", home.resolve("tomcat"), nginx, service, gateway);
            }
            try (Proxy service = nginx.service(home.resolve("service"))) {
                besideNginx("a service that costs nothing", home.resolve("lean"), nginx, service, gateway);
            }
            if (parked > 0) {
                parkedPolls(home, gateway);
            }
        }
        figures.take(report);
        return 0;
    }

    private void besideNginx(String before, Path home, Nginx nginx, Proxy service, GatewayProcess gateways)
            throws IOException, InterruptedException {
        String key = "X-Api-Key: " + GatewayProcess.KEY + "\r\n";
        try (Proxy proxy = nginx.proxy(home.resolve("nginx"), service);
                Proxy gateway = gateways.start(home.resolve("gateway"), service.port());
                Load direct = new Load(service, "/v1/jobs", key, connections);
                Load other = new Load(proxy, "/v1/jobs", key, connections);
                Load open = new Load(gateway, "/v1/receipts/keys", "", connections);
                Load keyed = new Load(gateway, "/v1/jobs", key, connections)) {
            Contest contest = new Contest();
            contest.enter(DIRECT, direct);
            contest.enter(NGINX, other);
            contest.enter(OPEN, open);
            contest.enter(KEYED, keyed);
            contest.warmUp(warmUp);
            contest.fullLoad(rounds, round);
            double half = contest.full(KEYED, Sample::perSecond) / 2;
            contest.steadyLoad(rounds, round, half);
            contest.report(report, before);
            judge(contest, before);
        }
    }

    private void judge(Contest contest, String before) {
        report.add(Goal.atLeast(0.8, "x", "requests with an API key, before %s, beside nginx".formatted(before))
                .judge(contest.ratio(KEYED, NGINX), "medians of ratios of neighbouring rounds"));
        report.add(Goal.atLeast(0.8, "x", "requests without a key, before %s, beside nginx".formatted(before))
                .judge(contest.ratio(OPEN, NGINX), "medians of ratios of neighbouring rounds"));
        report.add(Goal.atLeast(0.5, "x", "slowest connection beside the fastest, before " + before)
                .judge(
                        contest.full(KEYED, Sample::fairness),
                        "nginx " + Report.round(contest.full(NGINX, Sample::fairness))));
        report.add(Goal.atMost(2, "ms", "added p99 at half load, before " + before)
                .judge(
                        contest.steady(KEYED, Sample::p99) - contest.steady(DIRECT, Sample::p99),
                        "nginx adds %.2f ms"
                                .formatted(contest.steady(NGINX, Sample::p99) - contest.steady(DIRECT, Sample::p99))));
    }

    private void parkedPolls(Path home, GatewayProcess gateways) throws IOException, InterruptedException {
        try (ParkingService service = new ParkingService();
                Proxy gateway = gateways.start(home.resolve("parking"), service.port());
                ParkedPolls polls = new ParkedPolls()) {
            double before = gateway.residentMegabytes();
            polls.park(parked, gateway, service);
            double after = gateway.residentMegabytes();
            report.add(
                    "%,d parked polls".formatted(parked),
                    Map.of("rss_before_mb", Report.round(before), "rss_mb", Report.round(after)));
            report.add(Goal.atMost(150, "MB", "resident memory of a gateway with %,d parked polls".formatted(parked))
                    .judge(after, "%.0f MB before, options %s".formatted(before, String.join(" ", javaOptions))));
        }
    }

    private static void clear(EmbeddedPostgres postgres, Path home) {
        postgres.close();
        try {
            FileSystemUtils.deleteRecursively(home);
        } catch (IOException e) {
            System.err.println("left behind: " + home);
        }
    }
}
