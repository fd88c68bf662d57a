package org.aitbc.endtoend;

import static org.aitbc.endtoend.TestClient.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aitbc.standalone.demo.Receipt;
import tools.jackson.databind.JsonNode;

/** The people of one test who trade on the market of a suite, and their machines. */
final class RunningMarket implements AutoCloseable {

    private final RunningSuite suite;
    private final TestClient admin;
    private final List<TestClient> people = new ArrayList<>();
    private final List<Child> workers = new ArrayList<>();

    RunningMarket(RunningSuite suite) {
        this.suite = suite;
        this.admin = person(suite, "admin", suite.key("ADMIN_API_KEY"));
    }

    /** @param funds AITBC that come in from outside */
    TestClient client(String name, String funds) throws IOException, InterruptedException {
        TestClient client = person(name, issueKey(name, "client"));
        deposit(client, funds, "AITBC");
        return client;
    }

    void deposit(TestClient whose, String amount, String currency) throws IOException, InterruptedException {
        admin.post(
                "/v1/payments/deposit",
                "{\"wallet\":\"%s\",\"amount\":%s,\"currency\":\"%s\",\"reference\":\"%s for %s\"}"
                        .formatted(whose.name(), amount, currency, currency, whose.name()));
    }

    TestClient admin() {
        return admin;
    }

    TestClient operator(String name) throws IOException, InterruptedException {
        return person(name, issueKey(name, "miner"));
    }

    String issueKey(String name, String role) throws IOException, InterruptedException {
        return admin.post("/v1/keys", "{\"principal\":\"%s\",\"role\":\"%s\"}".formatted(name, role))
                .path("key")
                .stringValue();
    }

    /** A client of a principal that has this key already. */
    TestClient person(String name, String key) {
        TestClient person = person(suite, name, key);
        people.add(person);
        return person;
    }

    private static TestClient person(RunningSuite suite, String name, String key) {
        return new TestClient(name, key, SeenAnswers.client(suite, key));
    }

    /**
     * Starts a worker of an operator, and waits until its GPU is to be had.
     *
     * @param region tells the machines of a test from those of others
     * @param pricePerHour AITBC
     * @param answer what the program {@code answer} of the machine prints
     */
    Rig rig(TestClient operator, String region, int pricePerHour, String answer)
            throws IOException, InterruptedException {
        String miner = operator.name() + "-rig";
        Path programs = Rig.programs(suite.data().resolve("programs/" + miner), answer);
        workers.add(suite.worker(
                miner,
                Map.of("AITBC_API_KEY", operator.key(), "PATH", programs + ":" + System.getenv("PATH")),
                "--region",
                region,
                "--list-price-per-hour",
                Integer.toString(pricePerHour)));
        String mine = "available:true miner_id:" + miner;
        await(miner + " on the market")
                .atMost(SOON)
                .until(() -> !operator.find(mine).isEmpty());
        return new Rig(operator, miner, operator.find(mine).getFirst());
    }

    /** Who gets something of each sale of an offer of a service beside its seller. */
    void share(String offer, String royalties) throws IOException, InterruptedException {
        admin.post("/v1/marketplace/enhanced/royalties/distribution?offer_id=" + offer, royalties);
    }

    /** An admin decides a dispute, unless a second run decides. */
    void resolve(JsonNode disputed, boolean isRight) throws InterruptedException {
        String refusal = admin.refusal(
                "/v1/payments/" + disputed.path("payment_id").stringValue() + "/resolve",
                "{\"amount\":%s}"
                        .formatted(
                                isRight ? disputed.path("amount").decimalValue().toPlainString() : "0"));
        assertThat(refusal).matches("(?s)|.* was answered with 409.*");
    }

    /** Deposits of others, less own ones that were lost. */
    BigDecimal wonInDisputes(List<TestClient> whose) throws IOException, SQLException {
        String owners = whose.stream().map(one -> "'" + one.name() + "'").collect(Collectors.joining(", "));
        return new BigDecimal(suite.ask("""
                select coalesce(sum(entry.amount), 0) from payment.entry join payment.account on account.id = entry.account
                join payment.posting on posting.id = entry.posting
                where account.owner in (%s) and posting.kind = 'dispute.close'""".formatted(owners)));
    }

    /** What the network has earned goes to those who have reached a milestone, as far as they are due it. */
    void payRewards() throws IOException, InterruptedException, SQLException {
        admin.post(
                "/v1/payments/network/transfers",
                "{\"from\":\"fees\",\"to\":\"pool\",\"amount\":%s,\"reference\":\"for rewards\"}"
                        .formatted(fees().toPlainString()));
        admin.post("/v1/rewards/batch-process?limit=1000");
    }

    /** Why the receipt of a completed job is not to be trusted, or an empty text. */
    String flawOfReceipt(TestClient client, JsonNode job) throws IOException, InterruptedException {
        String id = job.path("job_id").stringValue();
        JsonNode receipt = client.get("/v1/jobs/" + id + "/result").path("receipt");
        return Receipt.flaw(receipt, id, client.get("/v1/receipts/keys")).orElse("");
    }

    /** What the network has taken where these people paid. */
    BigDecimal fees() throws IOException, SQLException {
        return new BigDecimal(suite.ask("""
                select coalesce(sum(entry.amount), 0) from payment.entry join payment.account on account.id = entry.account
                where account.kind = 'fees' and entry.posting in (
                  select other.posting from payment.entry other join payment.account whose on whose.id = other.account
                  where whose.owner in (%s))""".formatted(names())));
    }

    /** An hour goes by in which the machine is there: a score needs so much. */
    void seenForAnHour(Rig rig) throws IOException, SQLException {
        suite.ask(
                "update marketplace.presence set since = since - interval '1 hour' where miner_id = '%s' and online returning 1"
                        .formatted(rig.miner()));
    }

    /** Nothing was lost or made, as the ledger's own audit finds, and by what these people are told that they have. */
    void requireRightBooks() throws IOException, InterruptedException, SQLException {
        Instant now = Instant.now();
        await("a whole audit").atMost(SOON).until(() -> {
            String audited =
                    admin.get("/v1/payments/network").path("audited_at").asString("");
            return !audited.isEmpty() && Instant.parse(audited).isAfter(now);
        });
        assertThat(admin.get("/v1/payments/network").path("drift")).isEmpty();
        BigDecimal all = new BigDecimal(
                suite.ask("select sum(balance) from payment.account where owner not in (%s)".formatted(names())));
        for (TestClient person : people) {
            all = all.add(person.wealth());
        }
        assertThat(all).as("all balances, with the world outside").isZero();
    }

    private String names() {
        return people.stream().map(person -> "'" + person.name() + "'").collect(Collectors.joining(", "));
    }

    void stopWorkers() {
        workers.forEach(Child::close);
    }

    @Override
    public void close() {
        stopWorkers();
        people.forEach(person -> person.api().close());
        admin.api().close();
    }
}
