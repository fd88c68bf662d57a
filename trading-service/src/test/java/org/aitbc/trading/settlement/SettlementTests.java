package org.aitbc.trading.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.aitbc.domain.chain.ChainTransfers.Status;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.servicetest.FakeMoney.Failure;
import org.aitbc.trading.TradingTest;
import org.aitbc.trading.fake.FakeTransfers;
import org.junit.jupiter.api.*;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class SettlementTests extends TradingTest {

    private static final String PATH = "/v1/settlement/cross-chain";

    @Autowired
    FakeTransfers chains;

    @Autowired
    ManageSettlements manageSettlements;

    @AfterEach
    void timeGoesOn() {
        clock.run();
    }

    private static String order(String target, String more) {
        return """
            {"source_chain_id": "31337", "target_chain_id": "%s", "amount": 1.5, "asset_type": "ETH",
             "recipient_address": "0x%s"%s}\
            """.formatted(target, "ab".repeat(20), more);
    }

    private String made(String target) {
        return read(post(PATH, order(target, ""))).path("settlement_id").stringValue();
    }

    private JsonNode shown(String id) {
        return read(get(client, PATH + "/" + id));
    }

    private MvcTestResult cancel(String who, String id) {
        return as(who, Role.CLIENT, HttpMethod.DELETE, PATH + "/" + id).exchange();
    }

    @Test
    void itIsWhatTheChainsSay() {
        for (String target : List.of("31337", "0031337", "10")) {
            String id = made(target);
            assertThat(shown(id).path("status").stringValue()).isEqualTo("pending");
            assertThat(shown(id).path("estimated_completion").isNull()).isTrue();
            chains.set(Ids.parse(id), Status.COMPLETED, "0xabc");
            manageSettlements.sweep();
            assertThat(shown(id).path("status").stringValue()).isEqualTo("completed");
            assertThat(shown(id).path("transaction_hash").stringValue()).isEqualTo("0xabc");
        }
        assertProblem(get(someone("other"), PATH + "/" + made("10")), 404, "SETTLEMENT_NOT_FOUND");
        JsonNode list = read(get(client, PATH + "?limit=2&offset=1"));
        assertThat(list.path("settlements")).hasSize(2);
        assertThat(list.path("total").longValue()).isEqualTo(4);
    }

    @Test
    void whatIsRefusedMovesNothingAndSaysWhy() {
        chains.refuseNext(client, new PaymentRequired("INSUFFICIENT_FUNDS", "the wallet has less than that"));
        assertProblem(post(PATH, order("10", "")), 402, "INSUFFICIENT_FUNDS");
        JsonNode failed = read(get(client, PATH)).path("settlements").path(0);
        assertThat(failed.path("status").stringValue()).isEqualTo("failed");
        assertThat(failed.path("error_message").stringValue()).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(jdbc.sql(
                                "select event from core.outbox o join trading.settlement s on s.id = o.subject where owner = ?")
                        .param(client)
                        .query(String.class)
                        .list())
                .containsExactly("settlement.failed");
        assertProblem(post(PATH, order("10", ", \"gas_limit\": 21000")), 422, "VALIDATION_ERROR");
        assertInvalid(post(PATH, order("ten", "")), "body.target_chain_id");
        read(post(PATH, order("31337", ", \"gas_limit\": 21000, \"gas_price\": 1000000000")));
    }

    @Test
    void lostAnswersMoveNothingTwice() {
        for (Failure failure : Failure.values()) {
            String key = someone("key");
            int before = chains.ordersOf(client);
            chains.failNext(client, failure);
            assertProblem(postKeyed(PATH, key, order("10", "")), 503, "SERVICE_UNAVAILABLE");
            read(postKeyed(PATH, key, order("10", "")));
            read(postKeyed(PATH, key, order("10", "")));
            assertThat(chains.ordersOf(client) - before).isEqualTo(1);
        }
    }

    /** The first answer was lost, and a repetition is refused: the chain has it all the same. */
    @Test
    void whatIsOnItsWayIsNotSaidToHaveFailed() {
        String key = someone("key");
        chains.failNext(client, Failure.AFTER);
        assertProblem(postKeyed(PATH, key, order("10", "")), 503, "SERVICE_UNAVAILABLE");
        chains.refuseNext(client, new PaymentRequired("INSUFFICIENT_FUNDS", "the wallet has less than that"));
        String id = read(postKeyed(PATH, key, order("10", "")))
                .path("settlement_id")
                .stringValue();
        assertThat(shown(id).path("status").stringValue()).isEqualTo("pending");
    }

    /** The time in which it may have been handed in counts from the last attempt. */
    @Test
    void whatIsJustBeingHandedInIsNotSaidToHaveFailed() {
        clock.stop();
        String key = someone("key");
        chains.failNext(client, Failure.BEFORE);
        assertProblem(postKeyed(PATH, key, order("10", "")), 503, "SERVICE_UNAVAILABLE");
        clock.forward(Duration.ofSeconds(50));
        chains.failNext(client, Failure.BEFORE);
        assertProblem(postKeyed(PATH, key, order("10", "")), 503, "SERVICE_UNAVAILABLE");
        clock.forward(Duration.ofSeconds(50));
        chains.refuseNext(client, new PaymentRequired("INSUFFICIENT_FUNDS", "the wallet has less than that"));
        assertProblem(postKeyed(PATH, key, order("10", "")), 402, "INSUFFICIENT_FUNDS");
        manageSettlements.sweep();
        JsonNode one = read(get(client, PATH)).path("settlements").path(0);
        assertThat(one.path("status").stringValue()).isEqualTo("pending");
        clock.forward(Duration.ofSeconds(61));
        manageSettlements.sweep();
        one = read(get(client, PATH)).path("settlements").path(0);
        assertThat(one.path("status").stringValue()).isEqualTo("failed");
    }

    @Test
    void whatWasNeverHandedInEndsAndWhatWasIsFollowed() {
        clock.stop();
        chains.failNext(client, Failure.BEFORE);
        post(PATH, order("10", ""));
        chains.failNext(client, Failure.AFTER);
        post(PATH, order("10", ""));
        clock.forward(Duration.ofSeconds(61));
        manageSettlements.sweep();
        JsonNode list = read(get(client, PATH)).path("settlements");
        assertThat(list.path(0).path("status").stringValue()).isEqualTo("pending");
        assertThat(list.path(0).path("as_of").isNull()).isFalse();
        assertThat(list.path(1).path("status").stringValue()).isEqualTo("failed");
    }

    @Test
    void itIsCancelledByItsOwnerBeforeItIsOnItsWay() {
        assertThat(read(cancel(client, made("031337"))).path("message").stringValue())
                .contains("nothing was sent");
        String id = made("10");
        assertProblem(cancel(someone("other"), id), 404, "SETTLEMENT_NOT_FOUND");
        read(cancel(client, id));
        assertThat(shown(id).path("status").stringValue()).isEqualTo("refunded");
        assertProblem(cancel(client, id), 409, "NOT_CANCELLABLE");
        String late = made("10");
        chains.set(Ids.parse(late), Status.IN_PROGRESS, null);
        assertProblem(cancel(client, late), 409, "NOT_CANCELLABLE");
    }
}
