package org.aitbc.payment.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.MediaType.APPLICATION_JSON;

import java.math.BigDecimal;
import java.util.List;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Role;
import org.aitbc.payment.PaymentTest;
import org.aitbc.payment.ledger.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class WalletTests extends PaymentTest {

    private final String friend = someone("friend");

    private MvcTestResult send(String key, String amount) {
        return as(client, Role.CLIENT, HttpMethod.POST, "/v1/payments/send")
                .contentType(APPLICATION_JSON)
                .header("Idempotency-Key", key)
                .content("{\"from_wallet\":\"%s\",\"to_wallet\":\"%s\",\"amount\":%s,\"task_id\":\"t1\"}"
                        .formatted(client, friend, amount))
                .exchange();
    }

    @Test
    void moneyIsSent() {
        fund(client, "10");
        fund(friend, "1");
        JsonNode sent = json(send("k", "2.5"));
        assertThat(sent.path("from").stringValue()).isEqualTo(client);
        assertThat(sent.path("to").stringValue()).isEqualTo(friend);
        assertThat(sent.path("status").stringValue()).isEqualTo("completed");
        assertThat(available(client)).isEqualByComparingTo("7.5");
        assertThat(available(friend)).isEqualByComparingTo("3.5");
    }

    @Test
    void whatCameInOnAChainIsCreditedOnce() throws InterruptedException {
        String owner = someone("payer");
        String reference = someone("1 0xabc");
        atOnce(10, () -> credit(Role.SERVICE, reference, owner, "0.5"));
        assertThat(credit(Role.SERVICE, reference, owner, "0.5")).hasStatusOk();
        assertProblem(credit(Role.SERVICE, reference, owner, "0.6"), 409, "DEPOSIT_EXISTS");
        assertProblem(credit(Role.SERVICE, reference, someone("other"), "0.5"), 409, "DEPOSIT_EXISTS");
        assertThat(credit(Role.ADMIN, someone("2"), owner, "0.5")).hasStatus(403);
        assertThat(jdbc.sql("select balance from payment.account where owner = ? and currency = 'BTC' and kind ="
                                + " 'available'")
                        .param(owner)
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("0.5");
    }

    private MvcTestResult credit(Role role, String reference, String owner, String amount) {
        return as("trading-service", role, HttpMethod.POST, "/internal/credits")
                .contentType(APPLICATION_JSON)
                .content("""
                    {"id": "%s", "reference": "%s", "owner": "%s", "amount": %s, "currency": "BTC"}\
                    """.formatted(Ids.next(), reference, owner, amount))
                .exchange();
    }

    @Test
    void aHundredTimesTheSameSendsOnce() throws InterruptedException {
        fund(client, "10");
        fund(friend, "1");
        List<JsonNode> answers = atOnce(100, () -> json(send("same", "2.5")));
        assertThat(answers).containsOnly(json(send("same", "2.50")));
        assertThat(available(client)).isEqualByComparingTo("7.5");
        assertProblem(send("same", "3"), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void nothingIsSentThatIsNotThereOrToNobody() {
        fund(client, "1");
        assertProblem(send("k", "1"), 404, "WALLET_NOT_FOUND");
        fund(friend, "1");
        assertProblem(send("k", "1.1"), 402, "INSUFFICIENT_FUNDS");
        assertProblem(
                post(
                        friend,
                        Role.CLIENT,
                        "/v1/payments/send",
                        "{\"from_wallet\":\"%s\",\"to_wallet\":\"%s\",\"amount\":1}".formatted(client, friend)),
                403,
                "NOT_YOUR_WALLET");
        assertThat(available(client)).isEqualByComparingTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.000000001", "1e30", "null", "\"much\""})
    void amountsThatAreNoneAreRefused(String amount) {
        assertProblem(send("k", amount), 422, "VALIDATION_ERROR");
    }

    @Test
    void onlyAdminsMoveMoneyOverTheBoundary() {
        fund(client, "1");
        String body = "{\"wallet\":\"%s\",\"amount\":5,\"reference\":\"wire 1\"}".formatted(client);
        assertProblem(post("/v1/payments/deposit", body), 403, "ROLE_NOT_ALLOWED");
        assertProblem(post("/v1/payments/withdraw", body), 403, "ROLE_NOT_ALLOWED");
        assertThat(post("root", Role.ADMIN, "/v1/payments/deposit", body)).hasStatus(200);
        assertThat(available(client)).isEqualByComparingTo("6");
        assertThat(post("root", Role.ADMIN, "/v1/payments/withdraw", body)).hasStatus(200);
        assertThat(available(client)).isEqualByComparingTo("1");
        assertProblem(post("root", Role.ADMIN, "/v1/payments/withdraw", body), 402, "INSUFFICIENT_FUNDS");
    }

    private MvcTestResult deposit(String key, String wallet, String amount, String reference) {
        return as("root", Role.ADMIN, HttpMethod.POST, "/v1/payments/deposit")
                .contentType(APPLICATION_JSON)
                .header("Idempotency-Key", key)
                .content("{\"wallet\":\"%s\",\"amount\":%s,\"reference\":\"%s\"}".formatted(wallet, amount, reference))
                .exchange();
    }

    @Test
    void aDepositOfAReferenceIsCreditedOnce() {
        fund(client, "1");
        fund(friend, "1");
        String wire = someone("wire");
        MvcTestResult first = deposit(wire, client, "5", wire);
        assertThat(first).hasStatus(200);
        assertThat(json(deposit(someone("key"), client, "5.00", wire))).isEqualTo(json(first));
        assertThat(json(deposit(wire, client, "5", wire))).isEqualTo(json(first));
        assertProblem(deposit(someone("key"), client, "6", wire), 409, "DEPOSIT_EXISTS");
        assertProblem(deposit(someone("key"), friend, "5", wire), 409, "DEPOSIT_EXISTS");
        assertProblem(deposit(wire, client, "6", wire), 422, "IDEMPOTENCY_KEY_REUSED");
        assertProblem(deposit(wire, client, "5", wire + " 2"), 422, "IDEMPOTENCY_KEY_REUSED");
        assertThat(available(client)).isEqualByComparingTo("6");
        assertThat(available(friend)).isEqualByComparingTo("1");
        assertThat(deposit(someone("key"), client, "5", wire + " 2")).hasStatus(200);
        assertThat(available(client)).isEqualByComparingTo("11");
    }

    @Test
    void aHundredDepositsOfAReferenceAtOnceCreditOnce() throws InterruptedException {
        fund(client, "1");
        String wire = someone("wire");
        List<JsonNode> answers = atOnce(100, () -> json(deposit(someone("key"), client, "5", wire)));
        assertThat(answers).containsOnly(json(deposit("again", client, "5", wire)));
        assertThat(available(client)).isEqualByComparingTo("6");
    }

    @Test
    void theWalletShowsWhatThereIs() {
        fund(client, "10");
        JsonNode wallet = json(get(client, "/v1/payments/wallet"));
        assertThat(wallet.path("wallet").stringValue()).isEqualTo(client);
        assertThat(wallet.path("balances").get(0).path("kind").stringValue()).isEqualTo("available");
        assertThat(wallet.path("balances").get(0).path("balance").decimalValue())
                .isEqualByComparingTo("10");
    }

    @Test
    void theStatementLeadsThroughAllEntries() {
        fund(client, "1");
        fund(client, "2");
        fund(client, "3");
        JsonNode first = json(get(client, "/v1/payments/statement?limit=2"));
        assertThat(first.path("items").valueStream())
                .extracting(line -> line.path("balance").intValue())
                .containsExactly(6, 3);
        JsonNode second = json(get(
                client,
                "/v1/payments/statement?limit=2&cursor="
                        + first.path("next_cursor").stringValue()));
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertProblem(get(client, "/v1/payments/statement?cursor=x"), 422, "INVALID_CURSOR");
        assertProblem(get(client, "/v1/payments/statement?currency=DOGE"), 422, "VALIDATION_ERROR");
        assertThat(body(get(client, "/v1/payments/statement?kind=secret")))
                .contains("VALIDATION_ERROR", "kind: must be one of available, escrow");
        assertThat(body(get(client, "/v1/payments?status=released"))).contains("\"items\":[");
        assertThat(body(get(client, "/v1/payments?status=relased"))).contains("did you mean released?");
        assertProblem(get(client, "/v1/payments/statement?limit=0"), 422, "VALIDATION_ERROR");
    }

    @Test
    void adminsFundTheRewardsPool() {
        String transfer = "{\"from\":\"external\",\"to\":\"pool\",\"amount\":7,\"reference\":\"grant\"}";
        assertProblem(post("/v1/payments/network/transfers", transfer), 403, "ROLE_NOT_ALLOWED");
        BigDecimal before = balance(Account.rewardsPool(AITBC));
        assertThat(post("root", Role.ADMIN, "/v1/payments/network/transfers", transfer))
                .hasStatus(200);
        assertThat(balance(Account.rewardsPool(AITBC)).subtract(before)).isEqualByComparingTo("7");
        assertProblem(
                post("root", Role.ADMIN, "/v1/payments/network/transfers", transfer.replace("external", "pool")),
                422,
                "VALIDATION_ERROR");
        assertThat(json(as("root", Role.ADMIN, HttpMethod.GET, "/v1/payments/network")
                                .exchange())
                        .path("drift"))
                .isEmpty();
    }
}
