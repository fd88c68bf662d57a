package org.aitbc.endtoend.security;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** Things that the owners have, by the names that the access table calls them: jobs in each state, money, stakes. */
final class Fixture {

    /** Stands in everything the owner wrote. */
    static final String MARK = "for-the-owners-eyes-only";

    private static final AtomicInteger FIXTURES = new AtomicInteger();

    private final Map<String, String> things = new LinkedHashMap<>();
    private final Api api;
    private final String client;
    private final String miner;
    private final String fixture;

    private Fixture(Api api, Principals principals, String fixture) {
        this.api = api;
        this.client = principals.key(Who.CLIENT);
        this.miner = principals.key(Who.MINER);
        this.fixture = fixture;
        things.put("n", fixture);
        things.put("client", principals.principal(Who.CLIENT));
        things.put("stranger", principals.principal(Who.OTHER_CLIENT));
        things.put("agent", principals.principal(Who.MINER));
        things.put("miner", "miner-of-" + fixture);
        things.put("mark", MARK);
        things.put("tomorrow", Instant.now().plus(Duration.ofDays(1)).toString());
    }

    static Fixture set(Api api, Principals principals) {
        Fixture fixture = new Fixture(api, principals, principals.number() + "-" + FIXTURES.incrementAndGet());
        Market market = new Market(fixture, api, fixture.client, fixture.miner);
        fixture.register();
        market.list();
        fixture.submit("queued", ",\"payment_amount\":2");
        fixture.submit("unpaid", "");
        fixture.run("completed");
        fixture.complete();
        fixture.run("running");
        fixture.stake();
        fixture.awaitEarnings();
        api.post(fixture.miner, fixture.fill("/v1/rewards/profile/$agent"), "");
        fixture.webhook();
        fixture.key();
        fixture.wallet();
        market.open();
        return fixture;
    }

    Map<String, String> things() {
        return things;
    }

    /** The text with each {@code $thing} by its value. */
    String fill(String text) {
        String filled = text;
        // longer names first: one may begin with another
        for (String name : things.keySet().stream()
                .sorted((a, b) -> b.length() - a.length())
                .toList()) {
            filled = filled.replace("$" + name, things.get(name));
        }
        return filled;
    }

    /** What a stranger must not be shown, unless it has said it itself. */
    Set<String> secrets() {
        Map<String, String> secrets = new LinkedHashMap<>(things);
        secrets.keySet().removeAll(Set.of("n", "stranger", "tomorrow"));
        return Set.copyOf(secrets.values());
    }

    private void register() {
        api.post(miner, "/v1/miners/register", fill("""
                {"miner_id":"$miner","concurrency":8,"capabilities":{"job_types":["completed-$n","running-$n"],
                 "gpus":[{"name":"card-$n"},{"name":"card-$n"}]}}"""));
    }

    private void submit(String name, String more) {
        JsonNode job = api.call(Request.of("POST", "/v1/jobs")
                .withKey(client)
                .with("Idempotency-Key: " + name + "-" + fixture)
                .withJson(fill("{\"payload\":{\"type\":\"" + name
                        + "-$n\",\"text\":\"$mark\"},\"allow_unknown_type\":true" + more + "}")));
        things.put(name, job.path("job_id").stringValue());
        if (!more.isEmpty()) {
            JsonNode payment = api.get(client, "/v1/jobs/" + things.get(name) + "/payment");
            things.put(name + "Payment", payment.path("payment_id").stringValue());
        }
    }

    private void run(String name) {
        submit(name, ",\"payment_amount\":3");
        JsonNode job = api.post(miner, "/v1/miners/poll", fill("{\"miner_id\":\"$miner\",\"max_wait_seconds\":10}"));
        things.put("lease", job.path("lease_id").stringValue());
    }

    private void complete() {
        api.post(
                miner,
                fill("/v1/miners/$completed/result"),
                fill("{\"lease_id\":\"$lease\",\"attempt\":1,\"result\":{\"text\":\"$mark\"}}"));
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> api.get(client, fill("/v1/payments/$completedPayment"))
                        .path("status")
                        .stringValue()
                        .equals("released"));
        things.put(
                "receipt",
                api.get(client, fill("/v1/jobs/$completed/receipt"))
                        .path("receipt_id")
                        .stringValue());
    }

    private void stake() {
        JsonNode stake = api.post(client, "/v1/stake", fill("{\"agent_wallet\":\"$agent\",\"amount\":100}"));
        things.put("stake", stake.path("stake_id").stringValue());
    }

    /** What an agent has earned is counted after it was paid, by a reader of its own. */
    private void awaitEarnings() {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    JsonNode money =
                            api.get(client, fill("/v1/agents/$agent/metrics")).path("agent_metadata");
                    return money.path("earned").doubleValue()
                                    - money.path("distributed").doubleValue()
                            >= 1;
                });
    }

    private void webhook() {
        JsonNode webhook = api.post(client, "/v1/webhooks", fill("""
                {"url":"http://127.0.0.1:9/$mark","events":["job.failed"],"description":"$mark"}"""));
        things.put("webhook", webhook.path("id").stringValue());
        things.put("secret", webhook.path("secret").stringValue());
        things.put(
                "delivery",
                api.post(client, fill("/v1/webhooks/$webhook/test"), "")
                        .path("id")
                        .stringValue());
    }

    private void wallet() {
        JsonNode wallet = api.post(client, "/v1/cross-chain/wallets/create?owner_address=me&chain_id=31337", "");
        things.put("address", wallet.path("address").stringValue());
    }

    /** A second key of the owner's. */
    private void key() {
        JsonNode keys = api.get(client, "/v1/keys").path("items");
        if (keys.size() == 1) {
            api.post(client, "/v1/keys/rotate", "");
            keys = api.get(client, "/v1/keys").path("items");
        }
        things.put("key", keys.get(1).path("id").stringValue());
    }
}
