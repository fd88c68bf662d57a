package org.aitbc.market.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.Locale;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.MarketTest;
import org.aitbc.market.fake.FakeChains;
import org.aitbc.market.services.ServiceSale.Action;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What tests of services on the market share: a seller and its offers. */
abstract class ServicesTest extends MarketTest {

    static final String ROOT = "/v1/global-marketplace";
    static final String INTEGRATION = "/v1/global-marketplace-integration";

    @Autowired
    protected Sales sales;

    @Autowired
    protected FakeChains chains;

    /** A kind of service that no other test sells. */
    protected final String type = someone("type");

    @BeforeEach
    void prepare() {
        chains.setAway(false);
        money.fund(client, "100");
    }

    protected String offer(String more) {
        return read(post(operator, ROOT + "/offers", """
                {"service_type": "%s", "resource_specification": {"model": "m"}, "base_price": 2, "total_capacity": 10 %s}""".formatted(type, more)))
                .path("id")
                .stringValue();
    }

    protected MvcTestResult buy(String buyer, String offer, int quantity, String more) {
        return post(buyer, ROOT + "/transactions", """
                {"offer_id": "%s", "quantity": %d %s}""".formatted(offer, quantity, more));
    }

    protected String bought(String offer, int quantity) {
        return read(buy(client, offer, quantity, "")).path("id").stringValue();
    }

    protected MvcTestResult act(String who, String sale, Action action) {
        return as(
                        who,
                        Role.CLIENT,
                        HttpMethod.POST,
                        ROOT + "/transactions/" + sale + "/" + action.name().toLowerCase(Locale.ROOT))
                .exchange();
    }

    protected MvcTestResult keyed(String key, String path, String json) {
        return as(client, Role.CLIENT, HttpMethod.POST, path)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    protected JsonNode sale(String sale) {
        return read(get(client, ROOT + "/transactions/" + sale));
    }

    protected int available(String offer) {
        return read(get(ROOT + "/offers/" + offer)).path("available_capacity").intValue();
    }

    protected void overdue(String sale) {
        makeDue(sale);
        sales.sweep();
    }

    protected void makeDue(String sale) {
        jdbc.sql("update marketplace.service_transaction set due_at = now() - interval '1 s' where id = ?::uuid")
                .param(sale)
                .update();
    }

    /** The sweep that runs by itself may have taken it up before that of the test. */
    protected void awaitStatus(String sale, String status) {
        await().untilAsserted(() ->
                assertThat(sale(sale).path("status").stringValue()).isEqualTo(status));
    }

    protected void awaitMoney(String owner, String amount) {
        await().untilAsserted(() -> assertThat(money.available(owner)).isEqualByComparingTo(new BigDecimal(amount)));
    }
}
