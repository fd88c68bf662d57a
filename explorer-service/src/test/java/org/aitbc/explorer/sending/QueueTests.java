package org.aitbc.explorer.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SignatureException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.explorer.ExplorerDatabase;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.accounts.TestAccounts;
import org.aitbc.explorer.chain.Chain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;

/** Which goes first, and what is offered for it. */
class QueueTests {

    private static final AtomicLong CHAINS = new AtomicLong(2_000_000);

    private final Chain chain =
            new Chain(CHAINS.incrementAndGet(), "Plain", "ETH", 18, 2, Duration.ofSeconds(1), Optional.empty());
    private final SingleConnectionDataSource connection = ExplorerDatabase.connection();
    private final JdbcClient jdbc = JdbcClient.create(connection);
    private final Accounts accounts = TestAccounts.on(jdbc);
    private final Outbox outbox = new Outbox(jdbc, accounts);
    private final String account = accounts.create(chain.id(), "somebody").address();
    private final PlainNode node = new PlainNode();
    private final Sender sender = Senders.of(
            jdbc,
            accounts,
            new TransactionTemplate(new DataSourceTransactionManager(connection)),
            new SendingSettings(5, BigInteger.valueOf(500), 16, 64, Set.of()));

    @AfterEach
    void close() {
        connection.destroy();
    }

    private UUID submit(long value, String data, @Nullable Long gasLimit, Offer offer) {
        return outbox.submit(new Draft(
                chain.id(),
                account,
                account,
                BigInteger.valueOf(value),
                data,
                gasLimit == null ? null : BigInteger.valueOf(gasLimit),
                offer,
                "test",
                Ids.text(Ids.next())));
    }

    private UUID submitFrom(String sender) {
        return outbox.submit(Draft.call(chain.id(), sender, sender, "0x", "test", Ids.text(Ids.next())));
    }

    private List<UUID> submitFromOthers(int number) {
        return IntStream.range(0, number)
                .mapToObj(_ -> submitFrom(accounts.create(chain.id(), "client").address()))
                .toList();
    }

    private UUID submit(long value) {
        return submit(value, "0x", null, Offer.USUAL);
    }

    private void step() {
        sender.step(chain, node);
    }

    private boolean isSent(UUID id) {
        return outbox.find(id).nonce() != null;
    }

    private BigInteger offered(UUID id, String column) {
        return jdbc.sql("select " + column + " from explorer.attempt where outgoing = ?")
                .param(id)
                .query(BigInteger.class)
                .single();
    }

    @Test
    void whatWouldComeTooLateIsNotSent() {
        UUID late = outbox.submit(Draft.call(chain.id(), account, account, "0x", "test", Ids.text(Ids.next()))
                .notAfter(Instant.now()));
        UUID later = submit(1);

        step();

        assertThat(isSent(late)).isFalse();
        assertThat(isSent(later)).isTrue();
    }

    @Test
    void whatCanBePaidGoesBeforeWhatWaitsForCoins() {
        UUID poor = submit(2_000_000_000);
        UUID limited = submit(0, "0x", 8_000_000L, Offer.USUAL);
        UUID dear = submit(0, PlainNode.DEAR, null, Offer.USUAL);
        UUID later = submit(1);

        step();

        assertThat(isSent(later)).isTrue();
        assertThat(outbox.find(later).nonce()).isZero();
        for (UUID waiting : new UUID[] {poor, limited, dear}) {
            assertThat(outbox.find(waiting).state()).isEqualTo(State.QUEUED);
            assertThat(outbox.find(waiting).error()).contains("insufficient funds");
        }
        node.balance = BigInteger.TEN.pow(11);
        step();
        assertThat(outbox.find(poor).nonce()).isEqualTo(1);
        assertThat(isSent(limited)).isTrue();
        assertThat(isSent(dear)).isTrue();
        assertThat(outbox.find(poor).error()).isNull();
    }

    @Test
    void moreThanAHundredThatWaitForCoinsStarveNobody() {
        for (int i = 0; i < 150; i++) {
            submit(2_000_000_000);
        }
        UUID later = submit(1);
        step();
        assertThat(isSent(later)).isTrue();
        assertThat(node.taken).hasSize(1);
    }

    @Test
    void theSuiteGoesFirstAndNobodyIsLeftOutForGood() throws SignatureException {
        List<UUID> others = submitFromOthers(120);
        String suite = accounts.ofSuite(chain.id()).address();
        submitFrom(suite);

        step();

        SignedRawTransaction first = (SignedRawTransaction) TransactionDecoder.decode(node.taken.getFirst());
        assertThat(first.getFrom()).isEqualTo(suite);
        assertThat(node.counted).as("a step has an end").hasSizeLessThan(100);
        for (int i = 0; i < 200 && node.taken.size() < 121; i++) {
            step();
        }
        assertThat(others).allMatch(this::isSent);
    }

