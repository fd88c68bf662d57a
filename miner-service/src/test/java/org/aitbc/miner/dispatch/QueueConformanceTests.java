package org.aitbc.miner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.job.JobState;
import org.aitbc.miner.dispatch.QueueModel.Job;
import org.aitbc.miner.dispatch.QueueModel.Renewal;
import org.aitbc.miner.dispatch.QueueModel.Running;
import org.aitbc.miner.dispatch.QueueModel.Wish;
import org.aitbc.miner.dispatch.Window.Ready;
import org.aitbc.miner.lease.Lease;
import org.aitbc.servicetest.simulation.Seeds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The model that dispatch is simulated on does what the statements of the service do on PostgreSQL: random sequences of
 * them, right ones and wrong ones, are answered alike and leave the same rows.
 */
class QueueConformanceTests {

    private static final int SEQUENCES = Seeds.count(5, 25);
    private static final int STEPS = 40;
    private static final String KEEPER = "ada";
    private static final List<String> MINERS = List.of(KEEPER, "bob", "cleo");
    /** Far apart, so that the time the test itself takes decides nothing. */
    private static final List<Duration> TTLS =
            List.of(700, 1_300, 10_100).stream().map(Duration::ofSeconds).toList();

    private static final Duration AGE = Duration.ofSeconds(200);

    private final RealTables real = new RealTables();
    private final List<Running> granted = new ArrayList<>();
    private final List<Job> jobs = new ArrayList<>();
    private long now = Duration.ofDays(20_000).toNanos();
    private QueueModel model = model();

    @Test
    void theModelDoesWhatTheDatabaseDoes() throws SQLException {
        for (int sequence = 0; sequence < SEQUENCES; sequence++) {
            Random random = new Random(sequence);
            start();
            for (int step = 0; step < STEPS; step++) {
                step(random);
                assertThat(real.rows())
                        .as("sequence %d, step %d", sequence, step)
                        .isEqualTo(modelRows());
            }
        }
    }

    private QueueModel model() {
        return new QueueModel(
                () -> now, RealTables.LEASE, RealTables.SILENT, RealTables.OFFLINE_AFTER, RealTables.MAX_ATTEMPTS);
    }

    private void start() {
        real.empty();
        granted.clear();
        jobs.clear();
        model = model();
        MINERS.forEach(miner -> {
            real.register(miner, miner.equals(KEEPER));
            model.register(miner, miner.equals(KEEPER));
        });
    }

    private void step(Random random) throws SQLException {
        String miner = MINERS.get(random.nextInt(MINERS.size()));
        switch (random.nextInt(25)) {
            case 0, 1, 2, 3, 4 -> {
                Job job = new Job(
                        Ids.next(),
                        random.nextInt(3),
                        now + TTLS.get(random.nextInt(TTLS.size())).toNanos());
                jobs.add(job);
                model.submit(job);
                real.submit(job, Duration.ofNanos(job.expiresAt() - now));
            }
            case 5, 6, 7, 8, 9 -> take(random, miner);
            case 10 -> {
                List<UUID> leases = granted.stream()
                        .filter(_ -> random.nextInt(4) == 0)
                        .map(Running::lease)
                        .toList();
                assertThat(real.queue.undo(leases)).isEqualTo(model.undo(leases).size());
            }
            case 11 -> {
                List<UUID> leases = granted.stream()
                        .filter(_ -> random.nextInt(4) == 0)
                        .map(Running::lease)
                        .toList();
                assertThat(real.leases.giveBack(leases, "displaced"))
                        .containsExactlyInAnyOrderElementsOf(model.giveBack(leases));
            }
            case 12, 13, 14 -> close(random, miner);
            case 15 -> renew(random, miner);
            case 16, 17 -> {
                List<String> gone = random.nextBoolean() ? List.of() : List.of(miner);
                Set<UUID> kept = random.nextBoolean() || granted.isEmpty()
                        ? Set.of()
                        : Set.of(any(random).job().id());
                assertThat(real.leases.end(gone, kept)).containsExactlyInAnyOrderElementsOf(model.end(gone, kept));
            }
            case 18 -> {
                model.expireQueued();
                real.leases.expireQueued();
            }
            case 19 -> assertThat(real.leases.fallenSilent()).containsExactlyInAnyOrderElementsOf(model.fallenSilent());
            case 20, 21 -> {
                now += AGE.toNanos();
                real.age(AGE);
            }
            case 22 -> {
                real.miners.keepLeases(miner);
                model.keepLeases(miner);
            }
            default -> read(random);
        }
    }

