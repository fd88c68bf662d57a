package org.aitbc.worker.doctor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aitbc.worker.gateway.Gateway;
import org.aitbc.worker.gateway.Heartbeat;
import org.aitbc.worker.gateway.Refused;
import tools.jackson.databind.node.JsonNodeFactory;

/** Is the gateway there, how far away is it, does it take the key. */
final class GatewayCheck {

    private static final int SAMPLES = 5;
    private static final int UNKNOWN_MINER = 404;

    private GatewayCheck() {}

    static List<Finding> of(String url, String apiKey) throws InterruptedException {
        // beats as a miner that never registered: the gateway looks at the key first, and nothing changes
        try (Gateway gateway = new Gateway(url, apiKey, "doctor-" + UUID.randomUUID())) {
            Finding latency = latency(gateway, url);
            return latency.verdict() == Finding.Verdict.OK
                    ? List.of(latency, key(gateway, apiKey))
                    : List.of(latency, Finding.skip("api key", "not asked"));
        }
    }

    private static Finding latency(Gateway gateway, String url) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        try {
            for (int i = 0; i <= SAMPLES; i++) {
                long start = System.nanoTime();
                gateway.get("/v1/health");
                millis.add((System.nanoTime() - start) / 1e6);
            }
        } catch (IOException | Refused e) {
            return Finding.fail("gateway", url + " does not serve: " + e);
        }
        // the first call pays for the connection
        double median =
                millis.stream().skip(1).sorted().skip(SAMPLES / 2).findFirst().orElse(0.0);
        return Finding.ok("gateway", String.format("%s, %.1f ms (median of %d)", url, median, SAMPLES));
    }

    private static Finding key(Gateway gateway, String apiKey) throws InterruptedException {
        if (apiKey.isBlank()) {
            return Finding.fail("api key", "none given (--api-key or AITBC_API_KEY)");
        }
        try {
            gateway.heartbeat(new Heartbeat(0, "doctor", JsonNodeFactory.instance.objectNode(), -1, List.of()));
            return Finding.ok("api key", "accepted");
        } catch (Refused refused) {
            return refused.status() == UNKNOWN_MINER
                    ? Finding.ok("api key", "accepted")
                    : Finding.fail("api key", String.valueOf(refused.getMessage()));
        } catch (IOException e) {
            return Finding.fail("api key", "not answered: " + e);
        }
    }
}
