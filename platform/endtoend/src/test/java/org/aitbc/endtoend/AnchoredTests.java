package org.aitbc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.aitbc.localchain.LocalChain;
import org.aitbc.servicetest.Programs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A paid job, from its submit to its receipt's root on a chain that a stranger asks. */
@ExtendWith(SharedSuite.class)
class AnchoredTests {

    private static final Duration ANCHORED_WITHIN = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final RunningSuite suite;

    AnchoredTests(RunningSuite suite) {
        this.suite = suite;
    }

    @Test
    void aPaidJobsReceiptIsProvenByAChainThatTheSuiteDoesNotOwn() throws Exception {
        Programs.requireAnvil(LocalChain.binary().isPresent());
        String chain = suite.setting(SharedSuite.CHAIN).orElseThrow();
        try (Child _ = suite.worker("anchored")) {
            String job = suite.submitPaid("{\"type\":\"embedding\",\"texts\":[\"one\",\"two\"]}", "0.5");
            suite.awaitState(job, "COMPLETED");
            JsonNode receipt = suite.get("/v1/jobs/" + job + "/receipt");
            String proof = "/v1/receipts/" + receipt.path("receipt_id").stringValue() + "/proof";
            await().atMost(ANCHORED_WITHIN)
                    .until(() -> suite.get(proof).path("state").asString("").equals("confirmed"));

            assertThat(verify(chain, receipt))
                    .contains("signature verified", "inclusion verified", "root verified: on chain 31337");
            ObjectNode cheaper = ((ObjectNode) receipt.deepCopy()).put("price", 0.1);
            assertThat(verify(chain, cheaper)).contains("NOT verified");
            await().atMost(ANCHORED_WITHIN)
                    .untilAsserted(() -> assertThat(suite.get("/v1/explorer/trace/" + job)
                                    .path("nodes")
                                    .valueStream()
                                    .map(node -> node.path("kind").stringValue()))
                            .contains("job", "attempt", "receipt", "payment", "anchor", "transaction", "block"));
            assertThat(page()).contains("AITBC explorer", "/console/");
        }
    }

    private String verify(String chain, JsonNode receipt) throws IOException {
        Path file = Files.createTempFile(folder, "receipt", ".json");
        Files.writeString(file, receipt.toString());
        try (Child verify = Child.java(
                Files.createTempFile(folder, "verify", ""),
                Map.of(),
                "aitbc.worker.jar",
                "verify",
                file.toString(),
                "--gateway",
                suite.url(),
                "--rpc",
                chain)) {
            int exit = verify.awaitEnd();
            assertThat(exit == 0).as(verify.said()).isEqualTo(!verify.said().contains("NOT verified"));
            return verify.said();
        }
    }

    private String page() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(suite.url() + "/"))
                                    .header("Accept", "text/html")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }
}
