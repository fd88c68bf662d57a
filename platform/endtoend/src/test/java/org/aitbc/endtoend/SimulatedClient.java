package org.aitbc.endtoend;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A client that has numbers added up, and looks whether the sums are right; what it does then is the strategy's. */
class SimulatedClient extends Strategy {

    private static final int MOST_OPEN = 4;

    private final TestClient who;
    private final String region;
    private final Deque<Ordered> open = new ArrayDeque<>();
    private final Set<String> paymentsOfWrongResults = new HashSet<>();

    SimulatedClient(String name, TestClient who, String funds, String region) {
        super(name, who);
        this.who = who;
        this.region = region;
        bringsIn(funds);
    }

    /** @param worth its price */
    record Ordered(String id, String payment, int sum, BigDecimal worth) {}

    TestClient who() {
        return who;
    }

    @Override
    void step(Random random) throws IOException, InterruptedException {
        if (open.size() < MOST_OPEN) {
            order(random);
        } else {
            look(random);
        }
    }

    @Override
    void finish() throws IOException, InterruptedException {
        if (!open.isEmpty()) {
            look(new Random(open.size()));
        }
    }

    @Override
    boolean isBusy() {
        return !open.isEmpty();
    }

    /** Whether a payment is for a sum that is wrong, as the client saw. */
    boolean sawWrongResult(String payment) {
        return paymentsOfWrongResults.contains(payment);
    }

    /** How a job is secured: a price, and members of the submit. */
    String terms(Random random) {
        return random.nextBoolean()
                ? "\"payment_amount\":1,\"assurance\":\"quorum:2/3\""
                : "\"payment_amount\":12,\"dispute_window_seconds\":600";
    }

    void order(Random random) throws IOException, InterruptedException {
        int a = random.nextInt(1_000);
        int b = random.nextInt(1_000);
        String terms = terms(random);
        String worth = terms.replaceAll("(?s).*\"payment_amount\":(\\d+).*", "$1");
        ask(who, "/v1/jobs", """
                {"payload":{"type":"%s","a":%d,"b":%d,"worth":%s},"constraints":{"region":"%s"},"ttl_seconds":120,"allow_unknown_type":true,%s}""".formatted(CheatSimulationTests.TYPE, a, b, worth, region, terms))
                .ifPresent(job -> open.add(new Ordered(
                        job.path("job_id").stringValue(),
                        job.path("payment_id").stringValue(),
                        a + b,
                        new BigDecimal(worth))));
    }

    /** Looks after the job that it ordered first. */
    private void look(Random random) throws IOException, InterruptedException {
        Ordered job = open.removeFirst();
        JsonNode now = who.get("/v1/jobs/" + job.id());
        switch (now.path("state").stringValue()) {
            case "COMPLETED" -> {
                JsonNode result = who.get("/v1/jobs/" + job.id() + "/result").path("result");
                boolean isRight = result.path("sum").intValue() == job.sum();
                if (isRight) {
                    receives(job.worth());
                } else {
                    paymentsOfWrongResults.add(job.payment());
                }
                answered(job, isRight, random);
            }
            case "QUEUED", "RUNNING" -> open.addLast(job);
            default -> {
                // it has the money back
            }
        }
    }

    /** A right result is paid for at once, and a wrong one is disputed. */
    void answered(Ordered job, boolean isRight, Random random) throws InterruptedException {
        String payment = "/v1/payments/" + job.payment();
        if (isRight) {
            ask(
                    who,
                    payment + "/release",
                    "{\"job_id\":\"%s\",\"payment_id\":\"%s\"}".formatted(job.id(), job.payment()));
        } else {
            ask(who, payment + "/dispute", "{\"reason\":\"wrong sum\",\"rerun\":true}");
        }
    }
}
