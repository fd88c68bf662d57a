package org.aitbc.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.aitbc.servicetest.Programs;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;

/** One suite, which goes through all of this in turn: its start costs the most. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "the images are given this machine's Java")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposedSuiteTests {

    private static final List<String> SCALED = ComposedSuite.SCALED;
    private static final int JOBS = 40;
    private static final double FAIR_SHARE = 0.25;

    private static @Nullable ComposedSuite started;

    @BeforeAll
    static void start() {
        Programs.require(
                "Docker engine",
                Docker.hasEngine(),
                "eval \"$(platform/compose-test/engine start)\" starts one as root");
        started = new ComposedSuite();
        suite().up();
        String wallet =
                suite().client().get("/v1/payments/wallet").path("wallet").stringValue();
        suite().admin().post("/v1/payments/deposit", Map.of("wallet", wallet, "amount", 1_000, "reference", "test"));
    }

    @AfterAll
    static void stop() {
        if (started != null) {
            started.close();
        }
    }

    @Test
    @Order(1)
    void aPaidJobRunsOnTheWorkersContainerAndItsReceiptVerifies() {
        PaidJob.submit(suite().client()).awaitPaid(suite().client()).verify(suite().client());
    }

    @Test
    @Order(2)
    void containersAreNotRootAndCannotWriteToTheirImage() {
        for (String service : List.of("api-gateway", "miner-service", "explorer-service", "gpu-worker")) {
            for (String container : suite().containers(service)) {
                assertThat(suite().inspect(container, "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}}"))
                        .as(service)
                        .isEqualTo("10001:10001 true");
            }
        }
    }

    @Test
    @Order(3)
    void bothReplicasOfAServiceTakeLoad(TestReporter reporter) {
        Map<String, List<Double>> before = requests();
        try (Load load = new Load(suite().client(), JOBS)) {
            load.finish();
        }
        Map<String, List<Double>> after = requests();

        for (String service : SCALED) {
            double one = at(after, service, 0) - at(before, service, 0);
            double other = at(after, service, 1) - at(before, service, 1);
            reporter.publishEntry(service, "%.0f and %.0f requests".formatted(one, other));
            assertThat(Math.min(one, other)).as(service).isGreaterThan(FAIR_SHARE * (one + other));
        }
    }

    @ParameterizedTest
    @Order(4)
    @FieldSource("SCALED")
    void noJobAndNoMoneyIsLostWhenAReplicaIsKilledUnderLoad(String service, TestReporter reporter) {
        Client client = suite().client();
        BigDecimal before = spendable(client);
        try (Load load = new Load(client, JOBS)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> load.done() > JOBS / 4);
            suite().kill(suite().containers(service).getLast());
            load.finish();
        }
        assertThat(spendable(client)).isEqualByComparingTo(before.subtract(BigDecimal.valueOf(JOBS * PaidJob.PRICE)));
        assertThat(suite().admin().get("/v1/payments/network").path("drift")).isEmpty();

        reporter.publishEntry("retries", Integer.toString(client.retries()));

        suite().up();
    }

    @Test
    @Order(5)
    void goesOnAfterPostgresqlIsRestarted() {
        PaidJob job = PaidJob.submit(suite().client());

        suite().restart("postgres");

        job.awaitPaid(suite().client()).verify(suite().client());
        PaidJob.submit(suite().client()).awaitPaid(suite().client());
    }

    @Test
    @Order(6)
    void findsEverythingAgainAfterDownAndUp() {
        PaidJob job = PaidJob.submit(suite().client()).awaitPaid(suite().client());
        JsonNode payment = job.payment(suite().client());
        BigDecimal money = spendable(suite().client());

        suite().down();
        suite().up();

        job.verify(suite().client());
        assertThat(job.payment(suite().client())).isEqualTo(payment);
        assertThat(spendable(suite().client())).isEqualByComparingTo(money);
        PaidJob.submit(suite().client()).awaitPaid(suite().client()).verify(suite().client());
    }

    private static ComposedSuite suite() {
        return Objects.requireNonNull(started);
    }

    private static Map<String, List<Double>> requests() {
        Map<String, List<Double>> counted = new LinkedHashMap<>();
        for (String service : SCALED) {
            counted.put(
                    service,
                    suite().containers(service).stream().map(suite()::requests).toList());
        }
        return counted;
    }

    private static double at(Map<String, List<Double>> requests, String service, int replica) {
        return Objects.requireNonNull(requests.get(service)).get(replica);
    }

    private static BigDecimal spendable(Client client) {
        return client.get("/v1/payments/wallet")
                .path("balances")
                .valueStream()
                .filter(one -> one.path("kind").stringValue().startsWith("available"))
                .map(one -> one.path("balance").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
