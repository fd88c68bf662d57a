package org.aitbc.payment.escrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class PaymentMovesTests extends EscrowTest {

    @Test
    void thePostingsOfAPaymentAreItsHoldAndWhatBecameOfIt() {
        String miner = miner(operator);
        fund(client, "10");
        UUID first = Ids.next();
        UUID second = Ids.next();
        assertThat(hold(client, "4", List.of(first, second))).hasStatus(200);
        job(client, first);
        job(client, second);
        end(second, "COMPLETED", miner, "4");
        awaitStatus(second, "released");

        assertThat(kinds(first)).containsExactly("escrow.hold");
        assertThat(kinds(second)).containsExactly("escrow.hold", "escrow.released");
        JsonNode legs = postings(second).path(1).path("legs");
        assertThat(legs.valueStream()
                        .filter(leg -> leg.path("owner").stringValue().equals(operator))
                        .map(leg -> leg.path("amount").decimalValue().toPlainString()))
                .containsExactly("3.9");
    }

    @Test
    void nobodyButAServiceIsTold() {
        String path = "/internal/payments/" + Ids.next() + "/postings";

        assertThat(get(client, path)).hasStatus(403);
        assertThat(as(client, Role.ADMIN, HttpMethod.GET, path).exchange()).hasStatus(403);
        assertThat(json(as("explorer-service", Role.SERVICE, HttpMethod.GET, path)
                                .exchange())
                        .path("postings"))
                .isEmpty();
    }

    private List<String> kinds(UUID job) {
        return postings(job)
                .valueStream()
                .map(posting -> posting.path("kind").stringValue())
                .toList();
    }

    private JsonNode postings(UUID job) {
        String payment = payment(job).path("payment_id").stringValue();
        MvcTestResult answer = as(
                        "explorer-service", Role.SERVICE, HttpMethod.GET, "/internal/payments/" + payment + "/postings")
                .exchange();
        assertThat(answer).hasStatus(200);
        return json(answer).path("postings");
    }
}
