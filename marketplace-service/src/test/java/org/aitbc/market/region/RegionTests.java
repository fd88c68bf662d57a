package org.aitbc.market.region;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class RegionTests extends MarketTest {

    private static final String ROOT = "/v1/global-marketplace/regions";

    @Autowired
    private Regions regions;

    private final String region = someone("region");

    private void workerIn(String miner, boolean online, int inflight, int secondsAgo) {
        jdbc.sql("update core.miner set region = ?, concurrency = 4 where id = ?")
                .params(region, miner)
                .update();
        jdbc.sql(
                        "update core.miner_beat set online = ?, inflight = ?, last_seen = now() - make_interval(secs => ?) where miner_id = ?")
                .params(online, inflight, secondsAgo, miner)
                .update();
    }

    private JsonNode health() {
        return read(get(ROOT + "/" + region + "/health"));
    }

    private void known(@Nullable String endpoint) {
        jdbc.sql("insert into marketplace.region (code, name, api_endpoint) values (:code, 'A region', :endpoint)")
                .param("code", region)
                .param("endpoint", endpoint)
                .update();
    }

    @Test
    void aRegionOfWorkersIsAsGoodAsTheShareThatIsOnline() {
        Instant before = Instant.now();
        workerIn(miner(operator), true, 1, 10);
        workerIn(miner(operator), false, 0, 50);
        regions.sample();

        JsonNode health = health();
        assertThat(health.path("status").stringValue()).isEqualTo("active");
        assertThat(health.path("health_score").doubleValue()).isEqualTo(0.5);
        assertThat(health.path("load_factor").doubleValue()).isEqualTo(0.25);
        assertThat(health.path("average_response_time").isNull()).isTrue();
        assertThat(health.at("/recent_performance/miners_online").intValue()).isEqualTo(1);
        assertThat(health.at("/recent_performance/mean_beat_age").doubleValue())
                .isBetween(30.0, 30.0 + Duration.between(before, Instant.now()).toMillis() / 1000.0);
    }

    @Test
    void anEndpointIsAskedAndItsTimeMeasured() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger status = new AtomicInteger(200);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        known("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        regions.sample();
        assertThat(health().path("health_score").doubleValue()).isEqualTo(1);
        assertThat(health().path("average_response_time").doubleValue()).isPositive();

        status.set(503);
        regions.sample();
        JsonNode worse = health();
        assertThat(worse.path("health_score").doubleValue()).isEqualTo(0.5);
        assertThat(worse.path("error_rate").doubleValue()).isEqualTo(0.5);
        assertThat(worse.at("/recent_performance/samples")).hasSize(2);
        server.stop(0);
    }

    @Test
    void aRegionThatCannotBeReachedIsInactive() {
        known("http://127.0.0.1:1/");
        regions.sample();
        assertThat(health().path("status").stringValue()).isEqualTo("inactive");
        assertThat(read(get(ROOT + "?status=inactive")).findValuesAsString("region_code"))
                .contains(region);
        assertThat(read(get(ROOT + "?status=active")).findValuesAsString("region_code"))
                .doesNotContain(region);
    }

    @Test
    void anAdminReportsWhatWasMeasuredElsewhere() {
        known(null);
        JsonNode reported = read(post("root", Role.ADMIN, ROOT + "/" + region + "/health", """
                {"average_response_time": 120, "error_rate": 0.1, "load_factor": 0.4}"""));
        assertThat(reported.path("health_score").doubleValue()).isEqualTo(0.9);
        assertThat(reported.path("region_name").stringValue()).isEqualTo("A region");
        assertThat(health().path("average_response_time").doubleValue()).isEqualTo(120);
        assertThat(health().path("load_factor").doubleValue()).isEqualTo(0.4);

        read(post("root", Role.ADMIN, ROOT + "/" + region + "/health", """
                {"status": "maintenance"}"""));
        assertThat(health().path("status").stringValue()).isEqualTo("maintenance");
    }

    @Test
    void aReportIsForAdminsAndMustMakeSense() {
        known(null);
        assertThat(post(client, ROOT + "/" + region + "/health", "{}")).hasStatus(403);
        assertProblem(post("root", Role.ADMIN, ROOT + "/" + region + "/health", """
                        {"health_score": 2}"""), 422, "VALIDATION_ERROR");
        assertProblem(post("root", Role.ADMIN, ROOT + "/nowhere/health", "{}"), 404, "REGION_NOT_FOUND");
        assertProblem(get(ROOT + "/nowhere/health"), 404, "REGION_NOT_FOUND");
        assertProblem(get(ROOT + "?status=odd"), 422, "VALIDATION_ERROR");
    }
}
