package org.aitbc.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.aitbc.standalone.demo.JobClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who uses a suite through its gateway; what is refused them throws. */
record TestClient(String name, String key, JobClient api) {

    static final Duration SOON = Duration.ofSeconds(60);

    JsonNode get(String path) throws IOException, InterruptedException {
        return api.get(path);
    }

    JsonNode post(String path) throws IOException, InterruptedException {
        return api.post(path);
    }

    JsonNode post(String path, String json) throws IOException, InterruptedException {
        return api.post(path, JsonMapper.shared().readTree(json), "");
    }

    JsonNode delete(String path) throws IOException, InterruptedException {
        return api.delete(path);
    }

    /** How a request was refused; empty where it was not. */
    String refusal(String path, String json) throws InterruptedException {
        try {
            post(path, json);
            return "";
        } catch (IOException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    /** The GPUs that a search finds, the cheapest first. */
    List<String> find(String terms) throws IOException, InterruptedException {
        return get("/v1/marketplace/gpu/search?sort=price_per_hour&q="
                        + URLEncoder.encode(terms, StandardCharsets.UTF_8))
                .path("items")
                .valueStream()
                .map(gpu -> gpu.path("id").stringValue())
                .toList();
    }

    /** Has a job run, and waits for its end. */
    JsonNode run(String job) throws IOException, InterruptedException {
        return awaitEnd(post("/v1/jobs", job));
    }

    JsonNode awaitEnd(JsonNode job) throws IOException, InterruptedException {
        String path = "/v1/jobs/" + job.path("job_id").stringValue();
        await(path)
                .atMost(SOON)
                .until(() -> get(path).path("state").stringValue().equals("COMPLETED"));
        return get(path);
    }

    /** What they can spend, in AITBC. */
    BigDecimal available() throws IOException, InterruptedException {
        return sum("available");
    }

    /** What they can spend of a currency. */
    BigDecimal balance(String currency) throws IOException, InterruptedException {
        return get("/v1/payments/wallet")
                .path("balances")
                .valueStream()
                .filter(one -> one.path("kind").stringValue().equals("available"))
                .filter(one -> one.path("currency").stringValue().equals(currency))
                .map(one -> one.path("balance").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What lies in holds of theirs. */
    BigDecimal held() throws IOException, InterruptedException {
        return sum("escrow");
    }

    /** All that they have. */
    BigDecimal wealth() throws IOException, InterruptedException {
        return sum("");
    }

    void awaitNothingHeld() {
        await("the decision about " + name + "'s money").atMost(SOON).until(() -> held().signum() == 0);
    }

    private BigDecimal sum(String kind) throws IOException, InterruptedException {
        return sum(get("/v1/payments/wallet"), kind);
    }

    /**
     * Of the balances in an answer.
     *
     * @param kind of the accounts; empty for all
     */
    static BigDecimal sum(JsonNode answer, String kind) {
        return answer.path("balances")
                .valueStream()
                .filter(one -> one.path("kind").stringValue().startsWith(kind))
                .map(one -> one.path("balance").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
