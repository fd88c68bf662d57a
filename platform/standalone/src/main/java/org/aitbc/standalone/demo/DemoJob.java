package org.aitbc.standalone.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.aitbc.domain.receipt.Inclusion;
import org.aitbc.standalone.suite.SuiteKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One real job: a worker turns sentences into vectors, which tell which of them mean the same. */
public final class DemoJob {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final List<String> SENTENCES = List.of(
            "A dog runs across the park.",
            "A puppy is playing on the grass.",
            "Shares fell sharply this morning.",
            "The stock market lost value today.");
    private static final int SECONDS_TO_LIVE = 120;
    private static final BigDecimal PRICE = new BigDecimal("0.4");
    private static final int SHOWN = 4;
    private static final Duration ANCHORED_WITHIN = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    private final String url;
    private final SuiteKeys keys;
    private final boolean hasChain;
    private final Runnable others;
    private final Consumer<String> out;

    /**
     * @param hasChain whether the receipt will be anchored
     * @param others returns when the services are up that the job itself does not need
     */
    public DemoJob(String url, SuiteKeys keys, boolean hasChain, Runnable others, Consumer<String> out) {
        this.url = url;
        this.keys = keys;
        this.hasChain = hasChain;
        this.others = others;
        this.out = out;
    }

    /** Runs it from submit to settled payment and verified receipt, on the chain where there is one, and says what happens. */
    public void run() throws IOException, InterruptedException {
        try (JobClient client = new JobClient(url, keys.client());
                JobClient miner = new JobClient(url, keys.miner())) {
            Money money = new Money(client, miner, out);
            money.balances("before");
            long start = System.nanoTime();
            String job = client.submit(job()).path("job_id").stringValue();
            out.accept("\njob " + job + ": how alike are these " + SENTENCES.size() + " sentences?");
            money.held(job);
            client.follow(job, change -> out.accept("  " + said(change)));
            JsonNode ended = client.get("/v1/jobs/" + job);
            if (!ended.path("state").asString("").equals("COMPLETED")) {
                throw new IOException("the demo's job did not complete: " + ended);
            }
            JsonNode answer = client.get("/v1/jobs/" + job + "/result");
            out.accept("  done in %.1f s%n".formatted((System.nanoTime() - start) / 1e9));
            Similarity.of(SENTENCES, vectors(answer.path("result")))
                    .forEach(pair -> out.accept(
                            String.format(Locale.ROOT, "  %5.2f  %-34s  %s", pair.cosine(), pair.one(), pair.other())));
            money.settled(job);
            money.balances("after");
            check(client, job, answer.path("receipt"));
            others.run();
            if (hasChain) {
                proven(client, answer.path("receipt"));
            }
        }
    }

    private void check(JobClient client, String job, JsonNode receipt) throws IOException, InterruptedException {
        out.accept("\nreceipt, its long lists cut short here\n" + JSON.writeValueAsString(abridged(receipt)));
        var flaw = Receipt.flaw(receipt, job, client.get("/v1/receipts/keys"));
        if (flaw.isPresent()) {
            throw new IOException("the receipt is not to be trusted: " + flaw.get());
        }
        out.accept("signature verified");
    }

    private void proven(JobClient client, JsonNode receipt) throws IOException, InterruptedException {
        JsonNode proof = anchored(client, receipt.path("receipt_id").stringValue());
        if (!Inclusion.of(proof).holds(receipt)) {
            throw new IOException("the receipt's proof of inclusion does not hold: " + proof);
        }
        out.accept("\nanchored  in block %d of chain %d, transaction %s"
                .formatted(
                        proof.path("block_number").longValue(),
                        proof.path("chain_id").longValue(),
                        proof.path("transaction_hash").stringValue()));
        out.accept("inclusion verified: number %d of %d in the log of root %s"
                .formatted(
                        proof.path("leaf_index").longValue() + 1,
                        proof.path("tree_size").longValue(),
                        proof.path("root").stringValue()));
    }

    private static JsonNode anchored(JobClient client, String receipt) throws IOException, InterruptedException {
        String path = "/v1/receipts/" + receipt + "/proof";
        long start = System.nanoTime();
        JsonNode proof = client.get(path);
        while (!proof.path("state").asString("").equals("confirmed")) {
            if (System.nanoTime() - start > ANCHORED_WITHIN.toNanos()) {
                throw new IOException("the receipt was not anchored in " + ANCHORED_WITHIN + ": " + proof);
            }
            Thread.sleep(BETWEEN_LOOKS);
            proof = client.get(path);
        }
        return proof;
    }

    private static ObjectNode job() {
        ObjectNode job =
                JSON.createObjectNode().put("ttl_seconds", SECONDS_TO_LIVE).put("payment_amount", PRICE);
        ObjectNode payload = job.putObject("payload").put("type", "embedding");
        SENTENCES.forEach(payload.putArray("texts")::add);
        return job;
    }

    private static List<double[]> vectors(JsonNode result) {
        return result.path("embeddings")
                .valueStream()
                .map(vector ->
                        vector.valueStream().mapToDouble(JsonNode::doubleValue).toArray())
                .toList();
    }

    private static JsonNode abridged(JsonNode value) {
        if (value instanceof ArrayNode list) {
            ArrayNode shown = JSON.createArrayNode();
            list.valueStream().limit(SHOWN).map(DemoJob::abridged).forEach(shown::add);
            return list.size() > SHOWN ? shown.add("... " + (list.size() - SHOWN) + " more") : shown;
        }
        if (value instanceof ObjectNode object) {
            ObjectNode shown = JSON.createObjectNode();
            object.properties().forEach(member -> shown.set(member.getKey(), abridged(member.getValue())));
            return shown;
        }
        return value;
    }

    private static String said(JsonNode change) {
        String state = change.path("state").asString("").toLowerCase(Locale.ROOT);
        String note = change.path("note").asString("");
        JsonNode progress = change.path("progress");
        return state
                + (progress.isNumber() ? String.format(Locale.ROOT, " %.0f %%", progress.doubleValue() * 100) : "")
                + (note.isEmpty() ? "" : ", " + note);
    }
}
