package org.aitbc.standalone.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Where the money of a job is, as its client and its miner see it. */
final class Money {

    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final JobClient client;
    private final JobClient miner;
    private final Consumer<String> out;

    Money(JobClient client, JobClient miner, Consumer<String> out) {
        this.client = client;
        this.miner = miner;
        this.out = out;
    }

    void balances(String when) throws IOException, InterruptedException {
        out.accept("\n%-8s client  %s%n         miner   %s".formatted(when, balance(client), balance(miner)));
    }

    void held(String job) throws IOException, InterruptedException {
        JsonNode payment = payment(job);
        out.accept("  payment %s: %s AITBC %s"
                .formatted(
                        payment.path("payment_id").asString(),
                        payment.path("amount").asString(),
                        payment.path("status").asString()));
    }

    /** Waits until it is decided about the money. */
    void settled(String job) throws IOException, InterruptedException {
        JsonNode payment = payment(job);
        long end = System.nanoTime() + SETTLED_WITHIN.toNanos();
        while (payment.path("status").asString("").equals("escrowed") && System.nanoTime() < end) {
            Thread.sleep(PAUSE);
            payment = payment(job);
        }
        if (!payment.path("status").asString("").equals("released")) {
            throw new IOException("the job's payment was not settled: " + payment);
        }
        out.accept("\npayment  released %s AITBC, of it %s network fee; ledger entry %s"
                .formatted(
                        payment.path("released").asString(),
                        payment.path("fee").asString(),
                        payment.path("transaction_hash").asString()));
    }

    private JsonNode payment(String job) throws IOException, InterruptedException {
        return client.get("/v1/jobs/" + job + "/payment");
    }

    private static String balance(JobClient whose) throws IOException, InterruptedException {
        String balances = whose.get("/v1/payments/wallet")
                .path("balances")
                .valueStream()
                .map(one -> one.path("balance").asString() + " "
                        + one.path("currency").asString() + " "
                        + one.path("kind").asString())
                .collect(Collectors.joining(", "));
        return balances.isEmpty() ? "nothing yet" : balances;
    }
}
