package org.aitbc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.aitbc.endtoend.TraceReceiver.Span;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The packaged suite without a chain, with traces and JSON logs, and for a while without its PostgreSQL. */
@Order(1)
class DegradedSuiteTests {

    private static final Duration EXPORTED_WITHIN = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static RunningSuite suite;
    private static TraceReceiver traces;

    @BeforeAll
    static void start() throws IOException {
        traces = new TraceReceiver();
        suite = RunningSuite.start(
                folder,
                Map.of("AITBC_TRACES_URL", traces.url(), "AITBC_LOG_FORMAT", "ecs", "AITBC_ACCESS_LOG", "true"),
                "--without-chain");
    }

    @AfterAll
    static void stop() {
        suite.close();
        traces.close();
    }

    @Test
    void aTraceLeadsFromTheClientOverTheServicesToTheDatabase() {
        submitWithTrace();

        await().atMost(EXPORTED_WITHIN)
                .untilAsserted(() -> assertThat(traces.services(TRACE))
                        .containsExactlyInAnyOrder("api-gateway", "ai-service", "payment-service"));
        List<Span> spans = traces.spans(TRACE);
        assertThat(spans)
                .extracting(Span::name)
                .contains("http POST /v1/jobs/**", "http post /v1/jobs", "batch submits", "batch escrows", "query");
        assertThat(traces.heard()).doesNotContain("in-the-query", suite.key("CLIENT_API_KEY"));
        assertThat(spans)
                .as("each but the client's own is known")
                .allMatch(span -> span.parent().equals("00f067aa0ba902b7")
                        || spans.stream().anyMatch(other -> other.id().equals(span.parent())));
    }

    @Test
    void aKeyThatIsGivenAsAnIdIsInNoSpan() throws Exception {
        String trace = TRACE.replace('4', '5');
        String key = suite.key("MINER_API_KEY");
        HttpRequest request = HttpRequest.newBuilder(URI.create(suite.url() + "/v1/miners/" + key + "/gpus"))
                .header("X-Api-Key", key)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(request, BodyHandlers.discarding());
        }

        await().atMost(EXPORTED_WITHIN)
                .untilAsserted(() ->
                        assertThat(traces.services(trace)).containsExactlyInAnyOrder("api-gateway", "miner-service"));
        assertThat(traces.heard()).doesNotContain(key);
    }

    @Test
    void oneTraceHasAllThatHappensToAJob() {
        String job = submitWithTrace();
        suite.awaitState(job, "COMPLETED");

        await().atMost(EXPORTED_WITHIN)
                .untilAsserted(() -> assertThat(traces.spans(job))
                        .extracting(span -> span.service() + " " + span.name())
                        .contains(
                                "ai-service job submitted",
                                "miner-service job assigned",
                                "miner-service POST /v1/miners/{jobId}/result 200",
                                "payment-service settlements job.completed",
                                "explorer-service receipt-log job.completed"));
    }

    @Test
    void logsAreJsonAndNameRequestAndTrace() {
        submitWithTrace();

        // a service writes its line once it has answered
        await().atMost(EXPORTED_WITHIN)
                .untilAsserted(() -> assertThat(
                                Files.readAllLines(suite.log()).stream().map(JSON::readTree))
                        .filteredOn(line -> line.path("request_id").asString("").equals("traced-request"))
                        .filteredOn(line -> line.has("path"))
                        .allMatch(line -> line.path("traceId").asString("").equals(TRACE))
                        .extracting(line -> line.path("service_name").asString(""))
                        .contains("api-gateway", "ai-service", "payment-service"));
    }

    @Test
    void withoutAChainTheRestIsThereAndTheExplorerSaysSo() throws Exception {
        suite.awaitState(suite.submitEmbedding(), "COMPLETED");

        assertThat(suite.get("/health/ready").path("status").stringValue()).isEqualTo("ready");
        assertThatThrownBy(() -> suite.get("/v1/explorer/blocks")).hasMessageContaining("503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "KILL"})
    void theSuiteRecoversWhenPostgresIsRestarted(String signal) throws Exception {
        suite.awaitState(suite.submitEmbedding(), "COMPLETED");
        ProcessHandle before = suite.postgres();

        new ProcessBuilder("kill", "-" + signal, Long.toString(before.pid()))
                .start()
                .waitFor();

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> suite.postgres().pid() != before.pid());
        String[] job = new String[1];
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            job[0] = suite.submitEmbedding();
            return true;
        });
        suite.awaitState(job[0], "COMPLETED");
        assertThat(suite.flawOfReceipt(job[0])).isEmpty();
    }

    /** A paid job; returns its id. After another test the database may still be on its way back. */
    private static String submitWithTrace() {
        String[] job = new String[1];
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            job[0] = submitOnce();
            return true;
        });
        return job[0];
    }

    private static String submitOnce() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(suite.url() + "/v1/jobs?secret=in-the-query"))
                .header("X-Api-Key", suite.key("CLIENT_API_KEY"))
                .header("X-Request-ID", "traced-request")
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"payload\":{\"type\":\"embedding\",\"texts\":[\"one\"]},\"payment_amount\":0.1}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body())
                    .path("job_id")
                    .stringValue();
        }
    }
}
