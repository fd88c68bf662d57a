package org.aitbc.explorer.crosschain;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.servicetest.Decision;
import org.aitbc.starter.parameter.Parameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class BridgeTests extends CrossChainTest {

    private static final String FRIEND = "0x00000000000000000000000000000000000000bb";

    @Autowired
    private Parameters parameters;

    @Test
    void coinsGoFromOneChainToAnotherOnce() {
        String wallet = wallet(HOME, 3);
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));
        var before = OTHER.balance(FRIEND);

        JsonNode created = created(request(wallet, HOME_ID, OTHER.id(), "2"), "first");
        JsonNode done = awaitStep(created, "completed");

        assertThat(jdbc.sql("""
                        select count(*) from explorer.swap s join explorer.outgoing o on o.reference = replace(s.id::text, '-', '')
                        where s.id = ?::uuid and o.recipient = case o.chain_id when s.source_chain then source_contract else target_contract end""")
                        .param(created.path("bridge_request_id").stringValue())
                        .query(Integer.class)
                        .single())
                .isEqualTo(4);
        BigDecimal fee = created.path("total_fee").decimalValue();
        assertThat(fee).isGreaterThan(new BigDecimal("0.006"));
        assertThat(OTHER.balance(FRIEND).subtract(before))
                .isEqualTo(Amounts.units(new BigDecimal("2").subtract(fee), 18));
        assertThat(HOME.balance(wallet)).isLessThan(ether(1));
        assertThat(done.path("status").stringValue()).isEqualTo("completed");
        assertThat(purposes(done)).containsExactly("source-lock", "target-lock", "target-claim", "source-claim");
        assertThat(done.path("transactions")
                        .valueStream()
                        .map(one -> one.path("status").stringValue()))
                .containsOnly("confirmed");
        assertThat(created(request(wallet, HOME_ID, OTHER.id(), "2"), "first").path("bridge_request_id"))
                .isEqualTo(created.path("bridge_request_id"));
        assertProblem(
                call(
                        client,
                        HttpMethod.POST,
                        "/bridge/create-request",
                        request(wallet, HOME_ID, OTHER.id(), "1"),
                        Map.of("Idempotency-Key", "first")),
                422,
                "IDEMPOTENCY_KEY_REUSED");
        assertProblem(call("somebody-else", HttpMethod.GET, path(created), Map.of()), 404, "BRIDGE_REQUEST_NOT_FOUND");
        assertProblem(post(path(created) + "/cancel", Map.of("reason", "x")), 409, "BRIDGE_REQUEST_NOT_PENDING");
        assertThat(read("/bridge/statistics").path("completed_requests").intValue())
                .isPositive();
        assertThat(read("/bridge/liquidity-pools")).anySatisfy(pool -> {
            assertThat(pool.path("target_chain_id").longValue()).isEqualTo(OTHER.id());
            assertThat(pool.path("total_liquidity").decimalValue()).isPositive();
            assertThat(pool.path("apr").decimalValue()).isPositive();
        });
    }

    @Test
    void tokensGoFromOneChainToAnother() {
        String wallet = wallet(HOME, 1);
        HOME.mint(HOME_TOKEN, wallet, ether(30));
        String suiteThere = accounts.ofSuite(OTHER.id()).address();
        OTHER.give(suiteThere, ether(10));
        OTHER.mint(OTHER_TOKEN, suiteThere, ether(100));
        var before = OTHER.balance(OTHER_TOKEN, FRIEND);
        var earned = HOME.balance(HOME_TOKEN, accounts.ofSuite(HOME_ID).address());
        JsonNode statistics = read("/bridge/statistics");
        Map<String, Object> ten = request(wallet, HOME_ID, OTHER.id(), "10");
        ten.put("token_address", HOME_TOKEN);

        JsonNode first = created(ten, "first");
        JsonNode done = awaitStep(first, "completed");

        assertThat(done.path("token_address").stringValue()).isEqualTo(HOME_TOKEN);
        // 0.3 % and half a token
        assertThat(done.path("delivered_amount").decimalValue()).isEqualByComparingTo("9.47");
        assertThat(OTHER.balance(OTHER_TOKEN, FRIEND).subtract(before))
                .isEqualTo(Amounts.units(new BigDecimal("9.47"), 18));
        assertThat(HOME.balance(HOME_TOKEN, wallet)).isEqualTo(ether(20));
        assertThat(HOME.balance(HOME_TOKEN, accounts.ofSuite(HOME_ID).address()).subtract(earned))
                .isEqualTo(ether(10));
        assertThat(purposes(done))
                .startsWith("source-approval", "source-lock")
                .endsWith("target-claim", "source-claim");
        assertThat(created(ten, "first").path("bridge_request_id")).isEqualTo(first.path("bridge_request_id"));
        assertThat(purposes(awaitStep(created(ten, "second"), "completed")))
                .containsExactly("source-lock", "target-lock", "target-claim", "source-claim");
        JsonNode after = read("/bridge/statistics");
        assertThat(after.path("completed_requests").intValue())
                .isGreaterThan(statistics.path("completed_requests").intValue());
        assertThat(after.path("total_volume")).isEqualTo(statistics.path("total_volume"));
        assertThat(after.path("total_fees")).isEqualTo(statistics.path("total_fees"));
        assertThat(read("/bridge/liquidity-pools")).anySatisfy(pool -> {
            assertThat(pool.path("token_address").stringValue()).isEqualTo(OTHER_TOKEN);
            assertThat(pool.path("source_chain_id").longValue()).isEqualTo(HOME_ID);
            assertThat(pool.path("total_liquidity").decimalValue()).isPositive();
            assertThat(pool.path("apr").decimalValue()).isPositive();
        });
        ten.put("amount", "0.5");
        assertRefused(ten, 422, "AMOUNT_TOO_SMALL");
        ten.put("amount", "11");
        assertRefused(ten, 402, "INSUFFICIENT_FUNDS");
        OTHER.give(suiteThere, BigInteger.ONE);
        ten.put("amount", "5");
        assertRefused(ten, 409, "INSUFFICIENT_LIQUIDITY");
        OTHER.give(suiteThere, ether(10));
    }

    @Test
    void anApprovalThatCannotBePaidYetIsWaitedFor() {
        String wallet = wallet(HOME, 1);
        HOME.mint(HOME_TOKEN, wallet, ether(30));
        String suiteThere = accounts.ofSuite(OTHER.id()).address();
        OTHER.give(suiteThere, ether(10));
        OTHER.mint(OTHER_TOKEN, suiteThere, ether(100));
        Map<String, Object> request = request(wallet, HOME_ID, OTHER.id(), "10");
        request.put("token_address", HOME_TOKEN);
        Map<String, Object> tooMuch = new HashMap<>(request);
        tooMuch.put("amount", "2000");
        prepare(tooMuch);
        BigInteger price = read("/chains/" + HOME_ID + "/fees")
                .path("priorities")
                .path("medium")
                .path("max_fee_per_gas")
                .bigIntegerValue();
        // enough for a transfer, not for an approval
        HOME.give(wallet, price.multiply(BigInteger.valueOf(30_000)));

        JsonNode created = ok(post("/bridge/create-request", request));
        await().until(() -> jdbc.sql("""
                        select exists (select from explorer.outgoing where sender = ? and tried_at is not null)""").param(wallet).query(Boolean.class).single());
        HOME.give(wallet, ether(1));

        awaitStep(created, "completed");
    }

    @Test
    void tokensThatTheSuiteCannotDeliverGoBackAfterTheirTime() {
        String wallet = wallet(GONE, 1);
        GONE.mint(GONE_TOKEN, wallet, ether(10));
        String suiteThere = accounts.ofSuite(OTHER.id()).address();
        OTHER.give(suiteThere, ether(10));
        OTHER.mint(OTHER_TOKEN, suiteThere, ether(100));
        GONE.give(accounts.ofSuite(GONE.id()).address(), ether(1));
        Map<String, Object> request = request(wallet, GONE.id(), OTHER.id(), "2");
        request.put("token_address", GONE_TOKEN);
        Map<String, Object> tooMuch = new HashMap<>(request);
        tooMuch.put("amount", "2000");
        prepare(tooMuch);
        GONE.mineAtOnce(false);
        JsonNode created;
        try {
            created = ok(post("/bridge/create-request", request));
            awaitTransaction(created, "source-approval", "submitted");
            OTHER.seize(OTHER_TOKEN, suiteThere);
        } finally {
            GONE.mineAtOnce(true);
        }
        awaitStep(created, "returning");
        assertThat(GONE.balance(GONE_TOKEN, wallet)).isEqualTo(ether(8));

        GONE.goOn(3600);

        assertThat(purposes(awaitStep(created, "failed")))
                .containsExactly("source-approval", "source-lock", "source-refund");
        assertThat(GONE.balance(GONE_TOKEN, wallet)).isEqualTo(ether(10));
    }

    @Test
    void whatTheSuiteCannotDeliverGoesBackAfterItsTime() {
        String wallet = wallet(OLD, 3);
        String suiteThere = accounts.ofSuite(OTHER.id()).address();
        OTHER.give(suiteThere, ether(10));
        OLD.give(accounts.ofSuite(OLD.id()).address(), ether(1));
        JsonNode created = prepared(OLD, request(wallet, OLD.id(), OTHER.id(), "2"));
        try {
            OTHER.give(suiteThere, ether(0));
            OLD.mineAtOnce(true);
            JsonNode returning = awaitStep(created, "returning");
            assertThat(returning.path("reason").stringValue()).contains("too little");
            assertThat(OLD.balance(wallet)).isLessThan(ether(1));

            OLD.goOn(3600);

            JsonNode failed = awaitStep(created, "failed");
            assertThat(OLD.balance(wallet)).isGreaterThan(ether(2));
            assertThat(purposes(failed)).containsExactly("source-lock", "source-refund");
        } finally {
            OTHER.give(suiteThere, ether(10));
        }
    }

    @Test
    void aReturnThatFailsIsAskedForAgain() {
        String wallet = wallet(AGAIN, 3);
        String suiteThere = accounts.ofSuite(OTHER.id()).address();
        OTHER.give(suiteThere, ether(10));
        AGAIN.give(accounts.ofSuite(AGAIN.id()).address(), ether(1));
        JsonNode created = prepared(AGAIN, request(wallet, AGAIN.id(), OTHER.id(), "2"));
        try {
            OTHER.give(suiteThere, ether(0));
            AGAIN.mineAtOnce(true);
            awaitStep(created, "returning");
            // the contract has no lock with such terms, and refuses as if it were too early
            moveTimes(created, "- interval '1 hour'");
            awaitTransaction(created, "source-refund", "failed");
            moveTimes(created, "+ interval '1 hour'");

            AGAIN.goOn(3600);

            awaitTransaction(created, "source-refund", "confirmed");
            awaitStep(created, "failed");
            assertThat(AGAIN.balance(wallet)).isGreaterThan(ether(2));
        } finally {
            OTHER.give(suiteThere, ether(10));
        }
    }

    @Test
    void theSecretIsNotToldShortlyBeforeTheEnd() {
        String wallet = wallet(HOME, 3);
        NEAR.give(accounts.ofSuite(NEAR.id()).address(), ether(10));
        JsonNode created = created(request(wallet, HOME_ID, NEAR.id(), "2"), "near", NEAR);
        try {
            awaitTransaction(created, "target-lock", "submitted");
            NEAR.goTo(targetUntil(created) - 4);
        } finally {
            NEAR.mineAtOnce(true);
        }

        assertThat(purposes(awaitStep(created, "returning"))).containsExactly("source-lock", "target-lock");

        NEAR.goOn(60);
        awaitTransaction(created, "target-refund", "confirmed");
    }

    @Test
    void theClientDoesNotWaitUntilTheSuiteCanTakeItsOwnBack() {
        String wallet = wallet(DUE, 3);
        String suiteThere = accounts.ofSuite(DRY.id()).address();
        DUE.give(accounts.ofSuite(DUE.id()).address(), ether(1));
        DRY.give(suiteThere, ether(10));
        JsonNode created = created(request(wallet, DUE.id(), DRY.id(), "2"), "dry", DRY);
        try {
            awaitTransaction(created, "target-lock", "submitted");
            DRY.goTo(targetUntil(created) - 4);
        } finally {
            DRY.mineAtOnce(true);
        }
        awaitStep(created, "returning");
        DRY.give(suiteThere, ether(0));
        DRY.goOn(60);
        DUE.goOn(3600);

        awaitTransaction(created, "source-refund", "confirmed");
        assertThat(DUE.balance(wallet)).isGreaterThan(ether(2));
        assertThat(read(path(created)).path("step").stringValue()).isEqualTo("returning");

        DRY.give(suiteThere, ether(1));
        awaitStep(created, "expired");
    }

    @Test
    void aClaimThatIsOverdueIsStopped() {
        String wallet = wallet(HOME, 3);
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));
        JsonNode created = created(request(wallet, HOME_ID, OTHER.id(), "2"), "overdue", OTHER);
        try {
            awaitTransaction(created, "target-lock", "submitted");
            OTHER.mine();
            awaitTransaction(created, "target-claim", "submitted");
            moveTimes(created, "- interval '15 minutes'");
            awaitCancelled(created, "swap.target-claim");
        } finally {
            OTHER.mineAtOnce(true);
        }

        awaitTransaction(created, "target-claim", "cancelled");
        awaitStep(created, "returning");
        moveTimes(created, "+ interval '15 minutes'");
    }

    @Test
    void whatSomebodyElseClaimedForTheSuiteIsClaimed() {
        String wallet = wallet(HOME, 3);
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));
        JsonNode created = created(request(wallet, HOME_ID, OTHER.id(), "2"), "else", OTHER);
        try {
            awaitTransaction(created, "target-lock", "submitted");
            HOME.mineAtOnce(false);
            OTHER.mineAtOnce(true);
            awaitTransaction(created, "source-claim", "submitted");
            Map<String, Object> claim = jdbc.sql("""
                            select recipient, '0x' || encode(data, 'hex') as data from explorer.outgoing
                            where purpose = 'swap.source-claim' and reference = ?""")
                    .param(created.path("bridge_request_id").stringValue())
                    .query()
                    .singleRow();
            HOME.callFirst(String.valueOf(claim.get("recipient")), String.valueOf(claim.get("data")));
        } finally {
            OTHER.mineAtOnce(true);
            HOME.mineAtOnce(true);
        }

        awaitTransaction(created, "source-claim", "failed");
        awaitStep(created, "completed");
    }

    @Test
    void aDeadlineThatTheChainsCannotKeepIsRefused() {
        String wallet = wallet(HOME, 3);
        SLOW.give(accounts.ofSuite(SLOW.id()).address(), ether(1));
        SLOW.mine(100, 600);

        assertRefused(request(wallet, HOME_ID, SLOW.id(), "2"), 422, "DEADLINE_TOO_SHORT");

        Map<String, Object> longer = request(wallet, HOME_ID, SLOW.id(), "2");
        longer.put("deadline_minutes", 120);
        prepare(longer);
        assertRefused(longer, 409, "INSUFFICIENT_LIQUIDITY");
    }

    @Test
    void aRecipientThatWasPaidAfterAllIsNotPaidBack() {
        String wallet = wallet(HOME, 3);
        LATE.give(accounts.ofSuite(LATE.id()).address(), ether(10));
        JsonNode created = created(request(wallet, HOME_ID, LATE.id(), "2"), "late", LATE);
        try {
            awaitTransaction(created, "target-lock", "submitted");
            LATE.mine();
            awaitTransaction(created, "target-claim", "submitted");
            jdbc.sql("update explorer.swap set step = 'returning', outcome = 'failed' where id = ?::uuid")
                    .param(created.path("bridge_request_id").stringValue())
                    .update();
        } finally {
            LATE.mineAtOnce(true);
        }

        LATE.goOn(3600);

        JsonNode done = awaitStep(created, "completed");
        assertThat(purposes(done)).contains("source-claim").doesNotContain("source-refund");
        assertThat(HOME.balance(wallet)).isLessThan(ether(1));
    }

    @Test
    void whatIsNotLockedYetIsCancelled() {
        String wallet = wallet(OLD, 3);
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));
        OLD.give(accounts.ofSuite(OLD.id()).address(), ether(1));
        JsonNode created = prepared(OLD, request(wallet, OLD.id(), OTHER.id(), "2"));
        try {
            JsonNode cancelled = ok(post(path(created) + "/cancel", Map.of("reason", "mistake")));
            assertThat(cancelled.path("status").stringValue()).isEqualTo("pending");
            awaitCancelled(created, "swap.source-lock");
        } finally {
            OLD.mineAtOnce(true);
        }
        JsonNode ended = awaitStep(created, "cancelled");
        assertThat(ended.path("reason").stringValue()).isEqualTo("mistake");
        assertThat(OLD.balance(wallet)).isGreaterThan(ether(2));
    }

    @Test
    void aBalanceIsGoodForOneSwap() {
        String wallet = wallet(HOME, 20);
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));
        Map<String, Object> eight = request(wallet, HOME_ID, OTHER.id(), "8");
        prepare(request(wallet, HOME_ID, OTHER.id(), "2000"));
        OTHER.mineAtOnce(false);
        JsonNode first;
        try {
            first = ok(post("/bridge/create-request", eight));
            awaitTransaction(first, "target-lock", "submitted");
            assertRefused(eight, 409, "INSUFFICIENT_LIQUIDITY");
        } finally {
            OTHER.mineAtOnce(true);
        }
        awaitStep(first, "completed");
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(100));
        HOME.mineAtOnce(false);
        JsonNode second;
        try {
            second = ok(post("/bridge/create-request", eight));
            assertRefused(eight, 402, "INSUFFICIENT_FUNDS");
        } finally {
            HOME.mineAtOnce(true);
        }
        awaitStep(second, "completed");
    }

    @Test
    void aNodeThatHangsHoldsUpNoOtherChain() {
        String wallet = wallet(HOME, 10);
        HUNG.give(accounts.ofSuite(HUNG.id()).address(), ether(10));
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));
        prepare(request(wallet, HOME_ID, OTHER.id(), "2000"));
        JsonNode slow = created(request(wallet, HOME_ID, HUNG.id(), "2"), "slow");
        HUNG.mineAtOnce(false);
        try {
            awaitTransaction(slow, "target-lock", "submitted");
            RELAY.hold();

            awaitStep(created(request(wallet, HOME_ID, OTHER.id(), "2"), "fast"), "completed");
        } finally {
            RELAY.letGo();
            HUNG.mineAtOnce(true);
        }
        awaitStep(slow, "completed");
    }

    @Test
    void whatThereIsToSwapWithIsAskedOnce() {
        RELAY.asked.clear();

        assertThat(read("/bridge/liquidity-pools"))
                .filteredOn(pool -> pool.path("target_chain_id").longValue() == HUNG.id())
                .hasSizeGreaterThan(5);

        assertThat(RELAY.asked)
                .filteredOn(question -> question.contains("eth_getBalance"))
                .hasSize(1);
    }

    @Test
    void theFeeIsWhatGovernanceHadDecidedWhenTheSwapWasCreated() {
        String wallet = wallet(HOME, 10);
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));
        JsonNode before = created(request(wallet, HOME_ID, OTHER.id(), "1"), "before");
        try (Decision _ = new Decision(jdbc, parameters, Parameter.BRIDGE_FEE, "0.008", Duration.ZERO)) {
            JsonNode after = created(request(wallet, HOME_ID, OTHER.id(), "1"), "after");
            assertThat(after.path("bridge_fee").decimalValue()).isEqualByComparingTo("0.008");
            assertThat(read(path(before)).path("bridge_fee").decimalValue()).isEqualByComparingTo("0.003");
            assertThat(read("/bridge/liquidity-pools"))
                    .allSatisfy(pool ->
                            assertThat(pool.path("fee_rate").decimalValue()).isEqualByComparingTo("0.008"));
        }
    }

    @Test
    void whereNobodyIsNamedTheClientsOnlyWalletThereGetsIt() {
        String wallet = wallet(HOME, 3);
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));
        Map<String, Object> request = request(wallet, HOME_ID, OTHER.id(), "1");
        request.remove("target_address");
        assertRefused(request, 422, "TARGET_ADDRESS_MISSING");
        String there = wallet(OTHER, 0);

        JsonNode created = created(request, "mine");

        assertThat(created.path("target_address").stringValue()).isEqualTo(there);
        awaitStep(created, "completed");
        assertThat(ok(get("/wallets/" + there + "/balance", Map.of("chain_id", OTHER.id())))
                        .path("eth_balance")
                        .decimalValue())
                .isPositive();
        wallet(OTHER, 0);
        assertRefused(request, 422, "TARGET_ADDRESS_MISSING");
        assertThat(created(request, "mine").path("bridge_request_id")).isEqualTo(created.path("bridge_request_id"));
        request.put("target_address", FRIEND);
        assertProblem(
                call(client, HttpMethod.POST, "/bridge/create-request", request, Map.of("Idempotency-Key", "mine")),
                422,
                "IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void whatCannotBeSwappedIsRefused() {
        String wallet = wallet(HOME, 1);
        OTHER.give(accounts.ofSuite(OTHER.id()).address(), ether(10));

        assertRefused(request(wallet, HOME_ID, ANOTHER_COIN, "0.5"), 422, "NO_RATE");
        assertRefused(request(wallet, HOME_ID, HOME_ID, "0.5"), 422, "SAME_CHAIN");
        assertRefused(request(wallet, HOME_ID, DEVELOPMENT, "0.5"), 422, "NO_RATE");
        assertRefused(request(wallet, HOME_ID, NODELESS, "0.5"), 503, "CHAIN_UNAVAILABLE");
        assertRefused(request(wallet, HOME_ID, 4711, "0.5"), 404, "CHAIN_NOT_FOUND");
        assertRefused(request(wallet, HOME_ID, OTHER.id(), "0.000000001"), 422, "AMOUNT_TOO_SMALL");
        assertRefused(request(FRIEND, HOME_ID, OTHER.id(), "0.5"), 404, "WALLET_NOT_FOUND");
        Map<String, Object> pool = request(wallet, HOME_ID, OTHER.id(), "0.5");
        pool.put("protocol", "liquidity_pool");
        assertRefused(pool, 422, "PROTOCOL_NOT_OFFERED");
        Map<String, Object> token = request(wallet, HOME_ID, OTHER.id(), "0.5");
        token.put("token_address", FRIEND);
        assertRefused(token, 422, "TOKEN_NOT_OFFERED");
        prepare(request(wallet, HOME_ID, OTHER.id(), "50"));
        assertRefused(request(wallet, HOME_ID, OTHER.id(), "50"), 402, "INSUFFICIENT_FUNDS");
        HOME.give(wallet, ether(1000));
        assertRefused(request(wallet, HOME_ID, OTHER.id(), "500"), 409, "INSUFFICIENT_LIQUIDITY");
    }

    private long targetUntil(JsonNode created) {
        return jdbc.sql("select extract(epoch from target_until)::bigint from explorer.swap where id = ?::uuid")
                .param(created.path("bridge_request_id").stringValue())
                .query(Long.class)
                .single();
    }

    private void moveTimes(JsonNode created, String by) {
        jdbc.sql(
                        "update explorer.swap set target_until = target_until %1$s, source_until = source_until %1$s where id = ?::uuid"
                                .formatted(by))
                .param(created.path("bridge_request_id").stringValue())
                .update();
    }

    private void assertRefused(Map<String, Object> request, int status, String code) {
        assertProblem(post("/bridge/create-request", request), status, code);
    }

    /** Until the contracts that it needs are on both chains. */
    private void prepare(Map<String, Object> request) {
        await().until(() ->
                post("/bridge/create-request", request).getResponse().getStatus() != 503);
    }

    /** A request whose lock is on its way, but in no block. */
    private JsonNode prepared(TestChain source, Map<String, Object> request) {
        Map<String, Object> tooMuch = new HashMap<>(request);
        tooMuch.put("amount", "2000");
        prepare(tooMuch);
        source.mineAtOnce(false);
        JsonNode created = ok(post("/bridge/create-request", request));
        awaitTransaction(created, "source-lock", "submitted");
        return created;
    }

    /** Until its node has what takes the place of it: a block that comes before would have the transaction itself. */
    private void awaitCancelled(JsonNode created, String purpose) {
        await().until(() -> jdbc.sql("""
                        select exists (select from explorer.outgoing o join explorer.attempt a on a.hash = o.transaction_hash
                                       where o.purpose = ? and o.reference = ? and o.accepted and a.cancels)""")
                .params(purpose, created.path("bridge_request_id").stringValue())
                .query(Boolean.class)
                .single());
    }

    private void awaitTransaction(JsonNode created, String purpose, String status) {
        await().until(() -> read(path(created))
                .path("transactions")
                .valueStream()
                .anyMatch(one -> one.path("purpose").stringValue().equals(purpose)
                        && one.path("status").stringValue().equals(status)));
    }

    private JsonNode created(Map<String, Object> request, String key) {
        return created(request, key, null);
    }

    /** @param still a chain that makes no blocks from then on */
    private JsonNode created(Map<String, Object> request, String key, @Nullable TestChain still) {
        Map<String, Object> tooMuch = new HashMap<>(request);
        tooMuch.put("amount", "2000");
        prepare(tooMuch);
        if (still != null) {
            still.mineAtOnce(false);
        }
        return ok(call(client, HttpMethod.POST, "/bridge/create-request", request, Map.of("Idempotency-Key", key)));
    }

    private static List<String> purposes(JsonNode swap) {
        return swap.path("transactions")
                .valueStream()
                .map(one -> one.path("purpose").stringValue())
                .toList();
    }

    private JsonNode awaitStep(JsonNode created, String step) {
        await().until(() -> read(path(created)).path("step").stringValue().equals(step));
        return read(path(created));
    }

    private static String path(JsonNode created) {
        return "/bridge/request/" + created.path("bridge_request_id").stringValue();
    }

    private static Map<String, Object> request(String wallet, long source, long target, String amount) {
        return new HashMap<>(Map.of(
                "user_address", wallet,
                "source_chain_id", source,
                "target_chain_id", target,
                "target_address", FRIEND,
                "amount", amount));
    }
}
