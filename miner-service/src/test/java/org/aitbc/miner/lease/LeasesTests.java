package org.aitbc.miner.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.miner.lease.LeaseDatabase.Running;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeasesTests {

    private final LeaseDatabase database = new LeaseDatabase();
    private final LeaseDatabase.Interrupted source = new LeaseDatabase.Interrupted();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Leases leases = new Leases(LeaseDatabase.table(source), meters);
    private final List<String> ended = new ArrayList<>();

    @BeforeEach
    void listen() {
        leases.onEnd(ended::add);
    }

    private Lease granted(String miner) {
        Lease lease = lease(miner, "{}");
        leases.granted(lease, 0);
        return lease;
    }

    private static Lease lease(String miner, String payload) {
        Instant now = Instant.now();
        return new Lease(
                Ids.next(),
                Ids.next(),
                miner,
                1,
                now,
                System.nanoTime(),
                now.plusSeconds(60),
                now.plusSeconds(900),
                "client-1",
                1,
                now,
                payload,
                payload.length(),
                null,
                "AITBC",
                null,
                null);
    }

    private double gauge() {
        return meters.get("aitbc.leases.held").gauge().value();
    }

    @Test
    void whatWasGrantedIsFoundWithoutTheDatabase() {
        Lease lease = granted("m");
        assertThat(leases.find(lease.jobId())).containsSame(lease);
        assertThat(leases.jobsOf("m")).containsExactly(lease.jobId());
        assertThat(leases.heldBy("m")).isEqualTo(1);
        assertThat(leases.heldBy("other")).isZero();
        assertThat(gauge()).isEqualTo(1);
    }

    @Test
    void aLargePayloadIsReadAgain() {
        Lease largest = lease("m", "x".repeat(64 * 1024));
        Lease tooLarge = lease("m", "x".repeat(64 * 1024 + 1));
        leases.granted(largest, 0);
        leases.granted(tooLarge, 1);
        assertThat(leases.find(largest.jobId())).containsSame(largest);
        assertThat(leases.find(tooLarge.jobId())).isEmpty();
        assertThat(leases.heldBy("m")).isEqualTo(2);
    }

    @Test
    void theTableTellsAllOfALease() {
        Running running = database.running("m", 2, "60 s", "900 s");
        Lease lease = leases.find(running.job()).orElseThrow();
        assertThat(lease.id()).isEqualTo(running.lease());
        assertThat(lease.minerId()).isEqualTo("m");
        assertThat(lease.attempt()).isEqualTo(2);
        assertThat(lease.requirement()).isEqualTo(running.queue());
        assertThat(lease.payload()).isEqualTo("{\"n\":1}");
        assertThat(lease.amount()).isEqualByComparingTo(BigDecimal.valueOf(7));
        assertThat(lease.budget()).isNull();
        assertThat(lease.fundedUntil()).isNull();
        assertThat(lease.until()).isCloseTo(Instant.now().plusSeconds(60), within(20, ChronoUnit.SECONDS));
        assertThat(lease.expiresAt()).isCloseTo(Instant.now().plusSeconds(900), within(20, ChronoUnit.SECONDS));
    }

    @Test
    void elapsedIsSinceTheDatabaseGrantedIt() {
        Running running = database.running("m");
        assertThat(leases.load(running.job()).orElseThrow().elapsed())
                .isBetween(Duration.ofHours(1), Duration.ofHours(1).plusSeconds(20));
        database.jdbc()
                .sql("update core.lease set started_at = now() + interval '1 hour'")
                .update();
        assertThat(leases.load(running.job()).orElseThrow().elapsed()).isZero();
    }

    @Test
    void theEndOfALeaseMakesRoom() {
        Lease lease = granted("m");
        leases.ended(lease.jobId(), Ids.next());
        assertThat(leases.heldBy("m")).isEqualTo(1);
        assertThat(ended).isEmpty();

        leases.ended(lease.jobId(), lease.id());

        assertThat(leases.heldBy("m")).isZero();
        assertThat(leases.size()).isZero();
        assertThat(ended).containsExactly("m");
        leases.ended(lease.jobId(), lease.id());
        assertThat(ended).hasSize(1);
    }

    @Test
    void aMinersLeaseEndsByItsJobAndPerhapsItsId() {
        Lease lease = granted("m");
        leases.endedFor("other", lease.jobId(), null);
        leases.endedFor("m", lease.jobId(), Ids.next());
        assertThat(leases.heldBy("m")).isEqualTo(1);
        leases.endedFor("m", lease.jobId(), lease.id());
        assertThat(leases.heldBy("m")).isZero();
        Lease another = granted("m");
        leases.endedFor("m", another.jobId(), null);
        assertThat(leases.heldBy("m")).isZero();
    }

    @Test
    void ofSeveralJobsOneEnds() {
        Lease first = granted("m");
        Lease second = granted("m");
        leases.ended(first.jobId(), first.id());
        assertThat(leases.jobsOf("m")).containsExactly(second.jobId());
    }

    @Test
    void theTableIsFollowed() {
        Lease gone = granted("m");
        Running elsewhere = database.running("n");

        leases.reconcile();

        assertThat(leases.find(gone.jobId())).isEmpty();
        assertThat(leases.heldBy("m")).isZero();
        assertThat(ended).containsExactly("m");
        assertThat(leases.jobsOf("n")).containsExactly(elsewhere.job());
        assertThat(leases.find(elsewhere.job()).orElseThrow().id()).isEqualTo(elsewhere.lease());
        leases.reconcile();
        assertThat(leases.heldBy("n")).isEqualTo(1);
    }

    @Test
    void aJobThatChangedHandsElsewhereDoesSoHere() {
        Running running = database.running("m");
        leases.reconcile();
        database.jdbc()
                .sql("update core.lease set id = ?, miner_id = 'n'")
                .param(Ids.next())
                .update();

        leases.reconcile();

        assertThat(leases.heldBy("m")).isZero();
        assertThat(leases.jobsOf("n")).containsExactly(running.job());
    }

    @Test
    void whatIsGrantedWhileTheTableIsReadStays() {
        List<Lease> granted = new ArrayList<>();
        source.first = () -> granted.add(granted("m"));
        leases.reconcile();
        assertThat(leases.find(granted.getFirst().jobId())).isPresent();
        assertThat(leases.heldBy("m")).isEqualTo(1);
    }

    @Test
    void whatEndsWhileTheTableIsReadStaysEnded() {
        Running running = database.running("m");
        source.first = () -> leases.ended(running.job(), running.lease());
        leases.reconcile();
        assertThat(leases.heldBy("m")).isZero();
        leases.reconcile();
        assertThat(leases.heldBy("m")).isEqualTo(1);
    }

    @Test
    void aJobHasOneHolder() {
        Lease lease = granted("m");
        UUID next = Ids.next();
        leases.granted(
                new Lease(
                        lease.jobId(),
                        next,
                        "n",
                        2,
                        lease.startedAt(),
                        lease.startedNanos(),
                        lease.until(),
                        lease.expiresAt(),
                        lease.client(),
                        lease.requirement(),
                        lease.requestedAt(),
                        lease.payload(),
                        lease.payloadBytes(),
                        null,
                        lease.currency(),
                        null,
                        null),
                0);
        assertThat(leases.heldBy("m")).isZero();
        assertThat(leases.heldBy("n")).isEqualTo(1);
        assertThat(leases.size()).isEqualTo(1);
    }
}
