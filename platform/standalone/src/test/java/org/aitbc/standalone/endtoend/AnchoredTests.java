package org.aitbc.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import org.aitbc.localchain.LocalChain.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A paid job, from its submit to its receipt's root on a chain that a stranger asks. */
class AnchoredTests {

    private static final Duration ANCHORED_WITHIN = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void aPaidJobsReceiptIsProvenByAChainThatTheSuiteDoesNotOwn() throws Exception {
        assumeTrue(
                LocalChain.binary().isPresent(), "there is no anvil: ./aitbc test fetches it where npm is installed");
        try (LocalChain chain = LocalChain.start(Options.transitory(Options.DEVELOPMENT));
                RunningSuite suite = RunningSuite.start(
                        folder,
                        "--set",
                        "AITBC_CHAIN_31337_URL=" + chain.url(),
                        "--set",
                        "AITBC_CHAIN_31337_CONFIRMATIONS=0",
                        "--set",
                        "AITBC_ANCHOR_EVERY=1s")) {
            String job = suite.submitPaid("{\"type\":\"embedding\",\"texts\":[\"one\",\"two\"]}", "0.5");
            suite.awaitState(job, "COMPLETED");
            JsonNode receipt = suite.get("/v1/jobs/" + job + "/receipt");
            String proof = "/v1/receipts/" + receipt.path("receipt_id").stringValue() + "/proof";
            await().atMost(ANCHORED_WITHIN)
                    .until(() -> suite.get(proof).path("state").asString("").equals("confirmed"));

            assertThat(verify(suite, chain, receipt))
                    .contains("signature verified", "inclusion verified", "root verified: on chain 31337");
            ObjectNode cheaper = ((ObjectNode) receipt.deepCopy()).put("price", 0.1);
            assertThat(verify(suite, chain, cheaper)).contains("NOT verified");
            await().atMost(ANCHORED_WITHIN)
                    .untilAsserted(() -> assertThat(suite.get("/v1/explorer/trace/" + job)
                                    .path("nodes")
                                    .valueStream()
                                    .map(node -> node.path("kind").stringValue()))
                            .contains("job", "attempt", "receipt", "payment", "anchor", "transaction", "block"));
            assertThat(page(suite)).contains("AITBC explorer", "/console/");
        }
    }

    private String verify(RunningSuite suite, LocalChain chain, JsonNode receipt) throws IOException {
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
                chain.url())) {
            int exit = verify.awaitEnd();
            assertThat(exit == 0).as(verify.said()).isEqualTo(!verify.said().contains("NOT verified"));
            return verify.said();
        }
    }

    private static String page(RunningSuite suite) throws IOException, InterruptedException {
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