    @Test
    void anAccountThatIsLockedHoldsUpNoOther() {
        List<UUID> locked = submitFromOthers(5);
        jdbc.sql("update explorer.account set secret = sha512(secret) where chain_id = ? and owner = 'client'")
                .param(chain.id())
                .update();
        UUID open = submit(1);
        step();
        assertThat(isSent(open)).isTrue();
        assertThat(locked).noneMatch(this::isSent);
    }

    @Test
    void accountsWithoutCoinsAreNotAskedForOneByOne() {
        node.balance = BigInteger.ZERO;
        List<UUID> others = submitFromOthers(3);
        step();
        assertThat(node.counted).isEmpty();
        assertThat(others).allSatisfy(id -> assertThat(outbox.find(id).error()).contains("insufficient funds"));
        node.balance = BigInteger.TEN.pow(9);
        step();
        assertThat(others).allMatch(this::isSent);
    }

    @Test
    void whatTurnsOutTooDearWhenItIsTriedStarvesNobodyEither() {
        for (int i = 0; i < 110; i++) {
            submit(i, PlainNode.DEAR, null, Offer.USUAL);
        }
        UUID later = submit(1);
        for (int i = 0; i < 14; i++) {
            step();
        }
        assertThat(isSent(later)).isTrue();
        assertThat(node.taken).hasSize(1);
    }

    @Test
    void whatIsOnItsWayHasItsCoins() {
        UUID first = submit(600_000_000);
        UUID second = submit(600_000_000);
        UUID third = submit(1);
        step();
        step();
        assertThat(isSent(first)).isTrue();
        assertThat(isSent(second)).isFalse();
        assertThat(outbox.find(third).nonce()).isEqualTo(1);
    }

    /** A transaction that is as deep as anything is watched. */
    private UUID confirmed(long value) {
        UUID id = submit(value);
        step();
        jdbc.sql("""
                        update explorer.outgoing
                        set state = 'confirmed', settled = true, block_number = 1, block_hash = '0xb1' where id = ?""").param(id).update();
        return id;
    }

    @Test
    void whatTheChainHasLostKeepsItsCoins() {
        UUID lost = confirmed(600_000_000);
        UUID later = submit(600_000_000);
        step();
        assertThat(outbox.find(lost).nonce()).isZero();
        assertThat(isSent(later)).isFalse();
    }

    @Test
    void coinsOfAChainThatLosesABlockMeanwhileCountForNothing() {
        confirmed(600_000_000);
        node.mined = 1;
        node.beforeBalance = () -> node.mined = 0;
        UUID later = submit(600_000_000);
        step();
        assertThat(isSent(later)).isFalse();

        node.beforeBalance = () -> {};
        node.mined = 1;
        node.balance = BigInteger.valueOf(700_000_000);
        step();
        assertThat(outbox.find(later).nonce()).isEqualTo(1);
    }

    @Test
    void moreUrgentTransactionsOfferMore() {
        BigInteger before = BigInteger.ZERO;
        for (Priority priority : Priority.values()) {
            UUID id = submit(0, "0x", null, new Offer(priority, null, null));
            step();
            assertThat(offered(id, "max_fee")).as(priority.text()).isGreaterThan(before);
            before = offered(id, "max_fee");
        }
    }

    @Test
    void noMoreIsOfferedThanTheClientAllows() {
        UUID id = submit(0, "0x", null, new Offer(Priority.CRITICAL, null, BigInteger.valueOf(130)));
        UUID exact = submit(0, "0x", null, new Offer(Priority.CRITICAL, BigInteger.valueOf(111), null));
        step();
        assertThat(offered(id, "max_fee")).isEqualTo(130);
        assertThat(offered(exact, "max_fee")).isEqualTo(111);
        assertThat(offered(exact, "tip")).isEqualTo(111);
    }

    @Test
    void whatMayOfferLessThanTheBaseFeeWaitsAndHoldsUpNothing() {
        UUID cheap = submit(0, "0x", null, new Offer(Priority.LOW, null, BigInteger.valueOf(90)));
        UUID later = submit(0);
        step();
        assertThat(isSent(cheap)).isFalse();
        assertThat(outbox.find(cheap).error()).contains("base fee");
        assertThat(isSent(later)).isTrue();
        node.baseFee = BigInteger.valueOf(80);
        step();
        assertThat(offered(cheap, "max_fee")).isEqualTo(90);
    }
}
