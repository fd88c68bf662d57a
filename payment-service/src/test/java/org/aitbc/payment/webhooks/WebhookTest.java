package org.aitbc.payment.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.PaymentTest;
import org.aitbc.payment.webhooks.Receiver.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What tests of webhooks share: a receiver, and endpoints that lead to it. */
abstract class WebhookTest extends PaymentTest {

    protected Receiver receiver;

    @BeforeEach
    void openReceiver() throws IOException {
        receiver = new Receiver();
    }

    /** Endpoints of one test are not to be tried by the next. */
    @AfterEach
    void closeReceiver() {
        jdbc.sql("delete from payment.webhook").update();
        receiver.close();
    }

    record Endpoint(String id, String secret) {
        UUID uuid() {
            return Ids.parse(id);
        }
    }

    protected Endpoint endpoint(String owner, String path, String... events) {
        MvcTestResult answer = post(
                owner, Role.CLIENT, "/v1/webhooks", """
                {"url": "%s", "events": ["%s"]}""".formatted(receiver.url(path), String.join("\", \"", events)));
        assertThat(answer).hasStatus(201);
        return new Endpoint(
                json(answer).path("id").stringValue(),
                json(answer).path("secret").stringValue());
    }

    protected MvcTestResult on(Endpoint endpoint, HttpMethod method, String action) {
        return as(client, Role.CLIENT, method, "/v1/webhooks/" + endpoint.id() + action)
                .exchange();
    }

    protected MvcTestResult patch(String owner, Endpoint endpoint, String json) {
        return as(owner, Role.CLIENT, HttpMethod.PATCH, "/v1/webhooks/" + endpoint.id())
                .contentType(APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    protected void test(Endpoint endpoint) {
        assertThat(on(endpoint, HttpMethod.POST, "/test")).hasStatus(202);
    }

    protected JsonNode webhook(Endpoint endpoint) {
        return json(on(endpoint, HttpMethod.GET, ""));
    }

    protected List<JsonNode> deliveries(Endpoint endpoint) {
        return json(on(endpoint, HttpMethod.GET, "/deliveries"))
                .path("items")
                .valueStream()
                .toList();
    }

    protected JsonNode awaitDelivery(Endpoint endpoint, String status) {
        await().until(() -> deliveries(endpoint).stream().anyMatch(one -> has(one, "status", status)));
        return deliveries(endpoint).stream()
                .filter(one -> has(one, "status", status))
                .findFirst()
                .orElseThrow();
    }

    protected List<Received> awaitReceived(String path, int count) {
        await().until(() -> receiver.at(path).size() >= count);
        return receiver.at(path);
    }

    protected static boolean has(JsonNode node, String member, String text) {
        return node.path(member).stringValue("").equals(text);
    }

    protected void event(String name, UUID subject) {
        jdbc.sql("insert into core.outbox (event, subject) values (?, ?)")
                .params(name, subject)
                .update();
    }

    /** Waits until everything that was in the outbox has been read. */
    protected void awaitRead() {
        String last = jdbc.sql("select max(xid)::text from core.outbox")
                .query(String.class)
                .single();
        await().until(() -> jdbc.sql(
                        "select exists (select from core.outbox_offset where reader = 'webhooks' and xid >= ?::xid8)")
                .param(last)
                .query(Boolean.class)
                .single());
    }

    /** As a receiver checks it, with nothing of what signed it. */
    protected static String signature(String secret, Received received) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            String signed =
                    received.header("webhook-id") + "." + received.header("webhook-timestamp") + "." + received.body();
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many deliveries there are for an owner. */
    protected int rows(String owner) {
        return jdbc.sql("""
                        select count(*) from payment.webhook_delivery d join payment.webhook w on w.id = d.webhook
                        where w.owner = ?""").param(owner).query(Integer.class).single();
    }
}
