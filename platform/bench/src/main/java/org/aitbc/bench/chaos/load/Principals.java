package org.aitbc.bench.chaos.load;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.aitbc.bench.chaos.log.History;
import org.aitbc.bench.chaos.log.History.Deposit;
import org.aitbc.bench.process.SuiteProcess;
import org.aitbc.standalone.demo.JobClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The principals of a run.
 *
 * @param free pays for nothing
 * @param rich can pay
 * @param poor has so little that it is refused again and again
 * @param metered pays by the second, up to a limit for each job
 * @param miner owns the workers
 * @param thief owns workers that want what is others'
 * @param traders have ETH, BTC and USDT
 * @param voters have staked all that they have
 */
public record Principals(
        Principal free,
        Principal rich,
        Principal poor,
        Principal metered,
        Principal miner,
        Principal thief,
        List<Principal> traders,
        List<Principal> voters) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final BigDecimal MUCH = new BigDecimal("1000");
    private static final BigDecimal STAKE = new BigDecimal("100");
    private static final int TRADERS = 4;
    private static final int VOTERS = 3;
    private static final BigDecimal LITTLE = new BigDecimal("10");

    public record Principal(String name, String key) {

        /** The header lines of a request. */
        public String headers() {
            return "X-Api-Key: " + key + "\r\n";
        }

        /** The same for one of its miners. */
        public String headers(String miner) {
            return headers() + "X-Miner-ID: " + miner + "\r\n";
        }
    }

    /** Gives each a key, and money to those who pay. */
    public static Principals join(SuiteProcess suite, History history) throws IOException, InterruptedException {
        String url = "http://127.0.0.1:" + suite.port();
        noteFunds(url, suite.key("CLIENT_API_KEY"), history);
        try (JobClient admin = new JobClient(url, suite.key("ADMIN_API_KEY"))) {
            Principals all = new Principals(
                    key(admin, "free", "client"),
                    key(admin, "rich", "client"),
                    key(admin, "poor", "client"),
                    key(admin, "metered", "client"),
                    key(admin, "digger", "miner"),
                    key(admin, "thief", "miner"),
                    keys(admin, "trader", TRADERS),
                    keys(admin, "voter", VOTERS));
            deposit(admin, all.rich(), MUCH, history);
            deposit(admin, all.metered(), MUCH, history);
            deposit(admin, all.poor(), LITTLE, history);
            limit(url, all.metered());
            for (Principal trader : all.traders()) {
                deposit(admin, trader, "USDT", MUCH.multiply(MUCH), history);
                deposit(admin, trader, "ETH", MUCH, history);
                deposit(admin, trader, "BTC", MUCH, history);
            }
            stake(url, admin, all.voters());
            return all;
        }
    }

    /** A suite on one machine comes with a client that has money already. */
    private static void noteFunds(String url, String key, History history) throws IOException, InterruptedException {
        try (JobClient client = new JobClient(url, key)) {
            JsonNode wallet = client.get("/v1/payments/wallet");
            wallet.path("balances")
                    .forEach(one -> history.deposits()
                            .add(new Deposit(
                                    wallet.path("wallet").stringValue(),
                                    one.path("balance").decimalValue())));
        }
    }

    private static Principal key(JobClient admin, String name, String role) throws IOException, InterruptedException {
        JsonNode key = admin.post(
                "/v1/keys", JSON.createObjectNode().put("principal", name).put("role", role), "");
        return new Principal(name, key.path("key").stringValue());
    }

    private static List<Principal> keys(JobClient admin, String name, int many)
            throws IOException, InterruptedException {
        List<Principal> all = new ArrayList<>();
        for (int i = 1; i <= many; i++) {
            all.add(key(admin, name + "-" + i, "client"));
        }
        return List.copyOf(all);
    }

    private static void deposit(JobClient admin, Principal who, BigDecimal amount, History history)
            throws IOException, InterruptedException {
        deposit(admin, who, "AITBC", amount, history);
    }

    private static void deposit(JobClient admin, Principal who, String currency, BigDecimal amount, History history)
            throws IOException, InterruptedException {
        deposit(admin, who, currency, amount);
        history.deposits().add(new Deposit(who.name(), currency, amount));
    }

    private static void deposit(JobClient admin, Principal who, String currency, BigDecimal amount)
            throws IOException, InterruptedException {
        String reference = "first deposit of " + who.name() + " in " + currency;
        admin.post(
                "/v1/payments/deposit",
                JSON.createObjectNode()
                        .put("wallet", who.name())
                        .put("amount", amount)
                        .put("currency", currency)
                        .put("reference", reference),
                reference);
    }

    /** On somebody whose miner runs nothing, so that no fees are shared with them. */
    private static void stake(String url, JobClient admin, List<Principal> voters)
            throws IOException, InterruptedException {
        try (JobClient idle = new JobClient(url, key(admin, "idler", "miner").key())) {
            idle.post(
                    "/v1/miners/register",
                    JSON.readTree(
                            "{\"miner_id\":\"idler-1\",\"capabilities\":{\"job_types\":[\"nothing\"]},\"concurrency\":1}"),
                    "");
        }
        for (Principal voter : voters) {
            deposit(admin, voter, "AITBC", STAKE);
            try (JobClient client = new JobClient(url, voter.key())) {
                client.post(
                        "/v1/stake",
                        JSON.createObjectNode().put("agent_wallet", "idler").put("amount", STAKE),
                        "");
            }
        }
    }

    /** So much is held for each of its jobs: enough for 2 seconds of a GPU, so that now and then it is used up. */
    private static void limit(String url, Principal who) throws IOException, InterruptedException {
        HttpRequest limits = HttpRequest.newBuilder(URI.create(url + "/v1/payments/limits"))
                .header("X-Api-Key", who.key())
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"per_job\":0.04}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            var told = http.send(limits, BodyHandlers.ofString());
            if (told.statusCode() != 200) {
                throw new IOException("limits were answered " + told.statusCode() + " " + told.body());
            }
        }
    }
}
