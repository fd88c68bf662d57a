package org.aitbc.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A deal by HTTP. */
class PaidPurchaseTests extends ShopTest {

    private final String key = someone("key");

    @BeforeEach
    void fund() {
        money.fund(client, "10");
    }

    private MvcTestResult pay(String item, int price) {
        return postKeyed("/v1/purchases/paid", key, """
                {"item": "%s", "kind": "food", "price": %d}""".formatted(item, price));
    }

    @Test
    void aRepetitionPaysOnce() {
        MvcTestResult first = pay("bread", 4);
        assertThat(first).hasStatusOk();
        assertThat(body(pay("bread", 4))).isEqualTo(body(first));
        assertThat(money.held(client)).isEqualByComparingTo("4");
        assertThat(purchases()).isOne();
        assertProblem(pay("bread", 5), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void whatCannotBePaidIsNotMade() {
        assertProblem(pay("bread", 11), 402, "INSUFFICIENT_FUNDS");
        assertThat(purchases()).isZero();
    }

    @Test
    void whatIsNotMadeIsPaidBack() {
        assertProblem(pay("the last one", 4), 409, "SOLD_OUT");
        await().untilAsserted(() -> assertThat(money.available(client)).isEqualByComparingTo("10"));
        assertThat(purchases()).isZero();
    }

    @Test
    void whatCostsNothingNeedsNoHold() {
        assertThat(pay("water", 0)).hasStatusOk();
        assertThat(body(pay("water", 0))).contains("water");
        assertThat(purchases()).isOne();
        assertThat(money.held(client)).isZero();
    }

    @Test
    void manyIdenticalRequestsAtOnceAreOneDeal() throws InterruptedException {
        List<String> answers = new ArrayList<>(atOnce(20, () -> body(pay("bread", 10))));
        answers.removeIf(answer -> answer.contains("REQUEST_IN_PROGRESS"));
        assertThat(new HashSet<>(answers)).hasSize(1);
        assertThat(purchases()).isOne();
        assertThat(money.held(client)).isEqualByComparingTo("10");
    }
}