    private void take(Random random, String miner) throws SQLException {
        List<Wish> wishes = new ArrayList<>();
        int slot = random.nextInt(5);
        for (Job job : jobs) {
            if (random.nextInt(3) == 0) {
                int queue = random.nextInt(10) == 0 ? job.queue() + 1 : job.queue();
                wishes.add(new Wish(queue, job.id(), Ids.next(), miner, slot++, random.nextBoolean()));
            }
        }
        List<Running> taken = model.take(wishes);
        granted.addAll(taken);
        assertThat(real.take(wishes))
                .isEqualTo(taken.stream().map(RealTables::shown).toList());
    }

    private void close(Random random, String miner) {
        if (!granted.isEmpty()) {
            Running lease = any(random);
            String by = random.nextInt(5) == 0 ? miner : lease.miner();
            JobState state = List.of(JobState.COMPLETED, JobState.FAILED, JobState.QUEUED, JobState.QUEUED)
                    .get(random.nextInt(4));
            String error = state == JobState.COMPLETED ? null : "GPU_LOST";
            boolean elsewhere = random.nextBoolean();
            boolean refused = random.nextBoolean();
            assertThat(real.closer.close(lease.job().id(), lease.lease(), by, state, error, elsewhere, refused))
                    .isEqualTo(model.close(lease.job().id(), lease.lease(), by, state, error, elsewhere, refused));
        }
    }

    private void renew(Random random, String miner) {
        if (!granted.isEmpty()) {
            Running lease = any(random);
            String by = random.nextInt(5) == 0 ? miner : lease.miner();
            @Nullable UUID id = random.nextBoolean() ? lease.lease() : null;
            @Nullable Integer attempt = random.nextBoolean() ? lease.attempt() : null;
            boolean listed = random.nextBoolean();
            assertThat(real.beats.renew(by, lease.job().id(), id, attempt, listed))
                    .isEqualTo(model.renew(by, List.of(new Renewal(lease.job().id(), id, attempt, listed))));
        }
    }

    private void read(Random random) throws SQLException {
        assertThat(real.queue.classes()).containsExactlyElementsOf(model.classes());
        Map<Integer, UUID> after = new LinkedHashMap<>();
        for (int queue = 0; queue < 3; queue++) {
            after.put(
                    queue,
                    jobs.isEmpty() || random.nextBoolean()
                            ? new UUID(0, 0)
                            : jobs.get(random.nextInt(jobs.size())).id());
        }
        int most = 1 + random.nextInt(5);
        assertThat(timeless(real.queue.read(after, most)))
                .containsExactlyInAnyOrderElementsOf(timeless(model.read(after, most)));
        assertThat(real.leases.all()).containsExactlyInAnyOrderElementsOf(model.rows());
        assertThat(real.queue.leasesOf(MINERS)).containsExactlyInAnyOrderElementsOf(model.rows());
        if (!jobs.isEmpty()) {
            UUID job = jobs.get(random.nextInt(jobs.size())).id();
            assertThat(real.leases.load(job).map(Lease::id))
                    .isEqualTo(Optional.ofNullable(model.leases.get(job)).map(Running::lease));
        }
    }

    private static List<Ready> timeless(List<Ready> read) {
        return read.stream()
                .map(one -> new Ready(one.queue(), one.id(), one.failedBy(), 0))
                .toList();
    }

    private Running any(Random random) {
        return granted.get(random.nextInt(granted.size()));
    }

    private List<String> modelRows() {
        List<String> rows = new ArrayList<>();
        model.ready
                .values()
                .forEach(one -> rows.add("ready %d %s %d %d%s%s"
                        .formatted(
                                one.job().queue(),
                                one.job().id(),
                                one.attempt(),
                                one.excused(),
                                one.failedBy() == null ? "" : " from " + one.failedBy(),
                                one.notThereUntil() == null ? "" : " elsewhere")));
        model.leases
                .values()
                .forEach(one -> rows.add("lease %s %d ends in %d"
                        .formatted(RealTables.shown(one), one.excused(), Math.round((one.until() - now) / 100e9))));
        model.outcomes.forEach((id, one) -> rows.add(
                "outcome %s %s %s %d %s".formatted(id, one.state(), one.miner(), one.attempt(), one.errorCode())));
        return rows.stream().sorted().toList();
    }
}
