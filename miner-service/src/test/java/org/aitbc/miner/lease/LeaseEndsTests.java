package org.aitbc.miner.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.miner.lease.LeaseDatabase.Running;
import org.aitbc.starter.wake.Notifications;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

class LeaseEndsTests {

    private final LeaseDatabase database = new LeaseDatabase();
    private final LeaseDatabase.Interrupted source = new LeaseDatabase.Interrupted();
    private final JdbcClient jdbc = database.jdbc();
    private final LeaseTable table = LeaseDatabase.table(source);
    private final Leases leases = new Leases(table, new SimpleMeterRegistry());
    private final Notifications notifications = new Notifications(LeaseDatabase.connections());
    private final CircuitBreakers breakers = new CircuitBreakers(System::nanoTime);
    private final LeaseEnds ends = new LeaseEnds(table, leases, breakers, notifications);
    private final LeaseSweep sweep = new LeaseSweep(table, ends, LeaseDatabase.SILENCE);
    private final List<Map<Integer, UUID>> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        notifications.listen(hint -> {
            if (!hint.isEmpty()) {
                told.add(hint);
            }
        });
    }

    @AfterEach
    void close() {
        notifications.close();
    }

    @Test
    void lapsedLeasesAreQueuedAgainAndDispatchIsToldOfTheOldest() {
        Running first = database.running("m", 1, "-1 s", "900 s");
        Running second = database.running("m", 2, "-1 s", "900 s");
        Running holds = database.running("m");
        leases.reconcile();

        ends.end(List.of(), List.of());

        assertThat(database.state(first.job())).isEqualTo("queued 1");
        assertThat(database.state(second.job())).isEqualTo("queued 2");
        assertThat(database.state(holds.job())).isEqualTo("running");
        assertThat(told).containsExactly(Map.of(first.queue(), first.job()));
        assertThat(leases.jobsOf("m")).containsExactly(holds.job());
    }

    @Test
    void aMinersLeasesEndButForWhatItStillRuns() {
        Running kept = database.running("m");
        Running dropped = database.running("m");
        Running others = database.running("n");

        ends.end(List.of("m"), List.of(kept.job()));

        assertThat(database.state(kept.job())).isEqualTo("running");
        assertThat(database.state(dropped.job())).isEqualTo("queued 1");
        assertThat(database.state(others.job())).isEqualTo("running");
    }

    @Test
    void aJobThatCannotBeTriedAgainHasEnded() {
        Running used = database.running("m", 3, "-1 s", "900 s");
        Running expired = database.running("m", 1, "-1 s", "-1 s");
        Running unpaid = database.running("m", 1, "-1 s", "900 s");
        jdbc.sql("update core.lease set funded_until = until where job_id = ?")
                .param(unpaid.job())
                .update();

        ends.end(List.of(), List.of());

        assertThat(database.state(used.job())).isEqualTo("FAILED ATTEMPTS_EXHAUSTED job.failed");
        assertThat(database.state(expired.job())).isEqualTo("EXPIRED TTL_EXPIRED job.expired");
        assertThat(database.state(unpaid.job())).isEqualTo("FAILED BUDGET_EXHAUSTED job.failed");
        assertThat(told).isEmpty();
    }

    @Test
    void whoIsSilentIsOfflineAndLosesItsLeases() {
        Running silent = database.running("silent");
        Running heard = database.running("heard");
        database.beat("silent", "31 s");
        database.beat("heard", "20 s");

        sweep.sweep();

        assertThat(database.state(silent.job())).isEqualTo("queued 1");
        assertThat(database.state(heard.job())).isEqualTo("running");
        assertThat(jdbc.sql("select miner_id from core.miner_beat where online and status = 'ONLINE'")
                        .query(String.class)
                        .list())
                .containsExactly("heard");
    }

    @Test
    void whoWaitsPastTheEndHasExpired() {
        UUID expired = database.waiting("-1 s");
        UUID waiting = database.waiting("60 s");

        sweep.sweep();

        assertThat(database.state(expired)).isEqualTo("EXPIRED TTL_EXPIRED job.expired");
        assertThat(database.state(waiting)).isEqualTo("queued 0");
    }

    @Test
    void silenceCountsAgainOnlySomeTimeAfterAnOutage() {
        Running running = database.running("m");
        database.beat("m", "1 hour");
        long[] now = {Long.MAX_VALUE - 1};
        Sweep clocked = new Sweep(table, silent -> ends.end(silent, List.of()), LeaseDatabase.SILENCE, () -> now[0]);
        now[0] += Duration.ofSeconds(5).toNanos() + 1;
        long over = now[0] + LeaseDatabase.SILENCE.toNanos();
        while (now[0] - over < 0) {
            clocked.run();
            assertThat(database.state(running.job())).isEqualTo("running");
            now[0] += Duration.ofSeconds(5).toNanos();
        }

        clocked.run();

        assertThat(database.state(running.job())).isEqualTo("queued 1");
    }

    @Test
    void aSweepThatIsALittleLateMetNoOutage() {
        Running running = database.running("m");
        database.beat("m", "1 hour");
        long[] now = {0};
        Sweep clocked = new Sweep(table, silent -> ends.end(silent, List.of()), LeaseDatabase.SILENCE, () -> now[0]);
        now[0] += Duration.ofSeconds(5).toNanos();
        clocked.run();
        assertThat(database.state(running.job())).isEqualTo("queued 1");
    }

    @Test
    void afterAnOutageLapsedLeasesEndAllTheSame() {
        Running lapsed = database.running("m", 1, "-1 s", "900 s");
        long[] now = {0};
        Sweep clocked = new Sweep(table, silent -> ends.end(silent, List.of()), LeaseDatabase.SILENCE, () -> now[0]);
        now[0] += Duration.ofMinutes(1).toNanos();
        clocked.run();
        assertThat(database.state(lapsed.job())).isEqualTo("queued 1");
    }

    @Test
    void aSweepThatFailsIsMadeUpFor() {
        Running running = database.running("m");
        database.beat("m", "1 hour");
        source.first = () -> {
            throw new DataAccessResourceFailureException("the database is away");
        };

        sweep.sweep();
        assertThat(database.state(running.job())).isEqualTo("running");
        sweep.sweep();

        assertThat(database.state(running.job())).isEqualTo("queued 1");
    }
}
