package org.aitbc.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.aitbc.domain.identity.Role;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class IdempotentHandlerTests extends ShopTest {

    private static final String WISH = "{\"item\": \"rake\", \"kind\": \"garden_tool\", \"price\": 5.50}";

    private final String key = someone("key");

    private MvcTestResult clear(String idempotencyKey) {
        return as(client, Role.CLIENT, HttpMethod.DELETE, "/v1/purchases")
                .header("Idempotency-Key", idempotencyKey)
                .exchange();
    }

    @Test
    void aRepetitionIsAnsweredLetterForLetterAndHasNoEffect() {
        MvcTestResult first = postKeyed("/v1/purchases", key, WISH);
        MvcTestResult again = postKeyed("/v1/purchases", key, WISH.replace("5.50", "5.5"));

        assertThat(first).hasStatus(201);
        assertThat(again).hasStatus(201);
        assertThat(body(again)).isEqualTo(body(first)).contains("\"price\":5.50", "\"kind\":\"garden_tool\"");
        assertThat(purchases()).isOne();
    }

    @Test
    void withoutAKeyEachRequestIsAnother() {
        post("/v1/purchases", WISH);
        post("/v1/purchases", WISH);
        assertThat(purchases()).isEqualTo(2);
    }

    @Test
    void aKeyStandsForOneRequest() {
        postKeyed("/v1/purchases", key, WISH);
        assertProblem(postKeyed("/v1/purchases", key, WISH.replace("rake", "hoe")), 422, "IDEMPOTENCY_KEY_REUSED");
        assertProblem(postKeyed("/v1/purchases/1/located", key, WISH), 422, "IDEMPOTENCY_KEY_REUSED");
        assertProblem(postKeyed("/v1/purchases", " ", WISH), 422, "INVALID_IDEMPOTENCY_KEY");
    }

    @Test
    void statusAndHeadersAreRepeatedToo() {
        MvcTestResult first = postKeyed("/v1/purchases/1/located", key, WISH);
        MvcTestResult again = postKeyed("/v1/purchases/1/located", key, WISH);

        assertThat(first).hasStatus(202);
        assertThat(again).hasStatus(202);
        assertThat(body(again)).isEqualTo(body(first));
        assertThat(again.getResponse().getHeaders("Location"))
                .isEqualTo(first.getResponse().getHeaders("Location"))
                .hasSize(1);
        assertProblem(postKeyed("/v1/purchases/2/located", key, WISH), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void whatAnswersNothingRunsOnce() {
        post("/v1/purchases", WISH);
        assertThat(clear(key)).hasStatus(204);
        post("/v1/purchases", WISH);
        assertThat(clear(key)).hasStatus(204);
        assertThat(purchases()).isOne();
    }

    @Test
    void whatIsRefusedHasNoEffectAndMayBeRepeated() {
        String last = WISH.replace("rake", "the last one");
        assertProblem(postKeyed("/v1/purchases", key, last), 409, "SOLD_OUT");
        assertThat(purchases()).isZero();
        assertThat(postKeyed("/v1/purchases", key, WISH)).hasStatus(201);
    }

    @Test
    void manyIdenticalRequestsAtOnceAreOne() throws InterruptedException {
        List<String> answers = new ArrayList<>(atOnce(20, () -> body(postKeyed("/v1/purchases", key, WISH))));
        answers.removeIf(answer -> answer.contains("REQUEST_IN_PROGRESS"));

        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(purchases()).isOne();
    }
}
