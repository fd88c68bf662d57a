package org.aitbc.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Cheats beside honest people, in steps that a seed decides. What each strategy has gained in the end, net of what it brought in
 * and of the work that it did, is printed, and above zero for none of the cheats.
 */
@Tag("soak")
@ExtendWith(SharedSuite.class)
class CheatSimulationTests {

    static final String TYPE = "sum-of-two";

    private static final long SEED = Long.getLong("aitbc.cheats.seed", 1);
    private static final int STEPS = Integer.getInteger("aitbc.cheats.steps", 10_000);
    private static final Duration AFTERMATH = Duration.ofMinutes(4);
    private static final String REGION = "cheats";
    private static final String FUNDS = "100000";

    private final RunningMarket market;
    private final List<Strategy> honest = new ArrayList<>();
    private final List<Strategy> cheats = new ArrayList<>();

    CheatSimulationTests(RunningSuite suite) {
        market = new RunningMarket(suite);
    }

    @Test
    void noCheatGainsAnything() throws Exception {
        try (market) {
            honest();
            cheats();
            List<Strategy> all = new ArrayList<>(honest);
            all.addAll(cheats);
            Random random = new Random(SEED);
            for (int step = 0; step < STEPS; step++) {
                all.get(random.nextInt(all.size())).step(random);
            }
            end(all, random);

            System.out.printf(
                    "cheats: seed %d, %d steps; won are the deposits of others who disputed without a reason, less own ones%n%-28s %14s %14s %8s %8s%n",
                    SEED, STEPS, "strategy", "other gain", "won", "requests", "refused");
            for (Strategy one : all) {
                System.out.println(one.line(market.wonInDisputes(one.keys())));
            }
            for (Strategy cheat : cheats) {
                BigDecimal won = market.wonInDisputes(cheat.keys()).max(BigDecimal.ZERO);
                assertThat(cheat.gain().subtract(won)).as(cheat.name()).isLessThanOrEqualTo(BigDecimal.ZERO);
            }
            market.requireRightBooks();
        }
    }

    private void honest() throws IOException, InterruptedException {
        for (String name : List.of("hannah", "henry", "helen", "hector")) {
            honest.add(new SimulatedMiner("honest miner " + name, market.operator(name), REGION, true));
        }
        for (String name : List.of("clarice", "conrad")) {
            honest.add(new SimulatedClient("honest client " + name, market.client(name, FUNDS), FUNDS, REGION));
        }
    }

    private void cheats() throws IOException, InterruptedException {
        cheats.add(liar());
        cheats.add(replayer());
        cheats.add(hostageTaker());
        cheats.add(freezer());
        cheats.add(twoPrincipals());
        cheats.add(washTrader());
        cheats.add(hoarder());
        cheats.add(ghostSeller());
    }

    /** Answers every job at once, two of three times with a number that it has made up. */
    private Strategy liar() throws IOException, InterruptedException {
        return new SimulatedMiner("liar", market.operator("lyle"), REGION, false) {
            @Override
            void run(Assigned job, Random random) throws IOException, InterruptedException {
                if (random.nextInt(3) == 0) {
                    super.run(job, random);
                } else {
                    report(job, job.sum() + 1 + random.nextInt(2_000));
                }
            }
        };
    }

    /** Works, and asks to be paid for it again and again. */
    private Strategy replayer() throws IOException, InterruptedException {
        return new SimulatedMiner("replayer", market.operator("rita"), REGION, false) {
            @Override
            void run(Assigned job, Random random) throws IOException, InterruptedException {
                super.run(job, random);
                report(job, job.sum());
                report(new Assigned(job.id(), job.lease(), job.attempt() + 1, job.payload()), job.sum());
            }
        };
    }

    /** Says that nearly all is done, and hands the job back or leaves it. */
    private Strategy hostageTaker() throws IOException, InterruptedException {
        return new SimulatedMiner("hostage taker", market.operator("hugh"), REGION, false) {
            @Override
            void run(Assigned job, Random random) throws IOException, InterruptedException {
                ask(owner(), "/v1/miners/heartbeat", """
                        {"inflight":1,"running":[{"job_id":"%s","lease_id":"%s","attempt":%d,"progress":0.99,
                         "checkpoint":{"share":0.99,"data":{"step":1}}}]}""".formatted(job.id(), job.lease(), job.attempt()));
                ask(owner(), "/v1/miners/" + job.id() + "/fail", """
                        {"error_code":"OUT_OF_MEMORY","error_message":"","retryable":%s,"lease_id":"%s","attempt":%d}""".formatted(
                                random.nextBoolean(), job.lease(), job.attempt()));
            }
        };
    }

    /** Disputes every result that is right, to have it for nothing. */
    private Strategy freezer() throws IOException, InterruptedException {
        return new SimulatedClient("freezer", market.client("fritz", FUNDS), FUNDS, REGION) {
            @Override
            void answered(Ordered job, boolean isRight, Random random) throws InterruptedException {
                ask(
                        who(),
                        "/v1/payments/" + job.payment() + "/dispute",
                        "{\"reason\":\"I do not like it\",\"rerun\":%s}".formatted(random.nextBoolean()));
            }
        };
    }

