package org.aitbc.payment.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.payment.ledger.Account;
import org.aitbc.payment.ledger.Posting;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.aitbc.payment.webhooks.Receiver.Received;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WebhookEventTests extends WebhookTest {

    private final String other = someone("other");

    private JsonNode first(String path) {
        return JSON.readTree(awaitReceived(path, 1).getFirst().body());
    }

    private List<String> types(String path) {
        return receiver.at(path).stream()
                .map(Received::body)
                .map(body -> JSON.readTree(body).path("type").stringValue())
                .toList();
    }

    /** No ledger knows of them. */
    @AfterEach
    void noPaymentStays() {
        jdbc.sql("delete from core.payment where payer = ?").param(client).update();
    }

    @Test
    void theEndOfAJobIsToldToItsClientOnly() {
        endpoint(client, "/mine", "job.*");
        endpoint(other, "/theirs", "*");
        UUID job = job(client, Ids.next());
        UUID payment = payment(job, client, null);
        end(job, "COMPLETED", miner(other), "1.5");
        JsonNode body = first("/mine");
        assertThat(body.path("type").stringValue()).isEqualTo("job.completed");
        JsonNode data = body.path("data");
        assertThat(data.path("job_id").stringValue()).isEqualTo(Ids.text(job));
        assertThat(data.path("state").stringValue()).isEqualTo("COMPLETED");
        assertThat(data.path("price").decimalValue()).isEqualByComparingTo("1.5");
        assertThat(data.path("receipt_id").stringValue()).hasSize(32);
        assertThat(data.path("ended_at").stringValue()).endsWith("Z");
        assertThat(data.path("payment_id").stringValue()).isEqualTo(Ids.text(payment));
        assertThat(data.path("payment_status").stringValue()).isEqualTo("escrowed");
        awaitRead();
        assertThat(rows(other)).isZero();
    }

    @Test
    void onlyWantedEventsAreSent() {
        endpoint(client, "/failures", "job.failed");
        endpoint(client, "/all", "*");
        end(job(client, Ids.next()), "COMPLETED", miner(other), "1");
        end(job(client, Ids.next()), "FAILED", miner(other), "1");
        awaitReceived("/all", 2);
        awaitReceived("/failures", 1);
        awaitRead();
        assertThat(types("/failures")).containsExactly("job.failed");
        assertThat(types("/all")).containsExactlyInAnyOrder("job.completed", "job.failed");
    }

    @Test
    void paymentsAreToldToBothSides() {
        endpoint(client, "/payer", "payment.*");
        endpoint(other, "/payee", "payment.*");
        UUID escrowed = payment(job(client, Ids.next()), client, null);
        event("payment.escrowed", escrowed);
        assertThat(first("/payer").at("/data/amount").decimalValue()).isEqualByComparingTo("2");
        UUID released = payment(job(client, Ids.next()), client, other);
        event("payment.released", released);
        assertThat(first("/payee").at("/data/payment_id").stringValue()).isEqualTo(Ids.text(released));
        awaitReceived("/payer", 2);
        assertThat(types("/payer")).containsExactlyInAnyOrder("payment.escrowed", "payment.released");
        assertThat(types("/payee")).containsExactly("payment.released");
    }

    @Test
    void aSendIsToldToBothSides() {
        endpoint(client, "/sender", "payment.sent");
        endpoint(other, "/receiver", "payment.sent");
        fund(client, "10");
        UUID id = Ids.next();
        ledger.post(Posting.of(
                id,
                "send",
                "rent",
                new Transfer(
                        Account.available(client, AITBC), Account.available(other, AITBC), new BigDecimal("3.25"))));
        event("payment.sent", id);
        JsonNode data = first("/sender").path("data");
        assertThat(data.path("from").stringValue()).isEqualTo(client);
        assertThat(data.path("to").stringValue()).isEqualTo(other);
        assertThat(data.path("amount").decimalValue()).isEqualByComparingTo("3.25");
        assertThat(data.path("reference").stringValue()).isEqualTo("rent");
        assertThat(first("/receiver").path("data")).isEqualTo(data);
    }

    @Test
    void aLowBalanceIsToldToItsOwner() {
        endpoint(client, "/mine", "wallet.low_balance");
        jdbc.sql("insert into core.spend_limit (owner, currency, low_balance) values (?, 'AITBC', 5)")
                .param(client)
                .update();
        fund(client, "10");
        ledger.post(Posting.of(
                Ids.next(),
                "send",
                "test",
                new Transfer(Account.available(client, AITBC), Account.available(other, AITBC), new BigDecimal("6"))));
        JsonNode data = first("/mine").path("data");
        assertThat(data.path("currency").stringValue()).isEqualTo("AITBC");
        assertThat(data.path("balance").decimalValue()).isEqualByComparingTo("4");
        assertThat(data.path("threshold").decimalValue()).isEqualByComparingTo("5");
    }

    @Test
    void eventsNobodyKnowsOrNobodyHasAreSkipped() {
        endpoint(client, "/mine", "*");
        event("moon.rose", Ids.next());
        event("job.completed", Ids.next());
        event("wallet.low_balance", Ids.next());
        end(job(client, Ids.next()), "CANCELED", miner(other), "1");
        awaitReceived("/mine", 1);
        awaitRead();
        assertThat(rows(client)).isOne();
    }

    @Test
    void whatHappenedBeforeIsNotTold() {
        end(job(client, Ids.next()), "COMPLETED", miner(other), "1");
        endpoint(client, "/mine", "*");
        end(job(client, Ids.next()), "FAILED", miner(other), "1");
        awaitReceived("/mine", 1);
        awaitRead();
        assertThat(types("/mine")).containsExactly("job.failed");
    }

    @Test
    void aDisabledEndpointIsToldNothing() {
        Endpoint mine = endpoint(client, "/mine", "*");
        assertThat(patch(client, mine, "{\"enabled\": false}")).hasStatus(200);
        end(job(client, Ids.next()), "COMPLETED", miner(other), "1");
        awaitRead();
        assertThat(rows(client)).isZero();
    }

    private UUID payment(UUID job, String payer, @Nullable String payee) {
        UUID id = Ids.next();
        jdbc.sql("""
                        insert into core.payment (id, job_id, payer, amount, currency, method, status, expires_at, payee)
                        values (:id, :job, :payer, 2, 'AITBC', 'balance', 'escrowed', now(), :payee)""")
                .param("id", id)
                .param("job", job)
                .param("payer", payer)
                .param("payee", payee)
                .update();
        return id;
    }
}
