package org.aitbc.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.payment.Currency;
import org.aitbc.payment.ledger.Posting.Hold;
import org.aitbc.payment.ledger.Posting.Resolution;
import org.aitbc.payment.ledger.Posting.Resolve;
import org.aitbc.payment.ledger.Posting.Share;
import org.aitbc.payment.ledger.Posting.Transfer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class LedgerTransactionTests {

    private static final Account ADA = Account.available("ada", Currency.AITBC);
    private static final Account BOB = Account.available("bob", Currency.AITBC);
    private static final Account ESCROW = new Account("ada", Currency.AITBC, Account.Kind.ESCROW);

    private final DataSource dataSource = LedgerDatabase.dataSource();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final Ledger ledger = new Ledger(dataSource);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));

    @BeforeEach
    void adaHasTen() throws SQLException {
        LedgerDatabase.empty().close();
        post(Posting.of(
                new UUID(1, 0), "deposit", "", new Transfer(Account.external(Currency.AITBC), ADA, BigDecimal.TEN)));
    }

    private Result post(Posting posting) {
        return transaction.execute(_ -> ledger.post(posting));
    }

    private static Posting send(int id, String amount) {
        return Posting.of(new UUID(1, id), "send", "", new Transfer(ADA, BOB, new BigDecimal(amount)));
    }

    private BigDecimal balance(Account account) {
        return jdbc.sql("select balance from payment.account where owner = ? and kind = ?")
                .params(account.owner(), account.kind().text())
                .query(BigDecimal.class)
                .single();
    }

    @Test
    void moneyMovesInATransactionOnly() {
        assertThatThrownBy(() -> ledger.post(send(1, "1"))).isInstanceOf(IllegalStateException.class);
        assertThat(balance(ADA)).isEqualByComparingTo("10");
    }

    @Test
    void moneyGoesBackWithItsTransaction() {
        transaction.executeWithoutResult(status -> {
            ledger.post(send(1, "4"));
            assertThat(jdbc.sql("select count(*) from payment.posting")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(2);
            status.setRollbackOnly();
        });
        assertThat(balance(ADA)).isEqualByComparingTo("10");
    }

    @Test
    void whatIsRefusedIsThrown() {
        assertThatThrownBy(() -> post(send(1, "11"))).isInstanceOf(PaymentRequired.class);
    }

    @Test
    void othersWaitUntilTheTransactionEnds() throws SQLException {
        try (Connection other = dataSource.getConnection();
                Statement statement = other.createStatement()) {
            transaction.executeWithoutResult(_ -> {
                ledger.lock();
                assertThatThrownBy(() -> statement.execute("select from payment.head for update nowait"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("lock");
            });
            assertThat(statement.execute("select from payment.head for update nowait"))
                    .isTrue();
        }
    }

    @Test
    void whoWaitsForTheLedgerSeesWhatTheOtherWrote() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Result> other = transaction.execute(_ -> {
                ledger.post(send(1, "6"));
                Future<Result> waiting = threads.submit(() -> post(send(1, "6")));
                await().until(() -> jdbc.sql(
                                "select exists (select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0)")
                        .query(Boolean.class)
                        .single());
                return waiting;
            });
            assertThat(other.get().repeated()).isTrue();
        }
        assertThat(balance(BOB)).isEqualByComparingTo("6");
    }

    @Test
    void severalAreAnsweredEachForItself() {
        List<Result> results =
                transaction.execute(_ -> ledger.post(List.of(send(1, "6"), send(2, "6"), send(1, "6"), send(1, "5"))));
        assertThat(results).hasSize(4);
        assertThat(results.get(0).repeated()).isFalse();
        assertThat(results.get(1).refused()).isInstanceOf(PaymentRequired.class);
        assertThat(results.get(2)).isEqualTo(new Result(results.get(0).at(), true, null));
        assertThat(results.get(3).refused()).isInstanceOf(Invalid.class);
        assertThat(balance(BOB)).isEqualByComparingTo("6");
    }

    @Test
    void aRepetitionTellsWhenItWasFirst() {
        Instant first = post(send(1, "6")).orThrow();
        assertThat(post(send(1, "6"))).isEqualTo(Result.repeated(first));
    }

    @Test
    void whatIsHeldMayAllBeHandedOutAndNoMore() {
        UUID hold = new UUID(2, 1);
        post(Posting.of(new UUID(1, 1), "hold", "", new Hold(hold, ADA, ESCROW, new BigDecimal("4"))));
        assertThatThrownBy(() -> post(release(2, hold, "4.00000001"))).isInstanceOf(Conflict.class);
        post(release(3, hold, "4"));
        assertThat(balance(BOB)).isEqualByComparingTo("4");
        assertThat(balance(ADA)).isEqualByComparingTo("6");
        assertThatThrownBy(() -> post(release(4, hold, "1"))).isInstanceOf(Conflict.class);
        assertThatThrownBy(
                        () -> post(Posting.of(new UUID(1, 5), "hold", "", new Hold(hold, ADA, ESCROW, BigDecimal.ONE))))
                .isInstanceOf(Conflict.class);
        assertThat(jdbc.sql("select state || ' ' || posted from payment.hold")
                        .query(String.class)
                        .single())
                .isEqualTo("posted 4.00000000");
    }

    private static Posting release(int id, UUID hold, String amount) {
        return Posting.of(
                new UUID(1, id),
                "release",
                "",
                new Resolve(hold, Resolution.POSTED, List.of(new Share(BOB, new BigDecimal(amount)))));
    }

    @Test
    void aPostingIsProvedByItsLastEntry() {
        post(send(1, "4"));
        Hashes hashes = new Hashes(jdbc);
        assertThat(hashes.of(new UUID(1, 1)))
                .isEqualTo(jdbc.sql("select encode(hash, 'hex') from payment.head")
                        .query(String.class)
                        .single());
        assertThat(hashes.of(new UUID(9, 9))).isNull();
        assertThat(hashes.of(null)).isNull();
    }

    @Test
    void whatComesOneByOneIsWrittenInATransactionOfItsOwn() {
        LedgerWriter writer = new LedgerWriter(LedgerDatabase.connections(), new SimpleMeterRegistry());
        try {
            Instant first = writer.post(send(1, "4"));
            assertThat(writer.post(send(1, "4"))).isEqualTo(first);
            assertThatThrownBy(() -> writer.post(send(2, "7"))).isInstanceOf(PaymentRequired.class);
            assertThat(balance(BOB)).isEqualByComparingTo("4");
        } finally {
            writer.destroy();
        }
        assertThatThrownBy(() -> writer.post(send(3, "1"))).isInstanceOf(Unavailable.class);
        assertThat(balance(BOB)).isEqualByComparingTo("4");
    }
}
