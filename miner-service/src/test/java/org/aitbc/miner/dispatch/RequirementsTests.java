package org.aitbc.miner.dispatch;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.identity.Role;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.miner.MinerTest;
import org.aitbc.miner.heartbeat.Beats;
import org.aitbc.miner.lease.CircuitBreakers;
import org.aitbc.miner.lease.JobMeters;
import org.aitbc.miner.lease.Lease;
import org.aitbc.miner.lease.LeaseSettings;
import org.aitbc.miner.lease.Leases;
import org.aitbc.miner.registry.Miner;
import org.aitbc.miner.registry.Miners;
import org.aitbc.starter.database.DedicatedConnection;
import org.aitbc.starter.database.DedicatedConnections;
import org.aitbc.starter.wake.Notifications;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Classes of requirements are forgotten, and what waits in them is found all the same. */
class RequirementsTests extends MinerTest {

    private static final int WRITERS = 4;
    private static final int JOBS = 60;
    private static final Caller OWNER = new Caller(ALICE, Role.MINER, Caller.DEFAULT_TENANT);

    @Autowired
    private Miners miners;

    @Autowired
    private Leases leases;

    @Autowired
    private LeaseSettings settings;

    @Autowired
    private Notifications notifications;

    @Autowired
    private Beats beats;

    @Autowired
    private DedicatedConnections connections;

    @Autowired
    private HikariDataSource pool;

