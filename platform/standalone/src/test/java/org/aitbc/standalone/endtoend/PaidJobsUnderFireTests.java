package org.aitbc.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aitbc.standalone.demo.JobClient;
import org.aitbc.standalone.demo.Receipt;
import org.aitbc.standalone.endtoend.OrderBook.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Paid jobs through a suite whose services are killed again and again. {@code -Daitbc.fire.seed} repeats the choices of a run,
 * {@code -Daitbc.fire.shots} says how often each service is killed.
 */
class PaidJobsUnderFireTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final long SEED = Long.getLong("aitbc.fire.seed", System.nanoTime() % 1_000_000);
    private static final int SHOTS = Integer.getInteger("aitbc.fire.shots", 3);
    private static final int RICH = 8;
    private static final int POOR = 3;
    private static final Duration TIME_TO_SETTLE = Duration.ofMinutes(2);
    private static final BigDecimal GIVEN = new BigDecimal("1000");
    private static final BigDecimal LITTLE = new BigDecimal("10");
    private static final BigDecimal CENT = new BigDecimal("0.01");
    private static final String[] SETTINGS = {
        "aitbc.payments.orphan-after=3s",
        "aitbc.payments.sweep=500ms",
        "aitbc.payments.audit=1s",
        "aitbc.lease.duration=4s",
        "aitbc.miners.offline-after=4s",
        "aitbc.miners.heartbeat-interval=1s"
    };

    private static final String OPEN = """
            select (select count(*) from core.job j where not exists (select from core.outcome o where o.job_id = j.id))
                 + (select count(*) from core.payment where status = 'escrowed')""";

    private static final String SUMMARY = """
            select (select string_agg(state || ' ' || n, ', ' order by state) from (select state, count(*) n from core.outcome group by state) s)
              || '; ' || (select string_agg(kind || ' ' || n, ', ' order by kind) from (select kind, count(*) n from payment.posting group by kind) p)""";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path data;

    private final OrderBook book = new OrderBook();

    @Test
    void noCoinIsLostAndNoneIsMadeWhileServicesAreKilled() throws Exception {
        System.out.printf("paid jobs under fire: seed %d, %d shots at each service%n", SEED, SHOTS);
        String[] arguments = Stream.concat(
                        Stream.of("--separate", "--workers", "0"),
                        Stream.of(SETTINGS).flatMap(setting -> Stream.of("--set", setting)))
                .toArray(String[]::new);
        try (RunningSuite suite = RunningSuite.start(data, arguments);
                JobClient admin = new JobClient(suite.url(), suite.key("ADMIN_API_KEY"));
                Child one = suite.worker("one", "--concurrency", "4");
                Child other = suite.worker("other", "--concurrency", "4");
                JobClient rich = new JobClient(suite.url(), suite.key("CLIENT_API_KEY"));
                JobClient miner = new JobClient(suite.url(), suite.key("MINER_API_KEY"))) {
            SeparateServices services = new SeparateServices(data, rich.get("/services"));
            String poorKey = poor(admin);

            List<String> killed = fire(suite, services, poorKey);
            awaitAllSettled(suite);
            spendTheRest(suite, rich);

            report(suite, killed);
            assertThat(Stream.of(one, other))
                    .allMatch(worker -> worker.process().isAlive());
            Map<String, BigDecimal> given = Map.of(Purse.shownTo(rich).owner(), GIVEN, "poor", LITTLE);
            try (JobClient poor = new JobClient(suite.url(), poorKey);
                    Connection database = suite.database()) {
                assertThat(book.wrong(database)).as("what clients were told").isEmpty();
                assertThat(Coins.wrong(database, given)).as("the money").isEmpty();
                assertThat(flawsOfReceipts(database, rich.get("/v1/receipts/keys")))
                        .isEmpty();
                for (JobClient client : List.of(rich, poor, miner)) {
                    Purse shown = Purse.shownTo(client);
                    assertThat(Purse.of(shown.owner(), database)).isEqualTo(shown);
                }
            }
            assertThat(services.isReady("payment-service"))
                    .as("audit finds no drift")
                    .isTrue();
        }
    }

    /** A client that has so little that it is refused again and again; its key. */
    private static String poor(JobClient admin) throws Exception {
        JsonNode key = admin.post("/v1/keys", JSON.readTree("{\"principal\":\"poor\",\"role\":\"client\"}"), "");
        JsonNode deposit = JSON.createObjectNode()
                .put("wallet", "poor")
                .put("amount", LITTLE)
                .put("reference", "a little");
        admin.post("/v1/payments/deposit", deposit, "a little");
        return key.path("key").stringValue();
    }

    private List<String> fire(RunningSuite suite, SeparateServices services, String poorKey) throws Exception {
        Gunman gunman = new Gunman(services, new Random(SEED), SHOTS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            all.add(threads.submit(gunman));
            for (int n = 0; n < RICH; n++) {
                PayingClient client = client(suite, "rich-" + n, n, suite.key("CLIENT_API_KEY"));
                all.add(threads.submit(orders(client, gunman, 50)));
            }
            for (int n = 0; n < POOR; n++) {
                PayingClient client = client(suite, "poor-" + n, RICH + n, poorKey);
                all.add(threads.submit(orders(client, gunman, 500)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return gunman.killed();
    }

    private PayingClient client(RunningSuite suite, String name, int number, String key) {
        return new PayingClient(name, suite.url(), key, book, SEED * 1_000 + number);
    }

    private static Callable<Void> orders(PayingClient client, Gunman gunman, int most) {
        Random pauses = new Random(SEED);
        return () -> {
            while (!gunman.isDone()) {
                client.order(most);
                if (!gunman.aims()) {
                    // how often clients come: nothing is waited for here
                    TimeUnit.MILLISECONDS.sleep(pauses.nextInt(800));
                }
            }
            return null;
        };
    }

    private static void awaitAllSettled(RunningSuite suite) {
        await("all jobs to end and all payments to be settled")
                .atMost(TIME_TO_SETTLE)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> suite.ask(OPEN), "0"::equals);
    }

    /** The last coin can be spent, and nothing after it. */
    private void spendTheRest(RunningSuite suite, JobClient rich) throws Exception {
        PayingClient last = client(suite, "last", RICH + POOR, suite.key("CLIENT_API_KEY"));
        BigDecimal rest = Purse.shownTo(rich).available();
        assertThat(last.order(rest.add(CENT))).as("more than there is").isEmpty();
        assertThat(last.order(rest)).as("all there is").isNotEmpty();
        assertThat(last.order(CENT)).as("a cent of nothing").isEmpty();
        awaitAllSettled(suite);
    }

    private void report(RunningSuite suite, List<String> killed) throws Exception {
        System.out.printf(
                "paid jobs under fire: seed %d; %d orders taken, %d refused, %d unknown, %d canceled; %s; killed %s%n",
                SEED,
                book.count(Answer.TAKEN),
                book.count(Answer.REFUSED),
                book.count(Answer.UNKNOWN),
                book.cancels(),
                suite.ask(SUMMARY),
                killed);
        assertThat(killed).hasSize(3 * SHOTS);
        assertThat(book.count(Answer.TAKEN)).as("enough to mean something").isGreaterThan(20L * SHOTS);
    }

    private static List<String> flawsOfReceipts(Connection database, JsonNode published) throws Exception {
        List<String> flaws = new ArrayList<>();
        try (ResultSet row = database.createStatement()
                .executeQuery(
                        "select replace(job_id::text, '-', ''), receipt from core.outcome where state = 'COMPLETED'")) {
            while (row.next()) {
                Receipt.flaw(JSON.readTree(row.getString(2)), row.getString(1), published)
                        .ifPresent(flaws::add);
            }
        }
        return flaws;
    }
}
