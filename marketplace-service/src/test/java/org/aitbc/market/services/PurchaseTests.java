package org.aitbc.market.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.aitbc.domain.identity.Role;
import org.aitbc.market.services.ServiceSale.Action;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class PurchaseTests extends ServicesTest {

    @Test
    void whatIsBoughtIsPaidForOnceItIsConfirmed() {
        String offer = offer("");
        String sale = bought(offer, 3);
        JsonNode active = sale(sale);
        assertThat(active.path("status").stringValue()).isEqualTo("active");
        assertThat(active.path("payment_status").stringValue()).isEqualTo("escrowed");
        assertThat(active.path("total_amount").decimalValue()).isEqualByComparingTo("6");
        assertThat(active.path("seller_id").stringValue()).isEqualTo(operator);
        assertThat(active.path("transaction_hash").isNull()).isTrue();
        assertThat(available(offer)).isEqualTo(7);
        assertThat(money.available(client)).isEqualByComparingTo("94");

        assertThat(read(act(operator, sale, Action.DELIVER))
                        .path("delivery_status")
                        .stringValue())
                .isEqualTo("delivered");
        JsonNode done = read(act(client, sale, Action.CONFIRM));
        assertThat(done.path("status").stringValue()).isEqualTo("completed");
        assertThat(done.path("payment_status").stringValue()).isEqualTo("released");
        awaitMoney(operator, "5.85");
        assertThat(money.held(client)).isZero();
        assertThat(available(offer)).isEqualTo(7);
        assertThat(read(get(ROOT + "/offers/" + offer)).path("success_rate").doubleValue())
                .isEqualTo(1);
        // again, and too late for anything else
        assertThat(act(client, sale, Action.CONFIRM)).hasStatusOk();
        assertProblem(act(client, sale, Action.CANCEL), 409, "WRONG_STATE");
        assertProblem(act(operator, sale, Action.CANCEL), 409, "WRONG_STATE");
    }

    @Test
    void whatIsCancelledIsPaidBackAndMayBeSoldAgain() {
        String offer = offer("");
        String sale = bought(offer, 4);
        assertThat(read(act(client, sale, Action.CANCEL)).path("status").stringValue())
                .isEqualTo("cancelled");
        awaitMoney(client, "100");
        assertThat(available(offer)).isEqualTo(10);
        assertThat(act(client, sale, Action.CANCEL)).hasStatusOk();
        assertThat(available(offer)).isEqualTo(10);
        assertProblem(act(operator, sale, Action.DELIVER), 409, "WRONG_STATE");
    }

    @Test
    void aBuyerDoesNotGetADeliveryForNothingButTheSellerMayGiveItBack() {
        String sale = bought(offer(""), 1);
        read(act(operator, sale, Action.DELIVER));
        assertProblem(act(client, sale, Action.CANCEL), 409, "WRONG_STATE");
        read(act(operator, sale, Action.CANCEL));
        awaitMoney(client, "100");
    }

    @Test
    void eachSideDoesItsOwnPartAndNobodyElseSeesIt() {
        String sale = bought(offer(""), 1);
        assertProblem(act(client, sale, Action.DELIVER), 403, "NOT_YOUR_PART");
        assertProblem(act(operator, sale, Action.CONFIRM), 403, "NOT_YOUR_PART");
        String stranger = someone("client");
        assertProblem(act(stranger, sale, Action.CONFIRM), 404, "TRANSACTION_NOT_FOUND");
        assertProblem(get(stranger, ROOT + "/transactions/" + sale), 404, "TRANSACTION_NOT_FOUND");
        assertThat(get(ROOT + "/transactions/" + sale)).hasStatus(401);
        assertThat(get(ROOT + "/transactions")).hasStatus(401);
        assertThat(read(get(stranger, ROOT + "/transactions"))).isEmpty();
        assertThat(read(get(client, ROOT + "/transactions?status=active"))).hasSize(1);
        assertThat(read(get(operator, ROOT + "/transactions"))).hasSize(1);
        assertThat(read(get(client, ROOT + "/transactions?status=completed"))).isEmpty();
        assertProblem(get(client, ROOT + "/transactions?user_id=" + operator), 403, "NOT_YOURSELF");
        assertThat(read(as("root", Role.ADMIN, HttpMethod.GET, ROOT + "/transactions?user_id=" + client)
                        .exchange()))
                .hasSize(1);
        assertThat(as("root", Role.ADMIN, HttpMethod.POST, ROOT + "/transactions/" + sale + "/explode")
                        .exchange())
                .hasStatus4xxClientError();
    }

    @Test
    void whatIsNotDeliveredInTimeIsPaidBack() {
        String offer = offer("");
        String sale = bought(offer, 2);
        overdue(sale);
        assertThat(sale(sale).path("status").stringValue()).isEqualTo("expired");
        awaitMoney(client, "100");
        assertThat(available(offer)).isEqualTo(10);
    }

    @Test
    void aDeliveryThatNobodyObjectsToIsPaidFor() {
        String sale = bought(offer(""), 2);
        read(act(operator, sale, Action.DELIVER));
        overdue(sale);
        assertThat(sale(sale).path("status").stringValue()).isEqualTo("completed");
        awaitMoney(operator, "3.9");
    }

    @Test
    void whatCannotBeBoughtCostsNothing() {
        String offer = offer("");
        assertProblem(buy(client, offer, 11, ""), 409, "OFFER_SOLD_OUT");
        assertProblem(buy(client, offer, 0, ""), 422, "VALIDATION_ERROR");
        assertProblem(buy(operator, offer, 1, ""), 422, "OWN_OFFER");
        assertProblem(buy(someone("client"), offer, 1, ""), 402, "INSUFFICIENT_FUNDS");
        assertProblem(buy(client, "0".repeat(32), 1, ""), 404, "OFFER_NOT_FOUND");
        assertProblem(buy(client, offer, 1, ", \"buyer_id\": \"" + operator + "\""), 403, "NOT_YOURSELF");
        assertProblem(buy(client, offer, 1, ", \"target_chain\": 1"), 422, "VALIDATION_ERROR");
        jdbc.sql("update marketplace.service_offer set expires_at = now() where id = ?::uuid")
                .param(offer)
                .update();
        assertProblem(buy(client, offer, 1, ""), 409, "OFFER_EXPIRED");
        assertThat(money.available(client)).isEqualByComparingTo("100");
        assertThat(available(offer)).isEqualTo(10);
        assertThat(read(get(ROOT + "/offers/" + offer)).path("global_status").stringValue())
                .isEqualTo("expired");
    }

    @Test
    void aRepeatedRequestBuysOnce() {
        String offer = offer("");
        String key = someone("key");
        String body = "{\"offer_id\": \"" + offer + "\", \"quantity\": 1}";
        money.failNext(client, Failure.AFTER);
        assertProblem(keyed(key, ROOT + "/transactions", body), 503, "SERVICE_UNAVAILABLE");
        String first = read(keyed(key, ROOT + "/transactions", body)).path("id").stringValue();
        assertThat(read(keyed(key, ROOT + "/transactions", body)).path("id").stringValue())
                .isEqualTo(first);
        assertProblem(keyed(key, ROOT + "/transactions", body.replace("1}", "2}")), 422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(available(offer)).isEqualTo(9);
        assertThat(money.available(client)).isEqualByComparingTo("98");
    }

    @Test
    void aRegionsPriceIsPaidThere() {
        String region = someone("region");
        jdbc.sql("insert into marketplace.region (code, name) values (?, ?)")
                .params(region, region)
                .update();
        String offer =
                offer(", \"regions_available\": [\"%s\"], \"price_per_region\": {\"%s\": 3}".formatted(region, region));
        assertThat(read(buy(client, offer, 1, ", \"target_region\": \"" + region + "\""))
                        .path("unit_price")
                        .decimalValue())
                .isEqualByComparingTo("3");
        assertThat(read(buy(client, offer, 1, "")).path("unit_price").decimalValue())
                .isEqualByComparingTo("2");
        assertProblem(buy(client, offer, 1, ", \"target_region\": \"elsewhere\""), 422, "VALIDATION_ERROR");
    }

    @Test
    void ofAHundredBuyersOfTheLastUnitOneGetsIt() throws InterruptedException {
        String offer = offer("");
        bought(offer, 9);
        money.fund(client, "200");
        List<Integer> statuses =
                atOnce(100, () -> buy(client, offer, 1, "").getResponse().getStatus());
        assertThat(Collections.frequency(statuses, 200)).isEqualTo(1);
        assertThat(Collections.frequency(statuses, 409)).isEqualTo(99);
        assertThat(available(offer)).isZero();
        awaitMoney(client, "280");
    }
}
