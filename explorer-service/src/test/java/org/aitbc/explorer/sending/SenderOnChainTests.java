package org.aitbc.explorer.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.ExplorerDatabase;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.accounts.TestAccounts;
import org.aitbc.explorer.chain.Call;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Node;
import org.aitbc.localchain.LocalChain;
import org.aitbc.servicetest.Programs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import org.web3j.utils.Numeric;
import tools.jackson.databind.JsonNode;

/** The sender on a real chain that makes blocks only when the test says so. */
class SenderOnChainTests {

    private static final long CHAIN = 51_337;
    private static final int CONFIRMATIONS = 2;
    private static final int BUMP_AFTER = 3;
    /** {@code PUSH 0, PUSH 0, REVERT} as the code that creates a contract. */
    private static final String REVERTING = "0x60006000fd";

    private static LocalChain local;
    private static Node node;
    private static Chain chain;
    private static SingleConnectionDataSource connection;
    private static JdbcClient jdbc;
    private static Accounts accounts;
    private static Outbox outbox;
    private static Sender sender;
    private final String reference = Ids.text(Ids.next());
    private String account = "";

    @BeforeAll
    static void start() throws InterruptedException {
        Programs.requireAnvil(LocalChain.binary().isPresent());
        local = LocalChain.start(new LocalChain.Options(0, CHAIN, Duration.ofHours(1), null, null));
        node = new Node(CHAIN, local.url(), Duration.ofSeconds(10));
        chain = new Chain(CHAIN, "Test", "ETH", 18, CONFIRMATIONS, Duration.ofSeconds(1), Optional.of(node));
        connection = ExplorerDatabase.connection();
        jdbc = JdbcClient.create(connection);
        accounts = TestAccounts.on(jdbc);
        outbox = new Outbox(jdbc, accounts);
        SendingSettings settings = new SendingSettings(BUMP_AFTER, BigInteger.valueOf(500), 4, 8, Set.of(CHAIN));
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(connection));
        sender = Senders.of(jdbc, accounts, transactions, settings);
    }

    @AfterAll
    static void stop() {
        if (local != null) {
            local.close();
            connection.destroy();
        }
    }

    @BeforeEach
    void account() {
        account = accounts.create(CHAIN, "test").address();
        give("0xde0b6b3a7640000");
    }

    private void give(String balance) {
        rpc("anvil_setBalance", account, balance);
    }

    private static JsonNode rpc(String method, Object... parameters) {
        return node.ask(List.of(Call.of(method, parameters))).getFirst().orThrow();
    }

    private static void step() {
        sender.step(chain, new NodeCalls(node));
    }

    private static void mine(int blocks) {
        for (int i = 0; i < blocks; i++) {
            rpc("evm_mine");
        }
    }

    private UUID submit() {
        return outbox.submit(Draft.call(CHAIN, account, account, "0x01", "test", reference));
    }

    private Sent sent(UUID id) {
        return outbox.find(id);
    }

    private static boolean isInPool(Sent sent) {
        return rpc("eth_getTransactionByHash", String.valueOf(sent.transactionHash()))
                .isObject();
    }

    private void confirm() {
        mine(1 + CONFIRMATIONS);
        step();
    }

    @Test
    void aTransactionIsSubmittedMinedAndConfirmed() {
        UUID id = submit();
        step();
        assertThat(sent(id).state()).isEqualTo(State.SUBMITTED);
        assertThat(sent(id).nonce()).isZero();
        mine(1);
        step();
        assertThat(sent(id).state()).isEqualTo(State.MINED);
        mine(CONFIRMATIONS);
        step();
        assertThat(sent(id).state()).isEqualTo(State.CONFIRMED);
        assertThat(sent(id).blockHash())
                .isEqualTo(rpc("eth_getTransactionReceipt", String.valueOf(sent(id).transactionHash()))
                        .path("blockHash")
                        .stringValue());
    }

    @Test
    void whatThePoolForgetsIsSentAgainByteForByte() {
        UUID id = submit();
        step();
        String hash = String.valueOf(sent(id).transactionHash());
        rpc("anvil_dropTransaction", hash);
        assertThat(isInPool(sent(id))).isFalse();
        step();
        assertThat(isInPool(sent(id))).isTrue();
        assertThat(sent(id).transactionHash()).isEqualTo(hash);
    }

    @Test
    void whatThePoolForgetsIsCancelledWhereItWouldComeTooLate() {
        UUID id = outbox.submit(Draft.call(CHAIN, account, account, "0x01", "test", reference)
                .notAfter(Instant.now().plusSeconds(3600)));
        step();
        String hash = String.valueOf(sent(id).transactionHash());
        rpc("anvil_dropTransaction", hash);
        jdbc.sql("update explorer.outgoing set not_after = now() where id = ?")
                .param(id)
                .update();

        step();
        confirm();

        assertThat(sent(id).state()).isEqualTo(State.CANCELLED);
        assertThat(sent(id).transactionHash()).isNotEqualTo(hash);
        assertThat(rpc("eth_getTransactionByHash", hash).isObject()).isFalse();
    }

    @Test
    void moreIsOfferedForWhatBlocksLeaveOut() {
        UUID id = submit();
        step();
        String first = String.valueOf(sent(id).transactionHash());
        for (int i = 0; i < BUMP_AFTER; i++) {
            rpc("anvil_setNextBlockBaseFeePerGas", "0x174876e800");
            mine(1);
        }
        step();
        assertThat(sent(id).transactionHash()).isNotEqualTo(first);
        assertThat(sent(id).nonce()).isZero();
        assertThat(isInPool(sent(id))).isTrue();
        confirm();
        assertThat(sent(id).state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void whatIsOnItsWayIsCancelledByAReplacement() {
        UUID id = submit();
        step();
        assertThat(outbox.cancel(id).state()).isEqualTo(State.SUBMITTED);
        step();
        confirm();
        Sent cancelled = sent(id);
        assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
        JsonNode mined = rpc("eth_getTransactionByHash", String.valueOf(cancelled.transactionHash()));
        assertThat(mined.path("to").stringValue()).isEqualToIgnoringCase(account);
        assertThat(Numeric.decodeQuantity(mined.path("value").stringValue())).isZero();
        assertThat(mined.path("input").stringValue()).isEqualTo("0x");
    }

    @Test
    void wantOfFundsIsWaitedOut() {
        give("0x0");
        UUID id = submit();
        step();
        assertThat(sent(id).state()).isIn(State.QUEUED, State.SUBMITTED);
        assertThat(sent(id).error()).containsIgnoringCase("insufficient funds");
        give("0xde0b6b3a7640000");
        step();
        confirm();
        assertThat(sent(id).state()).isEqualTo(State.CONFIRMED);
        assertThat(sent(id).error()).isNull();
    }

    @Test
    void coinsThatAreWaitedForHoldUpNothingElse() {
        BigInteger tooMuch = BigInteger.TEN.pow(19);
        UUID poor = outbox.submit(
                new Draft(CHAIN, account, account, tooMuch, "0x", null, Offer.USUAL, "test", reference + "a"));
        UUID id = submit();
        step();
        confirm();
        assertThat(sent(id).state()).isEqualTo(State.CONFIRMED);
        assertThat(sent(id).nonce()).isZero();
        assertThat(sent(poor).error()).contains("insufficient funds");
        give("0x1b1ae4d6e2ef500000");
        step();
        confirm();
        assertThat(sent(poor).state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void tipsFollowWhatBlocksOfLateWerePaid() {
        for (int i = 0; i < 5; i++) {
            outbox.submit(new Draft(
                    CHAIN,
                    account,
                    account,
                    BigInteger.ONE,
                    "0x",
                    null,
                    new Offer(Priority.MEDIUM, BigInteger.valueOf(40_000_000_000L + i), null),
                    "test",
                    reference + i));
            step();
            mine(1);
        }
        Market market = Market.ask(node);
        // of 40 gwei the base fee of up to 1 gwei is none
        assertThat(market.fees(Priority.MEDIUM).tip()).isGreaterThan(BigInteger.valueOf(30_000_000_000L));
        assertThat(market.fees(Priority.CRITICAL).max())
                .isGreaterThan(market.fees(Priority.LOW).max());
        mine(20);
        assertThat(Market.ask(node).fees(Priority.MEDIUM).tip()).isLessThan(BigInteger.valueOf(30_000_000_000L));
    }

    @Test
    void whatWouldRevertIsNotSentAndTakesNoNonce() {
        UUID id = outbox.submit(
                new Draft(CHAIN, account, null, BigInteger.ZERO, REVERTING, null, Offer.USUAL, "test", reference));
        step();
        assertThat(sent(id).state()).isEqualTo(State.FAILED);
        assertThat(sent(id).nonce()).isNull();
    }

    @Test
    void whatRevertsOnTheChainHasFailed() {
        UUID id = outbox.submit(new Draft(
                CHAIN,
                account,
                null,
                BigInteger.ZERO,
                REVERTING,
                BigInteger.valueOf(100_000),
                Offer.USUAL,
                "test",
                reference));
        step();
        confirm();
        assertThat(sent(id).state()).isEqualTo(State.FAILED);
        assertThat(sent(id).error()).isEqualTo("reverted");
        assertThat(sent(id).nonce()).isZero();
    }

    @Test
    void aReorganisationTakesBackWhatWasConfirmed() {
        UUID id = submit();
        step();
        confirm();
        assertThat(sent(id).state()).isEqualTo(State.CONFIRMED);
        String hash = String.valueOf(sent(id).transactionHash());
        rpc("anvil_reorg", 1 + CONFIRMATIONS, List.of());
        step();
        assertThat(sent(id).state()).isEqualTo(State.SUBMITTED);
        step();
        confirm();
        assertThat(sent(id).state()).isEqualTo(State.CONFIRMED);
        assertThat(sent(id).transactionHash()).isEqualTo(hash);
    }

    @Test
    void whatABlockHasButItsAccountDoesNotCountIsSentAgainByteForByte() {
        UUID id = submit();
        step();
        mine(1);
        step();
        assertThat(sent(id).state()).isEqualTo(State.MINED);
        String hash = String.valueOf(sent(id).transactionHash());
        String lost = String.valueOf(sent(id).blockHash());
        rpc("anvil_setNonce", account, "0x0");
        UUID next = outbox.submit(Draft.call(CHAIN, account, account, "0x01", "test", reference + "next"));
        step();
        assertThat(sent(id).state()).isEqualTo(State.SUBMITTED);
        confirm();
        assertThat(List.of(sent(id), sent(next))).extracting(Sent::state).containsOnly(State.CONFIRMED);
        assertThat(sent(next).nonce()).isEqualTo(1);
        assertThat(sent(id).transactionHash()).isEqualTo(hash);
        assertThat(sent(id).blockHash()).isNotEqualTo(lost);
        assertThat(rpc("eth_getTransactionCount", account, "latest").stringValue())
                .isEqualTo("0x2");
    }

    @Test
    void whatIsInABlockUnseenAndThenNotCountedIsSentAgain() {
        UUID id = submit();
        step();
        mine(1);
        rpc("anvil_setNonce", account, "0x0");
        step();
        confirm();
        assertThat(sent(id).state()).isEqualTo(State.CONFIRMED);
        assertThat(rpc("eth_getTransactionCount", account, "latest").stringValue())
                .isEqualTo("0x1");
    }

    @Test
    void whatIsSignedAgainByteForByteOnAChainThatBeganAnewIsSent() {
        UUID before = submit();
        step();
        String hash = String.valueOf(sent(before).transactionHash());
        jdbc.sql("update explorer.chain_instance set genesis = 'of before' where chain_id = ? and current")
                .param(CHAIN)
                .update();
        step();
        assertThat(sent(before).state()).isEqualTo(State.FAILED);
        UUID id = outbox.submit(Draft.call(CHAIN, account, account, "0x01", "test", reference + "again"));
        step();
        assertThat(sent(id).transactionHash()).isEqualTo(hash);
        confirm();
        assertThat(sent(id).state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void whatWasSignedOnTwoChainsByteForByteIsSentAgainWhereTheFirstComesBackWithoutIt() {
        String genesis = rpc("eth_getBlockByNumber", "0x0", false).path("hash").stringValue();
        JsonNode empty = rpc("evm_snapshot");
        UUID first = submit();
        step();
        String hash = String.valueOf(sent(first).transactionHash());
        jdbc.sql("update explorer.outgoing set block_number = 1, block_hash = 'lost' where id = ?")
                .param(first)
                .update();
        rename(genesis, reference + "first");
        step();
        UUID second = outbox.submit(Draft.call(CHAIN, account, account, "0x01", "test", reference + "second"));
        step();
        confirm();
        assertThat(sent(second).state()).isEqualTo(State.CONFIRMED);
        assertThat(sent(second).transactionHash()).isEqualTo(hash);
        rpc("evm_revert", empty);
        rename(genesis, reference + "second");
        rename(reference + "first", genesis);
        step();
        UUID third = outbox.submit(Draft.call(CHAIN, account, account, "0x02", "test", reference + "third"));
        step();
        step();
        confirm();
        assertThat(List.of(sent(first), sent(third))).extracting(Sent::state).containsOnly(State.CONFIRMED);
        assertThat(sent(first).transactionHash()).isEqualTo(hash);
    }

    private static void rename(String genesis, String now) {
        jdbc.sql("update explorer.chain_instance set genesis = ? where chain_id = ? and genesis = ?")
                .params(now, CHAIN, genesis)
                .update();
    }

    @Test
    void aReorganisationBetweenTwoAnswersConfirmsNothing() {
        UUID id = submit();
        step();
        mine(1);
        ChainView calls = new NodeCalls(node);
        // the transaction's block goes away after it was seen in it, and before the height is asked for
        ChainView moving = (ChainView) Proxy.newProxyInstance(
                ChainView.class.getClassLoader(), new Class<?>[] {ChainView.class}, (_, method, arguments) -> {
                    if (method.getName().equals("head")) {
                        rpc("anvil_reorg", 1, List.of());
                        mine(CONFIRMATIONS);
                    }
                    return method.invoke(calls, arguments);
                });
        sender.step(chain, moving);
        assertThat(sent(id).state()).isNotEqualTo(State.CONFIRMED);
        step();
        confirm();
        assertThat(sent(id).state()).isEqualTo(State.CONFIRMED);
    }

    @Test
    void aNonceThatSomeoneElseUsedEndsInAFailure() {
        UUID id = submit();
        step();
        rpc("anvil_dropTransaction", String.valueOf(sent(id).transactionHash()));
        rpc("anvil_setNonce", account, "0x1");
        mine(CONFIRMATIONS + 8 + 1);
        step();
        assertThat(sent(id).state()).isEqualTo(State.FAILED);
        assertThat(sent(id).error()).contains("someone else");
    }
}
