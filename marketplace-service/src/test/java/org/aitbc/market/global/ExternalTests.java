package org.aitbc.market.global;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class ExternalTests extends GlobalTest {

    private static final String MARKET = ROOT + "/external/other";

    private MvcTestResult buyThere(String offer, int quantity) {
        return post(client, MARKET + "/transactions", """
                {"offer_id": "%s", "quantity": %d}""".formatted(offer, quantity));
    }

    private static String remote(JsonNode sale) {
        return sale.at("/metadata/remote_id").stringValue();
    }

    @Test
    void anotherSuitesOffersAreShown() {
        String there = other.offer("3", 5);
        assertThat(read(get(ROOT + "/external")).at("/markets/0").stringValue()).isEqualTo("other");
        assertThat(read(get(MARKET + "/offers")).findValuesAsString("id")).contains(there);
        assertProblem(get(ROOT + "/external/unheard-of/offers"), 503, "EXTERNAL_MARKET_NOT_CONFIGURED");
        assertProblem(
                post(client, ROOT + "/external/unheard-of/transactions", "{\"offer_id\": \"x\", \"quantity\": 1}"),
                503,
                "EXTERNAL_MARKET_NOT_CONFIGURED");
    }

    @Test
    void whatIsBoughtThereIsPaidForHereOnceItIsConfirmed() {
        BigDecimal before = money.available("account-of-other");
        JsonNode sale = read(buyThere(other.offer("3", 5), 2));
        assertThat(sale.path("status").stringValue()).isEqualTo("active");
        assertThat(sale.path("total_amount").decimalValue()).isEqualByComparingTo("6");
        assertThat(other.status(remote(sale))).isEqualTo("active");
        assertThat(money.available(client)).isEqualByComparingTo("94");

        JsonNode done = read(act(client, sale.path("id").stringValue(), Verb.CONFIRM));
        assertThat(done.path("status").stringValue()).isEqualTo("completed");
        assertThat(other.status(remote(sale))).isEqualTo("completed");
        // the other market has taken its fee
        awaitMoney("account-of-other", before.add(new BigDecimal("6")).toPlainString());
    }

    @Test
    void whatIsCancelledHereOrThereIsPaidBack() {
        JsonNode here = read(buyThere(other.offer("3", 5), 1));
        read(act(client, here.path("id").stringValue(), Verb.CANCEL));
        assertThat(other.status(remote(here))).isEqualTo("cancelled");
        awaitMoney(client, "100");

        JsonNode there = read(buyThere(other.offer("3", 5), 1));
        other.end(remote(there), "expired");
        overdue(there.path("id").stringValue());
        awaitStatus(there.path("id").stringValue(), "expired");
        awaitMoney(client, "100");
    }

    @Test
    void whatTheOtherMarketRefusesCostsNothing() {
        String gone = other.offer("3", 0);
        assertThat(read(buyThere(gone, 1)).path("status").stringValue()).isEqualTo("cancelled");
        awaitMoney(client, "100");
        assertProblem(buyThere("nothing", 1), 404, "OFFER_NOT_FOUND");
    }

    @Test
    void anAnswerThatIsLostIsAskedForAgainAndBuysOnce() {
        String offer = other.offer("3", 5);
        int before = other.sold();
        other.loseNextPurchase();
        JsonNode sale = read(buyThere(offer, 1));
        assertThat(sale.path("status").stringValue()).isEqualTo("pending");
        assertProblem(act(client, sale.path("id").stringValue(), Verb.CANCEL), 409, "WRONG_STATE");
        overdue(sale.path("id").stringValue());
        awaitStatus(sale.path("id").stringValue(), "active");
        assertThat(other.sold()).isEqualTo(before + 1);
        assertThat(money.available(client)).isEqualByComparingTo("97");
    }

    @Test
    void aPurchaseThatIsBeingMadeThereIsNotRefused() {
        other.beBusyOnce();
        String id = read(buyThere(other.offer("3", 5), 1)).path("id").stringValue();
        assertThat(sale(id).path("status").stringValue()).isEqualTo("pending");
        overdue(id);
        awaitStatus(id, "active");
        assertThat(money.available(client)).isEqualByComparingTo("97");
    }

    @Test
    void oneAsksForAPurchaseAtATime() throws InterruptedException {
        String key = someone("key");
        String wanted = """
                {"offer_id": "%s", "quantity": 1}""".formatted(other.offer("3", 5));
        int before = other.asked();
        other.loseNextPurchase();
        String id =
                read(keyed(key, MARKET + "/transactions", wanted)).path("id").stringValue();
        assertThat(read(keyed(key, MARKET + "/transactions", wanted))
                        .path("status")
                        .stringValue())
                .isEqualTo("pending");
        assertThat(other.asked()).isEqualTo(before + 1);

        makeDue(id);
        atOnce(8, () -> {
            sweep.run();
            return id;
        });
        awaitStatus(id, "active");
        assertThat(other.asked()).isEqualTo(before + 2);
    }

    @Test
    void whatBecameDearerIsPaidForWhereItWasDelivered() {
        String offer = other.offer("3", 5);
        other.dearerAtSale(offer, "4");
        other.deliverAtSale(offer);
        JsonNode sale = read(buyThere(offer, 1));
        assertThat(sale.path("status").stringValue()).isEqualTo("active");
        assertThat(money.available(client)).isEqualByComparingTo("97");
    }

    @Test
    void whatBecameDearerIsNotBought() {
        String offer = other.offer("3", 5);
        other.dearerAtSale(offer, "4");
        assertThat(read(buyThere(offer, 1)).path("status").stringValue()).isEqualTo("cancelled");
        awaitMoney(client, "100");
    }
}
