package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.aitbc.bench.chaos.log.Deposit;
import org.aitbc.bench.chaos.log.Journal;
import org.aitbc.bench.suite.SuiteProcess;
import org.aitbc.standalone.demo.JobClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who takes part.
 *
 * @param free pays for nothing
 * @param rich can pay
 * @param poor has so little that it is refused again and again
 * @param metered pays by the second, up to a limit for each job
 * @param miner owns the workers
 * @param thief owns workers that want what is others'
 */
public record Cast(
        Principal free,
        Principal rich,
        Principal poor,
        Principal metered,
        Principal miner,
        Principal thief,
        String adminKey) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final BigDecimal MUCH = new BigDecimal("1000");
    private static final BigDecimal LITTLE = new BigDecimal("10");

    /** Gives each a key, and money to those who pay. */
    public static Cast join(SuiteProcess suite, Journal journal) throws IOException, InterruptedException {
        String adminKey = suite.key("ADMIN_API_KEY");
        try (JobClient admin = new JobClient("http://127.0.0.1:" + suite.port(), adminKey)) {
            Cast cast = new Cast(
                    key(admin, "free", "client"),
                    key(admin, "rich", "client"),
                    key(admin, "poor", "client"),
                    key(admin, "metered", "client"),
                    key(admin, "digger", "miner"),
                    key(admin, "thief", "miner"),
                    adminKey);
            deposit(admin, cast.rich(), MUCH, journal);
            deposit(admin, cast.metered(), MUCH, journal);
            deposit(admin, cast.poor(), LITTLE, journal);
            limit(suite.port(), cast.metered());
            noteFunds(suite, journal);
            return cast;
        }
    }

    /** A suite on one machine comes with a client that has money already. */
    private static void noteFunds(SuiteProcess suite, Journal journal) throws IOException, InterruptedException {
        try (JobClient client = new JobClient("http://127.0.0.1:" + suite.port(), suite.key("CLIENT_API_KEY"))) {
            JsonNode wallet = client.get("/v1/payments/wallet");
            wallet.path("balances")
                    .valueStream()
                    .forEach(one -> journal.add(new Deposit(
                            wallet.path("wallet").stringValue(),
                            one.path("balance").decimalValue())));
        }
    }

    /** So much is held for each job of it: enough for 2 seconds of a GPU, so that now and then it is used up. */
    private static void limit(int port, Principal who) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest limits = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/payments/limits"))
                    .header("X-Api-Key", who.key())
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{\"per_job\":0.04}"))
                    .build();
            HttpResponse<String> told = http.send(limits, BodyHandlers.ofString());
            if (told.statusCode() != 200) {
                throw new IOException("limits were answered " + told.statusCode() + " " + told.body());
            }
        }
    }

    private static Principal key(JobClient admin, String name, String role) throws IOException, InterruptedException {
        ObjectNode wanted = JSON.createObjectNode().put("principal", name).put("role", role);
        return new Principal(
                name, admin.post("/v1/keys", wanted, "").path("key").stringValue());
    }

    private static void deposit(JobClient admin, Principal who, BigDecimal amount, Journal journal)
            throws IOException, InterruptedException {
        String once = "first deposit of " + who.name();
        ObjectNode wanted = JSON.createObjectNode()
                .put("wallet", who.name())
                .put("amount", amount)
                .put("reference", once);
        admin.post("/v1/payments/deposit", wanted, once);
        journal.add(new Deposit(who.name(), amount));
    }
}
