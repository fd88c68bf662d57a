package org.aitbc.market.sale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class SaleTests extends MarketTest {

    private static final String SELL = "/v1/marketplace/gpu/sell";

    private final UUID gpu = Ids.next();
    private final String text = Ids.text(gpu);

    @BeforeEach
    void list() {
        jdbc.sql("""
                        insert into marketplace.gpu (id, owner, claimed, model, memory_gb, price_per_hour, min_hours, max_hours)
                        values (?, ?, false, 'H100', 80, 2, 0.25, 100)""").params(gpu, operator).update();
        money.fund(client, "1000");
    }

    private MvcTestResult sell(String who, String price) {
        return post(who, Role.MINER, SELL, """
                {"seller_id": "%s", "gpu_id": "%s", "listing_price": %s, "description": "as new"}""".formatted(who, text, price));
    }

    private MvcTestResult buy(String who, String price) {
        return post(who, "/v1/marketplace/gpu/" + text + "/buy", "{\"listing_price\": %s}".formatted(price));
    }

    private MvcTestResult buyOnce(String key) {
        return as(client, Role.CLIENT, HttpMethod.POST, "/v1/marketplace/gpu/" + text + "/buy")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"listing_price\": 100}")
                .exchange();
    }

    private String owner() {
        return jdbc.sql("select owner from marketplace.gpu where id = ?")
                .param(gpu)
                .query(String.class)
                .single();
    }

    private void assertMoney(String who, String available, String held) {
        await().untilAsserted(() -> {
            assertThat(money.available(who)).isEqualByComparingTo(available);
            assertThat(money.held(who)).isEqualByComparingTo(held);
        });
    }

    @Test
    void aListingChangesHandsForItsPrice() {
        assertThat(read(sell(operator, "100")).propertyNames())
                .contains("gpu_id", "seller_id", "listing_price", "status", "description", "timestamp");
        assertThat(get("/v1/marketplace/gpu/sales?limit=200").getResponse().getStatus())
                .isEqualTo(200);

        assertThat(read(buy(client, "100.00")).path("status").stringValue()).isEqualTo("sold");

        assertThat(owner()).isEqualTo(client);
        assertMoney(client, "900", "0");
        assertMoney(operator, "97.5", "0");
        assertProblem(buy(client, "100"), 404, "GPU_NOT_FOR_SALE");
        assertProblem(sell(operator, "1"), 403, "GPU_NOT_YOURS");
    }

    @Test
    void ofManyBuyersOneOwnsIt() throws InterruptedException {
        read(sell(operator, "10"));
        List<Integer> answers = atOnce(20, () -> buy(client, "10").getResponse().getStatus());

        assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(answers).isSubsetOf(200, 404, 409);
        assertMoney(client, "990", "0");
    }

    @ParameterizedTest
    @EnumSource(Failure.class)
    void aLostAnswerBuysOnce(Failure failure) {
        read(sell(operator, "100"));
        money.failNext(client, failure);
        assertProblem(buyOnce("k"), 503, "SERVICE_UNAVAILABLE");
        assertThat(owner()).isEqualTo(operator);

        assertThat(read(buyOnce("k"))).isEqualTo(read(buyOnce("k")));
        assertThat(owner()).isEqualTo(client);
        assertMoney(client, "900", "0");
    }

    @Test
    void whatIsNotAgreedIsNotSold() {
        assertProblem(buy(client, "100"), 404, "GPU_NOT_FOR_SALE");
        read(sell(operator, "100"));
        read(sell(operator, "200"));
        assertProblem(buy(client, "100"), 409, "PRICE_CHANGED");
        assertProblem(buy(operator, "200"), 409, "GPU_YOURS");
        assertProblem(buy(someone("client"), "200"), 402, "INSUFFICIENT_FUNDS");
        assertProblem(sell(client, "1"), 403, "GPU_NOT_YOURS");
        assertProblem(sell(operator, "0"), 422, "VALIDATION_ERROR");
        assertThat(as(operator, Role.MINER, HttpMethod.DELETE, "/v1/marketplace/gpu/" + text + "/sell")
                        .exchange())
                .hasStatus(204);
        assertProblem(buy(client, "200"), 404, "GPU_NOT_FOR_SALE");
        assertMoney(client, "1000", "0");
        assertThat(owner()).isEqualTo(operator);
    }
}
