package org.aitbc.starter.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.database.DedicatedConnection;
import org.aitbc.starter.database.TestConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

class SweepsTests {

    private static final DataSource DATABASE = TestDatabase.dataSource(TestDatabase.url());
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE);

    private final String sweep = "sweep of " + Ids.text(Ids.next());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Replica> replicas = new ArrayList<>();
    private final Replica first = new Replica();
    private final Replica second = new Replica();
    private final List<String> done = new ArrayList<>();

    /** One of several instances of a service. */
    private final class Replica {

        private final DedicatedConnection session = new DedicatedConnection(TestConnections.open());
        private final Leadership leadership = new Leadership("tests", session);
        private final Sweeps sweeps =
                new Sweeps(leadership, new TransactionTemplate(new JdbcTransactionManager(DATABASE)), meters);

        Replica() {
            replicas.add(this);
        }

        boolean leads() {
            List<Boolean> led = new ArrayList<>();
            sweeps.run(sweep, () -> led.add(true));
            return !led.isEmpty();
        }
    }

    @BeforeAll
    static void aTable() {
        JDBC.sql("create table core.letter (id uuid primary key, sweep text not null, sent int not null default 0)")
                .update();
    }

    @AfterEach
    void end() {
        replicas.forEach(replica -> replica.leadership.close());
    }

    private void each(RuntimeException failure) {
        first.sweeps.each(sweep, () -> List.of("a", "b", "c"), letter -> {
            if (letter.equals("b")) {
                throw failure;
            }
            done.add(letter);
        });
    }

    private double counted(String outcome) {
        return meters.counter("aitbc.sweep.turns", "sweep", sweep, "outcome", outcome)
                .count();
    }

    @Test
    void whatFailsKeepsNothingElseFromItsTurn() {
        each(new Conflict("REFUSED", "not now"));
        each(new CannotAcquireLockException("not now"));
        each(new IllegalStateException("a bug"));
        assertThat(done).containsExactly("a", "c", "a", "c", "a", "c");
        assertThat(counted("done")).isEqualTo(6);
        assertThat(counted("put_off")).isEqualTo(2);
        assertThat(counted("failed")).isOne();
    }

    @Test
    void withoutADatabaseTheRestWaits() {
        each(new CannotCreateTransactionException("away"));
        assertThat(done).containsExactly("a");
    }

    @Test
    void whatATurnHasWrittenIsUndoneWhereItFails() {
        UUID letter = letter();
        first.sweeps.each(sweep, () -> List.of(letter), id -> {
            send(id);
            throw new Conflict("REFUSED", "not now");
        });
        assertThat(sent(letter)).isZero();
    }

    @Test
    void ofTwoReplicasOneTakesEachRowOnce() throws Exception {
        List<UUID> letters = List.of(letter(), letter(), letter());
        CyclicBarrier together = new CyclicBarrier(2);
        Thread other = Thread.startVirtualThread(() -> sendDue(second, together));
        sendDue(first, together);
        assertThat(other.join(Duration.ofSeconds(30))).isTrue();

        assertThat(letters).extracting(SweepsTests::sent).containsOnly(1);
        assertThat(first.leads()).isNotEqualTo(second.leads());
    }

    /** Looks at what is due in the same moment as the other replica, where both get to look. */
    private void sendDue(Replica replica, CyclicBarrier together) {
        try {
            together.await(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        replica.sweeps.each(
                sweep,
                () -> JDBC.sql("select id from core.letter where sweep = ? and sent = 0")
                        .param(sweep)
                        .query(UUID.class)
                        .list(),
                SweepsTests::send);
    }

    @Test
    void theSecondTakesOverWhenTheFirstEnds() {
        assertThat(first.leads()).isTrue();
        assertThat(second.leads()).isFalse();

        first.leadership.close();

        await().until(second::leads);
        assertThat(first.leads()).isFalse();
    }

    @Test
    void theSecondTakesOverWhenTheSessionOfTheFirstIsLost() throws Exception {
        assertThat(first.leads()).isTrue();
        TestConnections.terminate(first.session.run(TestConnections::backend));

        assertThat(second.leads()).isTrue();
        assertThat(first.leads()).as("finds that its session is gone").isFalse();
        assertThat(first.leads()).as("asks with a new one").isFalse();
    }

    @Test
    void anotherSweepHasALeaderOfItsOwn() {
        assertThat(first.leads()).isTrue();
        second.sweeps.run("other " + sweep, () -> done.add("b"));
        assertThat(done).containsExactly("b");
    }

    @Test
    void whatIsOldIsDeletedInBatchesUntilNoneIsLeft() {
        JDBC.sql("insert into core.letter (id, sweep) select gen_random_uuid(), ? from generate_series(1, 2500)")
                .param(sweep)
                .update();
        String delete = """
                with old as (select id from core.letter where sweep = '%s' and :days = 90 limit :most),
                gone as (delete from core.letter where id in (select id from old) returning 1)
                select count(*) from gone""".formatted(sweep);

        retention(0).delete("letters", delete);
        assertThat(letters()).isEqualTo(2_500);
        retention(90).delete("letters", delete);

        assertThat(letters()).isZero();
        assertThat(meters.counter("aitbc.retention.deleted", "rows", "letters").count())
                .isEqualTo(2_500);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 7})
    void keysAreKeptForAsLongAsAJobMayLive(int days) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> retention(days))
                .withMessage("aitbc.retention.days must be 0, which keeps all, or at least 8");
    }

    private Retention retention(int days) {
        return new Retention(
                first.sweeps, JDBC, new TransactionTemplate(new JdbcTransactionManager(DATABASE)), meters, days);
    }

    private int letters() {
        return JDBC.sql("select count(*) from core.letter where sweep = ?")
                .param(sweep)
                .query(Integer.class)
                .single();
    }

    private UUID letter() {
        UUID id = Ids.next();
        JDBC.sql("insert into core.letter (id, sweep) values (?, ?)")
                .params(id, sweep)
                .update();
        return id;
    }

    private static void send(UUID id) {
        JDBC.sql("update core.letter set sent = sent + 1 where id = ?")
                .param(id)
                .update();
    }

    private static int sent(UUID id) {
        return JDBC.sql("select sent from core.letter where id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }
}
