package org.aitbc.miner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Capabilities;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.domain.matching.Requirement;
import org.aitbc.miner.lease.CircuitBreakers;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.lease.RealLeases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.servicetest.TestDatabase;
import org.aitbc.starter.database.DedicatedConnection;
import org.aitbc.starter.database.DedicatedConnections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances of the service on one database, neither of which reads all leases meanwhile. */
class InstancesTests {

    private static final String URL = TestDatabase.create("instances", List.of("core"));
    private static final Capabilities ANY = new Capabilities(List.of(), null, Set.of(), null, null, null);
    private static final Requirement ANYWHERE = new Requirement(null, Constraints.NONE);
    private static final int ROUNDS = 50;
    private static final LeaseSettings SETTINGS =
            new LeaseSettings(Duration.ofSeconds(60), Duration.ofHours(1), 3, Duration.ofSeconds(1));

    private static final class Instance implements AutoCloseable {

        final Leases leases = new Leases(
                RealLeases.on(TestDatabase.dataSource(URL), SETTINGS, Duration.ofSeconds(30)),
                new SimpleMeterRegistry());
        final CircuitBreakers breakers = new CircuitBreakers(System::nanoTime);
        private final PostgresQueue queue =
                new PostgresQueue(new DedicatedConnection(new DedicatedConnections(URL, null, null)), SETTINGS);
        private final Matcher matcher = new Matcher(
                miner -> miner,
                queue::requirements,
                (one, able) -> one.getValue().fits(able),
                leases,
                breakers,
                Ids::next);
        private final Dispatch dispatch = new Dispatch(matcher, leases, breakers, queue, System::nanoTime);

        void turn() throws SQLException {
            dispatch.hint(Map.of());
            dispatch.turn();
        }

        /** What the miner is given at once. */
        List<Lease> poll(Miner miner) throws SQLException {
            long now = System.nanoTime();
            Poll poll = new Poll(miner, miner.concurrency(), now, now, new CompletableFuture<>());
            dispatch.park(poll);
            dispatch.turn();
            return poll.answer().join();
        }

        @Override
        public void close() {
            queue.close();
        }
    }

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.dataSource(URL));
    private final Instance one = new Instance();
    private final Instance other = new Instance();

    @BeforeEach
    void empty() {
        jdbc.sql("truncate core.job, core.ready, core.lease, core.outcome").update();
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Test
    void aMinerHoldsNoMoreThanItsConcurrencyWhicheverInstanceItAsks() throws SQLException {
        Miner miner = miner(1);
        queue(3);
        assertThat(one.poll(miner)).hasSize(1);

        assertThat(other.poll(miner)).isEmpty();

        assertThat(other.leases.heldBy(miner.id())).isEqualTo(1);
        assertThat(held(miner)).isEqualTo(1);
        assertThat(other.poll(miner(2))).as("what it was not given still waits").hasSize(2);
    }

    @Test
    void roomThatIsLeftAtAnotherInstanceIsFilled() throws SQLException {
        Miner miner = miner(3);
        UUID first = queue(1);
        assertThat(one.poll(miner)).extracting(Lease::jobId).containsExactly(first);
        queue(4);

        assertThat(other.poll(miner)).hasSize(2);

        assertThat(held(miner)).isEqualTo(3);
    }

    @Test
    void roomThatWasMadeAtAnotherInstanceIsSeenAtOnce() throws SQLException {
        Miner miner = miner(1);
        queue(2);
        Lease lease = one.poll(miner).getFirst();
        jdbc.sql("delete from core.lease where id = ?").param(lease.id()).update();
        assertThat(one.leases.heldBy(miner.id())).as("it has not heard of it").isEqualTo(1);

        assertThat(one.poll(miner)).hasSize(1);
    }

    @Test
    void aJobThatWentFromAnotherMinerToThisOneIsKnownAsItsOwn() throws SQLException {
        UUID job = queue(1);
        Lease lapsed = other.poll(miner(1)).getFirst();
        jdbc.sql("""
                        with gone as (delete from core.lease where id = ? returning class, job_id, expires_at)
                        insert into core.ready (class, id, attempt, excused, expires_at)
                        select class, job_id, 1, 0, expires_at from gone""").param(lapsed.id()).update();
        Miner miner = miner(2);
        assertThat(one.poll(miner)).extracting(Lease::jobId).containsExactly(job);
        UUID next = queue(1);

        assertThat(other.poll(miner)).extracting(Lease::jobId).containsExactly(next);

        assertThat(other.leases.jobsOf(miner.id())).containsExactlyInAnyOrder(job, next);
    }

    @Test
    void instancesThatAreAskedAtOnceTogetherGiveNoMoreThanAMinerRuns() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                Miner miner = miner(2);
                queue(4);
                List<Callable<List<Lease>>> polls = List.of(() -> one.poll(miner), () -> other.poll(miner));
                for (Future<List<Lease>> answer : threads.invokeAll(polls)) {
                    assertThat(answer.get()).hasSizeLessThanOrEqualTo(2);
                }
                assertThat(held(miner)).isEqualTo(2);
            }
        }
    }

    @Test
    void aMinerThatFailedAtOneInstanceIsGivenLittleByTheOther() throws SQLException {
        Miner miner = miner(3);
        queue(4);
        IntStream.range(0, 5).forEach(_ -> one.breakers.failed(miner.id()));
        one.turn();

        assertThat(other.poll(miner)).isEmpty();

        assertThat(other.breakers.of(miner.id()))
                .hasValueSatisfying(
                        backoff -> assertThat(backoff.pausedSeconds()).isBetween(5L, 10L));
        other.breakers.succeeded(miner.id());
        other.turn();
        one.turn();
        assertThat(one.poll(miner)).as("it works again").hasSize(3);
    }

    @Test
    void whatAnInstanceHasNotToldYetIsNotForgotten() throws SQLException {
        Miner miner = miner(1);
        queue(1);
        IntStream.range(0, 5).forEach(_ -> one.breakers.failed(miner.id()));
        one.breakers.adopt(List.of());
        assertThat(one.poll(miner)).isEmpty();
        assertThat(other.poll(miner)).isEmpty();
    }

    private static Miner miner(int concurrency) {
        return new Miner("miner-" + Ids.next(), "owner", ANY, concurrency, null, false, true);
    }

    private UUID queue(int jobs) {
        UUID last = Ids.next();
        for (int i = 0; i < jobs; i++) {
            last = Ids.next();
            jdbc.sql("""
                            with r as (
                              insert into core.requirement (key) values (?)
                              on conflict (key) do update set key = excluded.key returning class),
                            j as (
                              insert into core.job (id, client, class, payload, expires_at, payment_currency)
                              select ?, 'client', class, '{}', now() + interval '900 s', 'AITBC' from r
                              returning id, class, expires_at)
                            insert into core.ready (class, id, attempt, expires_at) select class, id, 0, expires_at from j""").params(ANYWHERE.key(), last).update();
        }
        return last;
    }

    private int held(Miner miner) {
        return jdbc.sql("select count(*) from core.lease where miner_id = ?")
                .param(miner.id())
                .query(Integer.class)
                .single();
    }
}