    /** Pays its own miner, for milestones and a name. */
    private Strategy twoPrincipals() throws IOException, InterruptedException {
        TestClient payer = market.client("tom", FUNDS);
        TestClient payee = market.operator("tim");
        SimulatedMiner miner = new SimulatedMiner("miner of two principals", payee, "tims", false);
        payee.post("/v1/rewards/profile/" + payee.name(), "{}");
        SimulatedClient client = new SimulatedClient("two principals", payer, FUNDS, "tims") {
            @Override
            String terms(Random random) {
                return "\"payment_amount\":%d,\"dispute_window_seconds\":0".formatted(1 + random.nextInt(20));
            }
        };
        return together("two principals", List.of(client, miner), payer, payee);
    }

    /** Several strategies of one person: what one of them does for another is worth nothing. */
    private Strategy together(String name, List<Strategy> parts, TestClient... keys) {
        Strategy one = new Strategy(name, keys) {
            @Override
            void step(Random random) throws IOException, InterruptedException {
                parts.get(random.nextInt(parts.size())).step(random);
            }

            @Override
            void finish() throws IOException, InterruptedException {
                for (Strategy part : parts) {
                    part.finish();
                }
                parts.getLast().step(new Random(SEED));
            }

            @Override
            boolean isBusy() throws IOException, InterruptedException {
                return parts.getFirst().isBusy();
            }
        };
        one.bringsIn(FUNDS);
        return one;
    }

    /** Books and releases its own GPU, and reviews it. */
    private Strategy washTrader() throws IOException, InterruptedException {
        TestClient payer = market.client("wanda", FUNDS);
        TestClient payee = market.operator("willy");
        SimulatedMiner miner = new SimulatedMiner("miner of the wash trader", payee, "washed", true);
        Strategy booker = new Booker("wash trader", payer, "washed", "{\"duration_hours\":1}");
        return together("wash trader", List.of(booker, miner), payer, payee);
    }

    /** Takes GPUs off the market for as little as possible. */
    private Strategy hoarder() throws IOException, InterruptedException {
        Strategy hoarder = new Booker(
                "hoarder",
                market.client("holly", FUNDS),
                REGION,
                "{\"duration_hours\":24,\"spend_cap\":0.00000001}",
                "{\"duration_hours\":24}");
        hoarder.bringsIn(FUNDS);
        return hoarder;
    }

    /** Books a GPU in one of several ways, and releases it at the next step. */
    private static final class Booker extends Strategy {

        private final TestClient who;
        private final String region;
        private final List<String> orders;
        private String booked = "";

        Booker(String name, TestClient who, String region, String... orders) {
            super(name, who);
            this.who = who;
            this.region = region;
            this.orders = List.of(orders);
        }

        @Override
        void step(Random random) throws IOException, InterruptedException {
            if (!booked.isEmpty()) {
                finish();
                return;
            }
            List<String> gpus = who.find("available:true region:" + region);
            if (!gpus.isEmpty()) {
                String gpu = "/v1/marketplace/gpu/" + gpus.get(random.nextInt(gpus.size()));
                if (ask(who, gpu + "/book", orders.get(random.nextInt(orders.size())))
                        .isPresent()) {
                    booked = gpu;
                }
            }
        }

        @Override
        void finish() throws InterruptedException {
            if (!booked.isEmpty()) {
                ask(who, booked + "/release", "{}");
                ask(who, booked + "/reviews", "{\"rating\":5,\"comment\":\"the best\"}");
                booked = "";
            }
        }
    }

    /** Sells time of GPUs that nobody has seen. */
    private Strategy ghostSeller() throws IOException, InterruptedException {
        TestClient seller = market.operator("gustav");
        TestClient victim = market.client("vera", FUNDS);
        return new Strategy("ghost seller", seller) {

            private final List<String> listed = new ArrayList<>();

            @Override
            void step(Random random) throws InterruptedException {
                if (listed.size() < 20) {
                    ask(seller, "/v1/marketplace/gpu/register", """
                            {"gpu":{"name":"NVIDIA H100","memory_gb":80,"price_per_hour":1}}""")
                            .ifPresent(gpu -> listed.add(gpu.path("gpu_id").stringValue()));
                } else {
                    String gpu = listed.get(random.nextInt(listed.size()));
                    assertThat(ask(victim, "/v1/marketplace/gpu/" + gpu + "/book", "{\"duration_hours\":1}"))
                            .as("a booking of " + gpu)
                            .isEmpty();
                }
            }
        };
    }

    /** Waits until all jobs and disputes have ended. The admin decides disputes by what the clients saw. */
    private void end(List<Strategy> all, Random random) throws Exception {
        await("the last jobs")
                .atMost(AFTERMATH)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    boolean busy = false;
                    for (Strategy one : all) {
                        one.finish();
                        busy |= one.isBusy();
                    }
                    for (Strategy one : honest) {
                        if (one instanceof SimulatedMiner) {
                            one.step(random);
                        }
                    }
                    return !busy;
                });
        await("nothing held")
                .atMost(AFTERMATH)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    for (Strategy one : honest) {
                        if (one instanceof SimulatedMiner) {
                            one.step(random);
                        }
                    }
                    boolean held = false;
                    for (Strategy one : all) {
                        for (TestClient key : one.keys()) {
                            resolve(key, one);
                            held |= key.held().signum() != 0;
                        }
                    }
                    return !held;
                });
        market.payRewards();
    }

    private void resolve(TestClient payer, Strategy strategy) throws IOException, InterruptedException {
        for (JsonNode payment : payer.get("/v1/payments?status=disputed").path("items")) {
            String id = payment.path("payment_id").stringValue();
            boolean isWrong = strategy instanceof SimulatedClient client && client.sawWrongResult(id);
            market.resolve(payment, !isWrong);
        }
    }
}