    private final List<Dispatcher> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Dispatcher::stop);
    }

    @Test
    void jobsOfClassesThatAreForgottenAllTheTimeAreAllFound() {
        Requirements requirements = rememberedFor(Duration.ofNanos(1));
        Dispatcher dispatcher = dispatcher(requirements);
        List<Miner> crew =
                IntStream.range(0, 3).mapToObj(_ -> someoneWithRoom()).toList();
        Map<UUID, String> ran = new ConcurrentHashMap<>();
        AtomicBoolean all = new AtomicBoolean();
        Map<UUID, Constraints> wanted = new ConcurrentHashMap<>();

        List<Thread> polling = crew.stream()
                .map(miner -> Thread.startVirtualThread(() -> {
                    while (!all.get()) {
                        dispatcher.poll(miner, 7, Duration.ofMillis(200)).forEach(lease -> finish(lease, ran));
                    }
                }))
                .toList();
        atOnce(WRITERS, writer -> {
            for (int job = 0; job < JOBS; job++) {
                Constraints asked = asked(crew.get(job % crew.size()).id(), writer * JOBS + job);
                UUID id = queue("kind-" + job % 9, asked, 900);
                wanted.put(id, asked);
                if (job % 2 == 0) {
                    notifications.tell(Map.of(queueOf(id), id));
                }
            }
            return writer;
        });

        await().atMost(Duration.ofSeconds(60)).until(() -> ran.size() == WRITERS * JOBS);
        all.set(true);
        polling.forEach(RequirementsTests::join);
        assertThat(ran).allSatisfy((job, miner) -> {
            Constraints asked = Objects.requireNonNull(wanted.get(job));
            assertThat(asked.miner() == null || asked.miner().equals(miner)).isTrue();
            assertThat(asked.notMiners() == null || !asked.notMiners().contains(miner))
                    .isTrue();
        });
        await().until(() -> requirements.remembered() == 0 && dispatcher.classes() == 0);
    }

    @Test
    void whileNobodyPollsHintsOfNewClassesDoNotAddUp() {
        Dispatcher dispatcher = dispatcher(rememberedFor(Duration.ofMinutes(1)));
        Miner miner = someoneWithRoom();
        Set<UUID> jobs = IntStream.range(0, 20)
                .mapToObj(one -> queue("inference", asked(miner.id(), 3 * one), 900))
                .collect(toSet());
        jobs.forEach(job -> notifications.tell(Map.of(queueOf(job), job)));

        await().until(() -> dispatcher.classes() == 0);

        assertThat(dispatcher.poll(miner, 20, Duration.ofSeconds(5)))
                .extracting(Lease::jobId)
                .containsExactlyInAnyOrderElementsOf(jobs);
    }

    @Test
    void aClassWhoseJobNobodyCanRunIsRememberedWhileSomebodyWaits() {
        Requirements requirements = rememberedFor(Duration.ofSeconds(3));
        Dispatcher dispatcher = dispatcher(requirements);
        Miner miner = someoneWithRoom();
        queue("inference", models("nobody-has-it"), 900);

        assertThat(dispatcher.poll(miner, 1, Duration.ofSeconds(5))).isEmpty();

        assertThat(requirements.remembered()).isOne();
        await().until(() -> requirements.remembered() == 0);
    }

    @Test
    void manyNewClassesAreReadAtOnce() throws SQLException {
        Requirements requirements = rememberedFor(Duration.ofMinutes(1));
        Set<Integer> queues = IntStream.range(0, 20)
                .map(one -> queueOf(queue("inference", asked("some-miner", 3 * one), 900)))
                .boxed()
                .collect(toSet());
        int nobodys = Integer.MAX_VALUE;

        List<Set<Integer>> reads = new ArrayList<>();
        Set<Integer> asked = Stream.concat(queues.stream(), Stream.of(nobodys)).collect(toSet());
        try (PostgresQueue jobs = new PostgresQueue(new DedicatedConnection(connections), settings)) {
            for (int i = 0; i < 2; i++) {
                assertThat(requirements.of(asked, unknown -> {
                            reads.add(unknown);
                            return jobs.requirements(unknown);
                        }))
                        .containsOnlyKeys(queues);
            }
        }

        assertThat(reads).containsExactly(asked, Set.of(nobodys));
        assertThat(requirements.remembered()).isEqualTo(20);
    }

    @Test
    void jobsAreHandedOutWhileThePoolHasNoConnection() throws SQLException {
        Requirements requirements = rememberedFor(Duration.ofMinutes(1));
        Miner miner = someoneWithRoom();
        UUID job = queue("a-new-kind");
        List<Connection> all = new ArrayList<>();
        try {
            while (all.size() < pool.getMaximumPoolSize()) {
                all.add(pool.getConnection());
            }
            assertThat(dispatcher(requirements).poll(miner, 1, Duration.ofSeconds(2)))
                    .extracting(Lease::jobId)
                    .containsExactly(job);
        } finally {
            for (Connection one : all) {
                one.close();
            }
        }
    }

    /** Of three jobs one is for this miner only, one for all others, and one for any miner with the model; no class has two. */
    private static Constraints asked(String miner, int number) {
        return switch (number % 3) {
            case 0 -> new Constraints(null, "" + number, null, null, null, null, null, miner, null);
            case 1 -> new Constraints(null, "" + number, null, null, null, null, null, null, List.of(miner));
            default -> new Constraints(null, "" + number, null, null, null, null, null, null, null);
        };
    }

    private Requirements rememberedFor(Duration time) {
        return new Requirements(jdbc, time, new SimpleMeterRegistry());
    }

    private Dispatcher dispatcher(Requirements requirements) {
        Dispatcher dispatcher = new Dispatcher(
                miners,
                requirements,
                leases,
                new CircuitBreakers(System::nanoTime),
                settings,
                notifications,
                beats,
                connections,
                new JobMeters(new SimpleMeterRegistry()),
                new SimpleMeterRegistry());
        dispatcher.start();
        started.add(dispatcher);
        return dispatcher;
    }

    /** A miner that has every version of CUDA that the tests ask for. */
    private Miner someoneWithRoom() {
        String id = someMiner();
        String versions =
                IntStream.range(0, WRITERS * JOBS).mapToObj(Integer::toString).collect(joining(" "));
        register(id, 100, "{\"cuda\":\"%s\"}".formatted(versions));
        return miners.require(OWNER, id);
    }

    private void finish(Lease lease, Map<UUID, String> ran) {
        assertThat(ran.put(lease.jobId(), lease.minerId())).as("run twice").isNull();
        jdbc.sql("delete from core.lease where job_id = ?").param(lease.jobId()).update();
        leases.ended(lease.jobId(), lease.id());
    }

    private int queueOf(UUID job) {
        return jdbc.sql("select class from core.job where id = ?")
                .param(job)
                .query(Integer.class)
                .single();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
