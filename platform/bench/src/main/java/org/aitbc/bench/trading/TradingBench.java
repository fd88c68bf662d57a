package org.aitbc.bench.trading;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.aitbc.bench.http.ClosedLoop;
import org.aitbc.bench.http.HttpConnection;
import org.aitbc.bench.process.SuiteOptions;
import org.aitbc.bench.process.SuiteProcess;
import org.aitbc.bench.process.WorkFolder;
import org.aitbc.bench.report.Contest;
import org.aitbc.bench.report.Contest.Contender;
import org.aitbc.bench.report.Durations;
import org.aitbc.bench.report.Goal;
import org.aitbc.bench.report.Report;
import org.aitbc.trading.book.Book;
import org.aitbc.trading.book.Command.Cancel;
import org.aitbc.trading.book.Command.Place;
import org.aitbc.trading.book.Order.SelfTrade;
import org.aitbc.trading.book.Order.Side;
import org.aitbc.trading.book.Order.TimeInForce;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** Orders a second through the gateway beside a transaction for each on the same PostgreSQL, and the book alone. */
@Command(
        name = "trading",
        description = "Durable orders a second over REST, beside a transaction for each; the book's commands a second.")
public final class TradingBench implements Callable<Integer> {

    private static final String MARKET = "AITBC-ETH";
    private static final String SUITE = "order book";
    private static final String USUAL = "a transaction for each";
    private static final String RATE = "orders/s";
    private static final int BOOK_COMMANDS = 2_000_000;
    private static final int OPEN_ORDERS = 1_000;

    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Mixin
    private Durations durations = new Durations();

    @Option(names = "--clients", defaultValue = "64", description = "Clients at once (${DEFAULT-VALUE}).")
    private int clients;

    private final Report report = new Report();

    @Override
    public Integer call() throws Exception {
        book();
        try (WorkFolder folder = WorkFolder.create();
                SuiteProcess suite = SuiteProcess.start(options.jar(), folder, SuiteOptions.NO_RATE_LIMITS)) {
            UsualBook.create(suite);
            try (Journal journal = Journal.of(suite, MARKET);
                    ClosedLoop ours = ClosedLoop.of(clients, number -> trader(suite, number));
                    ClosedLoop theirs = ClosedLoop.of(clients, number -> UsualBook.trader(suite, number))) {
                Contest contest = durations.play(new Contest(
                        "orders, %d clients".formatted(clients),
                        List.of(
                                new Contender(SUITE, () -> rate(ours, journal)),
                                new Contender(
                                        USUAL, () -> Map.of(RATE, run(theirs).perSecond())))));
                contest.addTo(report);
                Goal goal = Goal.atLeast(5, "x", "orders over REST, beside a transaction for each without HTTP");
                contest.judge(report, goal, SUITE, USUAL, RATE);
                report.judge(
                        Goal.atMost(100, "ms", "from fill to ledger, p99, at that load"),
                        contest.median(SUITE, Journal.P99),
                        "p50 %.0f ms; %.0f commands share a commit"
                                .formatted(contest.median(SUITE, Journal.P50), contest.median(SUITE, Journal.SHARED)));
            }
        }
        report.printGoals();
        return 0;
    }

    /** About the last price, so that about half of what is traded meets. */
    static long price(Random random) {
        return 9_990L + random.nextInt(21);
    }

    private ClosedLoop.Done run(ClosedLoop loop) throws Exception {
        return loop.run(durations.seconds());
    }

    private Map<String, Double> rate(ClosedLoop loop, Journal journal) throws Exception {
        long before = journal.end();
        ClosedLoop.Done done = run(loop);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(RATE, done.perSecond());
        figures.putAll(journal.settled(before, done.jobs()));
        return figures;
    }

    /** A principal of its own, with enough of both currencies. */
    private static ClosedLoop.Client trader(SuiteProcess suite, int number) throws IOException {
        HttpConnection link;
        try (HttpConnection admin =
                new HttpConnection(suite.port(), "X-Api-Key: " + suite.key("ADMIN_API_KEY") + "\r\n")) {
            String principal = "trader-" + number;
            String key = new JsonMapper()
                    .readTree(admin.post("/v1/keys", "{\"principal\":\"%s\",\"role\":\"client\"}".formatted(principal))
                            .require(201)
                            .body())
                    .path("key")
                    .asString();
            for (String currency : List.of("AITBC", "ETH")) {
                admin.post("/v1/payments/deposit", """
                                {"wallet":"%s","amount":1000000,"currency":"%s","reference":"%s-%s"}""".formatted(principal, currency, principal, currency))
                        .require(200, 201);
            }
            link = new HttpConnection(suite.port(), "X-Api-Key: " + key + "\r\n");
        }
        return new ClosedLoop.Client() {

            @Override
            public int run() throws IOException {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                link.post("/v1/trading/orders", """
                                {"market":"%s","side":"%s","price":0.%08d,"quantity":%d,"time_in_force":"%s"}""".formatted(
                                        MARKET,
                                        random.nextBoolean() ? "buy" : "sell",
                                        price(random),
                                        1 + random.nextInt(100),
                                        random.nextInt(4) == 0 ? "gtc" : "ioc"))
                        .require(201);
                return 1;
            }

            @Override
            public void close() {
                link.close();
            }
        };
    }

    /** Of a mix of placing and cancelling on a book of a steady size, by one thread. */
    private void book() {
        double best = 0;
        for (int round = 0; round < 3; round++) {
            Random random = new Random(round);
            Book book = new Book();
            List<UUID> open = new ArrayList<>();
            long start = System.nanoTime();
            for (int seq = 1; seq <= BOOK_COMMANDS; seq++) {
                UUID id = new UUID(0, seq);
                if (open.size() > OPEN_ORDERS) {
                    UUID oldest = open.set(random.nextInt(open.size()), open.getLast());
                    open.removeLast();
                    if (book.find(oldest) != null) {
                        book.apply(seq, new Cancel(oldest));
                        continue;
                    }
                }
                book.apply(
                        seq,
                        new Place(
                                id,
                                "owner" + seq % 100,
                                random.nextBoolean() ? Side.BUY : Side.SELL,
                                price(random),
                                1 + random.nextInt(100),
                                random.nextInt(4) == 0 ? TimeInForce.IOC : TimeInForce.GTC,
                                SelfTrade.EXPIRE_TAKER));
                open.add(id);
            }
            best = Math.max(best, BOOK_COMMANDS * 1e9 / (System.nanoTime() - start));
        }
        report.judge(
                Goal.atLeast(1_000_000, "/s", "commands of the book alone, by one thread"),
                best,
                "%,d open orders".formatted(OPEN_ORDERS));
    }
}
