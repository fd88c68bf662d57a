package org.aitbc.endtoend;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/** A miner that adds up two numbers; what it makes of its job is the strategy's. */
class SimulatedMiner extends Strategy {

    /** Whatever its client pays, less the network's fee. */
    private static final BigDecimal NET = new BigDecimal("0.975");

    private final TestClient owner;

    /** @param isForRent whether its GPU is on the market */
    SimulatedMiner(String name, TestClient owner, String region, boolean isForRent)
            throws IOException, InterruptedException {
        super(name, owner);
        this.owner = owner;
        owner.post("/v1/miners/register", """
                {"capabilities":{"job_types":["%s"],"gpus":[{"name":"NVIDIA RTX 4090","memory_mb":24564,"uuid":"GPU-%s"}],
                 "market":{"list":%s,"price_per_hour":36}},"concurrency":1,"region":"%s"}""".formatted(CheatSimulationTests.TYPE, owner.name(), isForRent, region));
    }

    /** A job as it was assigned. */
    record Assigned(String id, String lease, int attempt, JsonNode payload) {

        int sum() {
            return payload.path("a").intValue() + payload.path("b").intValue();
        }

        BigDecimal worth() {
            return payload.path("worth").decimalValue();
        }
    }

    TestClient owner() {
        return owner;
    }

    @Override
    void step(Random random) throws IOException, InterruptedException {
        Optional<Assigned> job = poll();
        if (job.isPresent()) {
            run(job.get(), random);
        }
    }

    /** Does the job, unless the strategy has a better idea. */
    void run(Assigned job, Random random) throws IOException, InterruptedException {
        if (report(job, job.sum()).isPresent()) {
            works(job.worth().multiply(NET));
        }
    }

    Optional<JsonNode> report(Assigned job, int sum) throws InterruptedException {
        return ask(owner, "/v1/miners/" + job.id() + "/result", """
                {"result":{"sum":%d},"lease_id":"%s","attempt":%d}""".formatted(sum, job.lease(), job.attempt()));
    }

    private Optional<Assigned> poll() throws InterruptedException {
        return ask(owner, "/v1/miners/poll", "{\"max_wait_seconds\":0}")
                .filter(job -> job.has("job_id"))
                .map(job -> new Assigned(
                        job.path("job_id").stringValue(),
                        job.path("lease_id").stringValue(),
                        job.path("attempt").intValue(),
                        job.path("payload")));
    }
}
