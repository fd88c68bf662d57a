package org.aitbc.explorer.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.aitbc.explorer.deploying.Contract;
import org.aitbc.explorer.deploying.Deployments;
import org.aitbc.explorer.sending.Draft;
import org.aitbc.explorer.sending.Outbox;
import org.aitbc.explorer.sending.State;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

class TransferTests extends CrossChainTest {

    private static final String SOMEBODY = "0x00000000000000000000000000000000000000aa";

    @Autowired
    private Deployments deployments;

    @Autowired
    private Outbox outbox;

    @Test
    void coinsArriveAndWhatItCostIsTold() {
        String wallet = wallet(HOME, 2);
        var before = HOME.balance(SOMEBODY);

        JsonNode executed = ok(post("/wallets/" + wallet + "/transactions", transfer(HOME_ID, "0.5")));
        JsonNode done = awaitStatus(executed.path("transaction_id").stringValue(), "completed");

        assertThat(HOME.balance(SOMEBODY).subtract(before)).isEqualTo(ether(1).divide(java.math.BigInteger.TWO));
        assertThat(done.path("transaction_hash").stringValue()).matches("0x[0-9a-f]{64}");
        assertThat(done.path("gas_used").intValue()).isEqualTo(21_000);
        assertThat(done.path("gas_price_paid").decimalValue()).isPositive();
        assertThat(done.path("confirmations").intValue()).isNotNegative();
        assertThat(done.path("amount").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(read("/transactions/history"))
                .singleElement()
                .satisfies(one -> assertThat(one.path("transaction_id").stringValue())
                        .isEqualTo(done.path("transaction_id").stringValue()));
        assertThat(ok(get("/wallets/" + wallet + "/transactions", Map.of("chain_id", HOME_ID))))
                .hasSize(1);
        JsonNode statistics = read("/transactions/statistics");
        assertThat(statistics.path("successful_transactions").intValue()).isEqualTo(1);
        assertThat(statistics.path("success_rate").doubleValue()).isEqualTo(1);
        assertThat(statistics.path("priority_distribution").path("medium").intValue())
                .isEqualTo(1);
    }

    @Test
    void tokensArriveToo() {
        await().until(() -> deployments.find(Contract.AITBC_TOKEN).isPresent());
        String token = deployments.require(Contract.AITBC_TOKEN);
        String wallet = wallet(HOME, 1);
        String suite = accounts.ofSuite(HOME_ID).address();
        // mint(address,uint256) has the arguments of transfer
        String mint = "0x40c10f19" + Tokens.transfer(wallet, ether(5)).substring(10);
        outbox.submit(Draft.call(HOME_ID, suite, token, mint, "test.mint", wallet));
        await().until(() -> outbox.find("test.mint", wallet).orElseThrow().state() == State.CONFIRMED);

        Map<String, Object> request = transfer(HOME_ID, "2.25");
        request.put("token_address", token);
        request.put("from_address", wallet);
        request.put("transaction_type", "transfer");
        awaitStatus(
                ok(post("/transactions/submit", request)).path("transaction_id").stringValue(), "completed");

        JsonNode balance =
                ok(get("/wallets/" + wallet + "/balance", Map.of("chain_id", HOME_ID, "token_address", token)));
        assertThat(balance.path("token_balances").path(token).path("balance").decimalValue())
                .isEqualByComparingTo("2.75");
    }

    @Test
    void theSameRequestUnderTheSameKeyIsOneTransfer() {
        String path = "/wallets/" + wallet(HOME, 2) + "/transactions";
        Map<String, String> key = Map.of("Idempotency-Key", "once");

        JsonNode first = ok(call(client, HttpMethod.POST, path, transfer(HOME_ID, "0.5"), key));
        JsonNode second = ok(call(client, HttpMethod.POST, path, transfer(HOME_ID, "0.5"), key));

        assertThat(second.path("transaction_id")).isEqualTo(first.path("transaction_id"));
        assertProblem(
                call(client, HttpMethod.POST, path, transfer(HOME_ID, "0.6"), key), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void theSameRequestIsTheSameTransferWhateverTheChainSaysByThen() {
        String token = HOME.token();
        String wallet = wallet(HOME, 1);
        HOME.mint(token, wallet, ether(1));
        Map<String, Object> request = transfer(HOME_ID, "0.9");
        request.put("token_address", token);
        request.put("from_address", wallet);
        request.put("transaction_type", "transfer");
        Map<String, String> key = Map.of("Idempotency-Key", "lost answer");
        JsonNode first = ok(submit(request, key, "{}"));
        awaitStatus(first.path("transaction_id").stringValue(), "completed");

        assertProblem(post("/transactions/submit", request), 402, "INSUFFICIENT_FUNDS");
        assertThat(ok(submit(request, key, "{}")).path("transaction_id")).isEqualTo(first.path("transaction_id"));
        HOME.remove(token);
        assertProblem(post("/transactions/submit", request), 422, "NOT_A_TOKEN");
        assertThat(ok(submit(request, key, "{}")).path("transaction_id")).isEqualTo(first.path("transaction_id"));
        request.put("amount", "0.8");
        assertProblem(submit(request, key, "{}"), 422, "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void whatTheClientAllowsForGasIsWhatIsPaid() {
        String wallet = wallet(HOME, 2);
        Map<String, Object> request = transfer(HOME_ID, "0.5");
        request.put("gas_price", "7000000001");
        JsonNode done = awaitStatus(
                ok(post("/wallets/" + wallet + "/transactions", request))
                        .path("transaction_id")
                        .stringValue(),
                "completed");
        assertThat(done.path("gas_price_paid").longValue()).isEqualTo(7_000_000_001L);

        request.remove("gas_price");
        // above the base fee, which blocks as empty as these do not raise, and below what is urgent
        long most =
                read("/chains/" + HOME_ID + "/fees").path("base_fee_per_gas").longValue() + 1;
        request.put("max_fee_per_gas", most);
        request.put("priority", "critical");
        done = awaitStatus(
                ok(post("/wallets/" + wallet + "/transactions", request))
                        .path("transaction_id")
                        .stringValue(),
                "completed");
        assertThat(done.path("max_fee_per_gas").longValue()).isEqualTo(most);
        assertThat(done.path("gas_price_paid").longValue()).isLessThanOrEqualTo(most);

        request.put("gas_price", most + 1);
        assertProblem(post("/wallets/" + wallet + "/transactions", request), 422, "INVALID_FEE");
        request.put("gas_price", "0.5");
        assertThat(post("/wallets/" + wallet + "/transactions", request)).hasStatus(422);
    }

    @Test
    void whatAClientSaysOfATransferIsKept() {
        Map<String, Object> request = transfer(HOME_ID, "0.5");
        request.put("from_address", wallet(HOME, 2));
        request.put("transaction_type", "transfer");
        request.put("user_id", "somebody-else");
        request.put("routing_strategy", "fastest");
        Map<String, String> key = Map.of("Idempotency-Key", "kept");

        JsonNode first = ok(submit(request, key, "{\"metadata\": {\"invoice\": [1, \"\\u0000é\"]}}"));

        JsonNode kept = transaction(first.path("transaction_id").stringValue());
        assertThat(kept.path("user_id").stringValue()).isEqualTo(client);
        assertThat(kept.path("priority").stringValue()).isEqualTo("urgent");
        assertThat(kept.path("metadata")).isEqualTo(JSON.readTree("{\"invoice\": [1, \"\\u0000é\"]}"));
        assertProblem(submit(request, key, "{\"metadata\": {\"invoice\": 2}}"), 422, "IDEMPOTENCY_KEY_REUSED");
        request.put("priority", "low");
        assertProblem(submit(request, key, "{}"), 422, "IDEMPOTENCY_KEY_REUSED");
        assertProblem(
                submit(request, Map.of(), "{\"metadata\": {\"x\": \"" + "x".repeat(5000) + "\"}}"),
                422,
                "INVALID_METADATA");
        assertProblem(submit(request, Map.of(), "{\"metadata\": {\"x\": \"\\ud800\"}}"), 422, "INVALID_METADATA");
    }

    private MvcTestResult submit(Map<String, ?> parameters, Map<String, String> headers, String body) {
        return call(client, HttpMethod.POST, "/transactions/submit", parameters, headers, body);
    }

    @Test
    void whatCannotBeSentIsRefused() {
        String path = "/wallets/" + wallet(HOME, 1) + "/transactions";

        assertProblem(post(path, transfer(HOME_ID, "1.5")), 402, "INSUFFICIENT_FUNDS");
        assertProblem(post(path, transfer(HOME_ID, "0")), 422, "INVALID_AMOUNT");
        assertProblem(post(path, transfer(HOME_ID, "0.0000000000000000001")), 422, "INVALID_AMOUNT");
        assertProblem(post(path, transfer(OTHER.id(), "0.5")), 404, "WALLET_NOT_FOUND");
        assertProblem(call("somebody-else", HttpMethod.POST, path, transfer(HOME_ID, "0.5")), 404, "WALLET_NOT_FOUND");
        Map<String, Object> mistyped = transfer(HOME_ID, "0.5");
        mistyped.put("to_address", "0x12");
        assertProblem(post(path, mistyped), 422, "INVALID_ADDRESS");
        mistyped.remove("to_address");
        assertThat(post(path, mistyped)).hasStatus(422);
        assertThat(post("/transactions/submit", transfer(HOME_ID, "0.5"))).hasStatus(422);
    }

    @Test
    void nobodyFillsTheQueue() {
        String path = "/wallets/" + wallet(OTHER, 0) + "/transactions";
        Map<String, Object> nothing = transfer(OTHER.id(), "0");
        nothing.put("transaction_type", "contract_call");
        Map<String, String> key = Map.of("Idempotency-Key", "one of many");
        JsonNode first = ok(call(client, HttpMethod.POST, path, nothing, key));
        for (int i = 1; i < 100; i++) {
            ok(post(path, nothing));
        }
        assertProblem(post(path, nothing), 409, "TOO_MANY_OPEN_TRANSFERS");
        assertThat(ok(call(client, HttpMethod.POST, path, nothing, key)).path("transaction_id"))
                .as("it is one of them")
                .isEqualTo(first.path("transaction_id"));
        ok(post("/transactions/" + first.path("transaction_id").stringValue() + "/cancel", Map.of("reason", "room")));
        ok(post(path, nothing));
    }

    @Test
    void whatIsInNoBlockYetIsCancelledByReplacement() {
        String path = "/wallets/" + wallet(OTHER, 1) + "/transactions";
        OTHER.mineAtOnce(false);
        try {
            String id = ok(post(path, transfer(OTHER.id(), "0.5")))
                    .path("transaction_id")
                    .stringValue();
            awaitStatus(id, "submitted");
            assertProblem(
                    call("somebody-else", HttpMethod.POST, "/transactions/" + id + "/cancel", Map.of("reason", "x")),
                    404,
                    "TRANSACTION_NOT_FOUND");

            JsonNode cancelling = ok(post("/transactions/" + id + "/cancel", Map.of("reason", "mistake")));
            assertThat(cancelling.path("status").stringValue()).isEqualTo("processing");
            // until the node has the one that takes its place
            await().until(() -> transaction(id).path("submit_attempts").intValue() > 1);
            OTHER.mineAtOnce(true);

            awaitStatus(id, "cancelled");
            assertProblem(
                    post("/transactions/" + id + "/cancel", Map.of("reason", "again")), 409, "TRANSACTION_NOT_PENDING");
        } finally {
            OTHER.mineAtOnce(true);
        }
    }

    @Test
    void whatIsInNoBlockAtItsDeadlineExpires() {
        String path = "/wallets/" + wallet(OTHER, 1) + "/transactions";
        OTHER.mineAtOnce(false);
        try {
            String id = ok(post(path, transfer(OTHER.id(), "0.5")))
                    .path("transaction_id")
                    .stringValue();
            awaitStatus(id, "submitted");
            jdbc.sql("update explorer.transfer set deadline = now() where id = ?::uuid")
                    .param(id)
                    .update();
            await().until(() -> transaction(id).path("submit_attempts").intValue() > 1);
            OTHER.mineAtOnce(true);

            awaitStatus(id, "expired");
        } finally {
            OTHER.mineAtOnce(true);
        }
    }

    private static Map<String, Object> transfer(long chain, String amount) {
        return new HashMap<>(Map.of("chain_id", chain, "to_address", SOMEBODY, "amount", amount));
    }

    private JsonNode transaction(String id) {
        return read("/transactions/" + id);
    }

    private JsonNode awaitStatus(String id, String status) {
        await().until(() -> transaction(id).path("status").stringValue().equals(status));
        MvcTestResult last = get("/transactions/" + id, Map.of());
        return ok(last);
    }
}
