package org.aitbc.bench.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.aitbc.bench.process.Processes;
import org.aitbc.bench.process.Server;
import org.aitbc.bench.process.SuiteOptions;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Contest;
import org.aitbc.bench.report.Contest.Contender;
import org.aitbc.bench.report.Durations;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Report;
import org.aitbc.standalone.postgres.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The gateway beside what it is made of and beside nginx, before the same service. */
@Command(
        name = "gateway",
        description = "Requests a second, processor time and latency of the gateway, of a bare Spring Cloud Gateway and"
                + " of nginx, and parked polls.")
public final class GatewayBench implements Callable<Integer> {

    private static final String NGINX = "nginx";
    private static final String DIRECT = "service";
    private static final String BARE = "bare gateway";
    private static final String OPEN = "gateway, no key";
    private static final String KEYED = "gateway, API key";
    private static final String BESIDE_BARE = ", beside a bare Spring Cloud Gateway";
    private static final String KEY = "X-Api-Key: " + SuiteGateway.KEY + "\r\n";

    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Mixin
    private Durations durations = new Durations();

    @Option(names = "--connections", defaultValue = "32", description = "Callers at once (${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--parked", defaultValue = "5000", description = "Parked polls, 0 for none (${DEFAULT-VALUE}).")
    private int parked;

    @Option(
            names = "--java-options",
            split = " ",
            defaultValue = "-XX:+UseSerialGC -Xms96m -Xmx288m",
            description = "Of both gateways (${DEFAULT-VALUE}).")
    private List<String> javaOptions = new ArrayList<>();

    private final Report report = new Report();

    /** What is measured: requests of one kind to one server. */
    private record Candidate(String name, Server server, String path, String headers) {}

    @Override
    public Integer call() throws Exception {
        try (WorkFolder folder = WorkFolder.create();
                EmbeddedPostgres postgres = folder.postgres(Map.of())) {
            Flyway.configure()
                    .dataSource(postgres.url(), postgres.user(), postgres.password())
                    .schemas("core")
                    .locations("classpath:db/migration/core")
                    .load()
                    .migrate();
            SuiteGateway gateway = new SuiteGateway(options.jar(), postgres, javaOptions);
            compare(folder.path(), gateway, Nginx.find());
            if (parked > 0) {
                String memory = "resident memory of a gateway with %,d parked polls".formatted(parked);
                parkPolls(folder.path().resolve("parking"), gateway, Goal.atMost(150, "MB", memory));
                parkPolls(
                        folder.path().resolve("bare-parking"),
                        new BareGateway(javaOptions),
                        Goal.none("MB", memory + ", a bare one"));
            }
        }
        report.printGoals();
        return 0;
    }

    /** A further proxy is a further {@link ProxyUnderTest} and a further candidate. */
    private void compare(Path folder, ProxyUnderTest suite, Nginx nginx) throws Exception {
        try (Server service = nginx.service(folder.resolve("service"));
                Server proxy = nginx.start(folder.resolve("nginx"), service.port());
                Server bare = new BareGateway(javaOptions).start(folder.resolve("bare"), service.port());
                Server gateway = suite.start(folder.resolve("gateway"), service.port())) {
            measure(List.of(
                    new Candidate(DIRECT, service, "/v1/jobs", KEY),
                    new Candidate(NGINX, proxy, "/v1/jobs", KEY),
                    new Candidate(BARE, bare, "/v1/jobs", KEY),
                    new Candidate(OPEN, gateway, "/v1/receipts/keys", ""),
                    new Candidate(KEYED, gateway, "/v1/jobs", KEY)));
        }
    }

    private void measure(List<Candidate> candidates) throws Exception {
        List<Load> loads = new ArrayList<>();
        try {
            for (Candidate one : candidates) {
                loads.add(new Load(one.server(), one.path(), one.headers(), connections));
            }
            Contest full = play("full load", candidates, loads, 0);
            Contest half = play("half load", candidates, loads, full.median(KEYED, Load.RATE) / 2);
            judge(full, half);
        } finally {
            for (Load load : loads) {
                load.close();
            }
        }
    }

    private Contest play(String work, List<Candidate> candidates, List<Load> loads, double rate) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        for (int i = 0; i < loads.size(); i++) {
            Load load = loads.get(i);
            contenders.add(new Contender(candidates.get(i).name(), () -> load.run(durations.seconds(), rate)));
        }
        Contest contest = durations.play(new Contest(work, contenders));
        contest.addTo(report);
        return contest;
    }

    private void judge(Contest full, Contest half) {
        full.judge(report, Goal.atLeast(0.75, "x", "requests with an API key" + BESIDE_BARE), KEYED, BARE, Load.RATE);
        full.judge(report, Goal.none("x", "requests without a key" + BESIDE_BARE), OPEN, BARE, Load.RATE);
        full.judge(report, Goal.none("x", "processor time with an API key" + BESIDE_BARE), KEYED, BARE, Load.CPU);
        half.judge(report, Goal.none("x", "p99 at half load" + BESIDE_BARE), KEYED, BARE, Load.P99);
        full.judge(report, Goal.none("x", "requests with an API key, beside nginx"), KEYED, NGINX, Load.RATE);
        report.judge(
                Goal.atLeast(0.5, "x", "slowest connection beside the fastest"),
                full.median(KEYED, Load.FAIRNESS),
                "nginx %.2f".formatted(full.median(NGINX, Load.FAIRNESS)));
        double direct = half.median(DIRECT, Load.P99);
        report.judge(
                Goal.atMost(2, "ms", "added p99 at half load"),
                half.median(KEYED, Load.P99) - direct,
                "the bare gateway adds %.2f ms, nginx %.2f ms"
                        .formatted(half.median(BARE, Load.P99) - direct, half.median(NGINX, Load.P99) - direct));
    }

    private void parkPolls(Path folder, ProxyUnderTest proxy, Goal goal) throws Exception {
        try (ParkingService service = new ParkingService();
                Server server = proxy.start(folder, service.port());
                ParkedPolls polls = new ParkedPolls()) {
            double before = Processes.residentMegabytes(server.processes());
            polls.park(parked, server.port(), service);
            report.judge(
                    goal,
                    Processes.residentMegabytes(server.processes()),
                    "%.0f MB before, options %s".formatted(before, String.join(" ", javaOptions)));
        }
    }
}
