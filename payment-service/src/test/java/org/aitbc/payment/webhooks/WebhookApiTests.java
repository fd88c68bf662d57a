package org.aitbc.payment.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.util.Base64;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class WebhookApiTests extends WebhookTest {

    private MvcTestResult create(String url, String events) {
        return post("/v1/webhooks", "{\"url\": \"%s\", \"events\": %s}".formatted(url, events));
    }

    @Nested
    class Creating {

        @Test
        void theSecretIsShownThisOnce() {
            MvcTestResult answer = create(receiver.url("/a"), "[\"job.*\", \"payment.sent\"]");
            assertThat(answer).hasStatus(201);
            String secret = json(answer).path("secret").stringValue();
            assertThat(secret).startsWith("whsec_");
            assertThat(Base64.getDecoder().decode(secret.substring(6))).hasSize(32);
            String path = "/v1/webhooks/" + json(answer).path("id").stringValue();
            assertThat(json(get(client, path)).has("secret")).isFalse();
            assertThat(json(get(client, path)).path("events").toString()).isEqualTo("[\"job.*\",\"payment.sent\"]");
            assertThat(get(client, "/v1/webhooks")).bodyText().doesNotContain("secret");
        }

        @Test
        void aRepetitionMakesNothingAndShowsNoSecret() {
            MvcTestResult first = withKey("k1", receiver.url("/a"));
            assertThat(first).hasStatus(201);
            assertThat(json(first).has("secret")).isTrue();
            JsonNode again = json(withKey("k1", receiver.url("/a")));
            assertThat(again.path("id")).isEqualTo(json(first).path("id"));
            assertThat(again.has("secret")).isFalse();
            assertThat(jdbc.sql("select answer::text from payment.answer where principal = ?")
                            .param(client)
                            .query(String.class)
                            .single())
                    .doesNotContain("whsec_");
            assertProblem(withKey("k1", receiver.url("/b")), 422, "IDEMPOTENCY_KEY_REUSED");
            assertThat(json(get(client, "/v1/webhooks")).path("items").size()).isOne();
        }

        private MvcTestResult withKey(String key, String url) {
            return as(client, Role.CLIENT, HttpMethod.POST, "/v1/webhooks")
                    .header("Idempotency-Key", key)
                    .contentType(APPLICATION_JSON)
                    .content("{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(url))
                    .exchange();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "ftp://localhost/",
                    "localhost",
                    "http://",
                    "http://a b/",
                    "http://user:pw@localhost/",
                    "http://localhost/#part",
                    "http://localhost:70000/",
                    "http://127.0.0.1/",
                    "http://10.1.2.3/",
                    "http://169.254.169.254/latest/meta-data",
                    "http://[::1]/",
                    "http://[::ffff:8.8.8.8]/",
                    "http://2130706433/",
                    "http://0177.0.0.1/",
                    "http://0x7f.1/",
                    "http://127.1/"
                })
        void anAddressThatIsNotPublicIsRefused(String url) {
            assertProblem(create(url, "[\"*\"]"), 422, "INVALID_WEBHOOK_URL");
        }

        @Test
        void eventsThatDoNotExistAreRefused() {
            assertProblem(create(receiver.url("/"), "[\"job.complete\"]"), 422, "UNKNOWN_EVENT");
            assertProblem(create(receiver.url("/"), "[\"jo*\"]"), 422, "UNKNOWN_EVENT");
            assertProblem(create(receiver.url("/"), "[]"), 422, "VALIDATION_ERROR");
            assertProblem(create(receiver.url("/"), "[null]"), 422, "VALIDATION_ERROR");
        }

        @Test
        void thereMayBeTwentyEvenWhenTheyComeAtOnce() throws InterruptedException {
            long created = atOnce(25, () -> create(receiver.url("/"), "[\"*\"]")).stream()
                    .filter(answer -> answer.getResponse().getStatus() == 201)
                    .count();
            assertThat(created).isEqualTo(20);
            assertProblem(create(receiver.url("/"), "[\"*\"]"), 409, "TOO_MANY_WEBHOOKS");
        }

        @Test
        void servicesHaveNone() {
            assertThat(post("ai-service", Role.SERVICE, "/v1/webhooks", "{}")).hasStatus(403);
        }
    }

    @Nested
    class Owning {

        private final String other = someone("other");

        @Test
        void nobodyReachesWhatIsAnothers() {
            Endpoint theirs = endpoint(other, "/theirs", "*");
            assertProblem(on(theirs, HttpMethod.GET, ""), 404, "WEBHOOK_NOT_FOUND");
            assertProblem(patch(client, theirs, "{\"enabled\": false}"), 404, "WEBHOOK_NOT_FOUND");
            assertProblem(on(theirs, HttpMethod.DELETE, ""), 404, "WEBHOOK_NOT_FOUND");
            assertProblem(on(theirs, HttpMethod.POST, "/rotate-secret"), 404, "WEBHOOK_NOT_FOUND");
            assertProblem(on(theirs, HttpMethod.POST, "/test"), 404, "WEBHOOK_NOT_FOUND");
            assertProblem(on(theirs, HttpMethod.POST, "/replay"), 404, "WEBHOOK_NOT_FOUND");
            assertProblem(on(theirs, HttpMethod.GET, "/deliveries"), 404, "WEBHOOK_NOT_FOUND");
            assertProblem(get(client, "/v1/webhooks?owner=" + other), 403, "FORBIDDEN");
            assertThat(json(get(client, "/v1/webhooks")).path("items").size()).isZero();
        }

        @Test
        void aDeliveryIsReplayedThroughItsOwnWebhookOnly() {
            Endpoint theirs = endpoint(other, "/theirs", "*");
            assertThat(post(other, Role.CLIENT, "/v1/webhooks/" + theirs.id() + "/test", ""))
                    .hasStatus(202);
            String delivery = json(get(other, "/v1/webhooks/" + theirs.id() + "/deliveries"))
                    .at("/items/0/id")
                    .stringValue();
            Endpoint mine = endpoint(client, "/mine", "*");
            assertProblem(on(mine, HttpMethod.POST, "/deliveries/" + delivery + "/replay"), 404, "DELIVERY_NOT_FOUND");
        }

        @Test
        void anAdminSeesThoseOfAnOwner() {
            Endpoint theirs = endpoint(other, "/theirs", "*");
            MvcTestResult list = as("admin", Role.ADMIN, HttpMethod.GET, "/v1/webhooks?owner=" + other)
                    .exchange();
            assertThat(json(list).at("/items/0/id").stringValue()).isEqualTo(theirs.id());
            assertThat(as("admin", Role.ADMIN, HttpMethod.GET, "/v1/webhooks/" + theirs.id())
                            .exchange())
                    .hasStatus(200);
        }
    }

    @Test
    void onlyWhatIsNamedChanges() {
        Endpoint mine = endpoint(client, "/mine", "*");
        assertThat(patch(client, mine, "{\"events\": [\"job.*\"], \"enabled\": false}"))
                .hasStatus(200);
        assertThat(webhook(mine).path("events").toString()).isEqualTo("[\"job.*\"]");
        assertThat(webhook(mine).path("enabled").booleanValue()).isFalse();
        assertThat(webhook(mine).path("url").stringValue()).isEqualTo(receiver.url("/mine"));
        assertProblem(on(mine, HttpMethod.POST, "/test"), 409, "WEBHOOK_DISABLED");
        assertProblem(patch(client, mine, "{\"url\": \"http://10.0.0.1/\"}"), 422, "INVALID_WEBHOOK_URL");
        assertThat(patch(client, mine, "{\"enabled\": true}")).hasStatus(200);
        assertThat(webhook(mine).path("events").toString()).isEqualTo("[\"job.*\"]");
    }

    @Test
    void whatIsDeletedIsGoneWithItsDeliveries() {
        Endpoint mine = endpoint(client, "/mine", "*");
        test(mine);
        awaitDelivery(mine, "delivered");
        assertThat(on(mine, HttpMethod.DELETE, "")).hasStatus(204);
        assertProblem(on(mine, HttpMethod.GET, ""), 404, "WEBHOOK_NOT_FOUND");
        assertThat(jdbc.sql("select count(*) from payment.webhook_delivery where webhook = ?")
                        .param(mine.uuid())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void minersHaveThemToo() {
        assertThat(as(client, Role.MINER, HttpMethod.GET, "/v1/webhooks").exchange())
                .hasStatus(200);
    }
}
