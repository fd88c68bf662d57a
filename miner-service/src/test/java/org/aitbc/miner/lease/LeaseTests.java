package org.aitbc.miner.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.miner.MinerTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class LeaseTests extends MinerTest {

    @Autowired
    private LeaseSweep sweep;

    @Autowired
    private HikariDataSource pool;

    @Autowired
    private LeaseEnds leaseEnds;

    @Autowired
    private LeaseTable table;

    @Autowired
    private Leases leases;

    private final String miner = someMiner();

    @BeforeEach
    void aMiner() {
        register(miner, 2, "{}");
    }

    @Test
    void aLapsedLeaseQueuesTheJobAgainAndFencesItsOldHolderOff() {
        UUID job = queue(null);
        JsonNode first = pollJob(miner);
        lapse(first);
        sweep.sweep();
        assertThat(state(job)).isEqualTo("QUEUED");

        JsonNode second = pollJob(miner);

        assertThat(jobId(second)).isEqualTo(jobId(first));
        assertThat(second.path("attempt").intValue()).isEqualTo(2);
        assertThat(second.path("lease_id")).isNotEqualTo(first.path("lease_id"));
        assertRefused(result(ALICE, first, "{}"), 409, "LEASE_NOT_HELD");
        assertRefused(fail(first, false), 409, "LEASE_NOT_HELD");
        assertThat(state(job)).isEqualTo("RUNNING");
        assertThat(result(ALICE, second, "{}")).hasStatus(200);
    }

    @Test
    void theOldHoldersLateResultDoesNotMakeTheNewHolderForgotten() {
        String other = someMiner();
        register(other, 1, "{}");
        queue(null);
        JsonNode first = pollJob(miner);
        lapse(first);
        sweep.sweep();
        pollJob(other);
        queue(null);

        assertRefused(result(ALICE, first, "{}"), 409, "LEASE_NOT_HELD");
        assertThat(beat(miner, first).at("/commands/0/type").stringValue()).isEqualTo("cancel");

        assertThat(poll(other, 0)).hasStatus(204);
        assertThat(leases.heldBy(other)).isEqualTo(1);
        assertThat(leases.heldBy(miner)).isZero();
    }

    @Test
    void anOlderLeaseOfTheSameJobDoesNotCountTwice() {
        UUID job = queue(null);
        JsonNode first = pollJob(miner);
        Lease lease = leases.load(job).orElseThrow();
        String other = someMiner();

        // the lease ended elsewhere, and another miner was faster than the news of it
        leases.granted(
                new Lease(
                        job,
                        Ids.next(),
                        other,
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
        leases.ended(job, Ids.parse(first.path("lease_id").stringValue()));

        assertThat(leases.heldBy(miner)).isZero();
        assertThat(leases.heldBy(other)).isEqualTo(1);
    }

    @Test
    void theTableDecidesWhenALeaseEndsAndNotWhatIsRemembered() {
        UUID job = queue(null);
        JsonNode assigned = pollJob(miner);
        Lease lease = leases.load(job).orElseThrow();
        leases.granted(
                new Lease(
                        job,
                        lease.id(),
                        miner,
                        lease.attempt(),
                        lease.startedAt(),
                        lease.startedNanos(),
                        lease.until().minusSeconds(120),
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

        assertThat(result(ALICE, assigned, "{}")).hasStatus(200);
    }

    @Test
    void whenAttemptsAreUsedUpTheJobHasFailed() {
        UUID job = queue(null);
        for (int attempt = 1; attempt <= 3; attempt++) {
            JsonNode assigned = pollJob(miner);
            assertThat(assigned.path("attempt").intValue()).isEqualTo(attempt);
            lapse(assigned);
            sweep.sweep();
        }

        assertThat(outcome(job)).isEqualTo("FAILED ATTEMPTS_EXHAUSTED");
        assertThat(poll(miner, 0)).hasStatus(204);
        assertThat(events(job)).containsExactly("job.failed");
    }

    @Test
    void whatIsTakenBackForNoFaultOfTheJobDoesNotCountAgainstIt() {
        UUID job = queue(null);
        for (int attempt = 1; attempt <= 4; attempt++) {
            JsonNode assigned = pollJob(miner);
            assertThat(assigned.path("attempt").intValue()).isEqualTo(attempt);
            leaseEnds.giveBack(List.of(Ids.parse(assigned.path("lease_id").stringValue())), "its booking is paused");
        }

        assertThat(view(job).note()).isEqualTo("its booking is paused");
        for (int attempt = 5; attempt <= 7; attempt++) {
            assertThat(state(job)).isEqualTo("QUEUED");
            JsonNode assigned = pollJob(miner);
            assertThat(assigned.path("attempt").intValue()).isEqualTo(attempt);
            lapse(assigned);
            sweep.sweep();
            assertThat(view(job).note()).isEqualTo(attempt < 7 ? miner + " fell silent or started again" : null);
        }

        assertThat(outcome(job)).isEqualTo("FAILED ATTEMPTS_EXHAUSTED");
    }

    @Test
    void aJobThatWaitsPastItsEndHasExpired() {
        UUID job = queue(null, Constraints.NONE, -1);

        sweep.sweep();

        assertThat(outcome(job)).isEqualTo("EXPIRED TTL_EXPIRED");
        assertThat(events(job)).containsExactly("job.expired");
    }

    @Test
    void aJobThatRunsPastItsEndHasExpired() {
        UUID job = queue(null);
        JsonNode assigned = pollJob(miner);
        jdbc.sql(
                        "update core.lease set until = now() - interval '1 s', expires_at = now() - interval '1 s' where job_id = ?")
                .param(job)
                .update();

        sweep.sweep();

        assertThat(outcome(job)).isEqualTo("EXPIRED TTL_EXPIRED");
        assertThat(events(job)).containsExactly("job.expired");
        assertRefused(result(ALICE, assigned, "{}"), 409, "LEASE_NOT_HELD");
    }

    @Test
    void theSweepComesByItself() {
        UUID job = queue(null);
        lapse(pollJob(miner));

        await().untilAsserted(() -> assertThat(state(job)).isEqualTo("QUEUED"));
    }

    @Test
    void aLeaseNeverOutlivesItsJob() {
        UUID job = queue(null, Constraints.NONE, 20);
        JsonNode assigned = pollJob(miner);

        assertThat(assigned.path("lease_expires_at")).isEqualTo(assigned.path("expires_at"));
        beat(miner, assigned);

        assertThat(jdbc.sql("select until = expires_at from core.lease where job_id = ?")
                        .param(job)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void aSilentMinerIsOfflineAndItsLeasesLapse() {
        UUID job = queue(null);
        JsonNode assigned = pollJob(miner);
        // also the poll's own sign of life is written by then
        beat(miner, assigned);
        fallSilent();

        sweepWithoutOutage();

        assertThat(beatOf(miner)).isEqualTo("false OFFLINE");
        assertThat(state(job)).isEqualTo("QUEUED");
        assertRefused(result(ALICE, assigned, "{}"), 409, "LEASE_NOT_HELD");
        assertThat(heartbeat(miner, "{\"status\":\"ONLINE\"}")).hasStatus(200);
        assertThat(beatOf(miner)).isEqualTo("true ONLINE");
    }

    @Nested
    class OfAMinerThatSaysNothingWhileItWorks {

        @Test
        void lastsAsLongAsItsJobMayTakeAndTheMinerIsThereMeanwhile() {
            UUID job = queue(null);
            JsonNode assigned = pollJob(miner);
            assertThat(assigned.path("lease_expires_at")).isEqualTo(assigned.path("expires_at"));
            json(heartbeat(miner, "{\"status\":\"active\"}"));
            assertThat(secondsLeft(job)).as("no heartbeat shortens it").isGreaterThan(800);
            fallSilent();

            sweepWithoutOutage();

            assertThat(beatOf(miner)).startsWith("true ");
            assertThat(state(job)).isEqualTo("RUNNING");
            assertThat(post(ALICE, "/v1/miners/" + jobId(assigned) + "/result", "{\"result\":{}}"))
                    .hasStatus(200);
        }

        @Test
        void isBoundedByTheSettingWhateverTheMinerSaysOfItself() {
            UUID job = queue(null, Constraints.NONE, 86_400);
            pollJob(miner);
            assertThat(secondsLeft(job)).isBetween(3_500L, 3_600L);
            jdbc.sql(
                            "update core.lease set started_at = started_at - interval '3590 s', until = until - interval '3590 s'")
                    .update();

            json(heartbeat(miner, "{}"));

            assertThat(secondsLeft(job)).isLessThanOrEqualTo(10);
        }

        @Test
        void bringsTheJobBackWhenTheMinerHasDied() {
            UUID job = queue(null);
            JsonNode assigned = pollJob(miner);
            // also the poll's own sign of life is written by then
            json(heartbeat(miner, "{}"));
            lapse(assigned);
            fallSilent();

            sweepWithoutOutage();

            assertThat(state(job)).isEqualTo("QUEUED");
            assertThat(beatOf(miner)).isEqualTo("false OFFLINE");
        }

        @Test
        void isEndedByACancel() {
            UUID job = queue(null);
            JsonNode assigned = pollJob(miner);
            json(heartbeat(miner, "{}"));
            cancel(job);

            assertRefused(
                    post(ALICE, "/v1/miners/" + jobId(assigned) + "/result", "{\"result\":{}}"), 409, "LEASE_NOT_HELD");
            fallSilent();
            sweepWithoutOutage();
            assertThat(beatOf(miner)).isEqualTo("false OFFLINE");
        }

        @Test
        void isShortOnceTheMinerSaysWhatRuns() {
            UUID held = queue(null);
            UUID next = queue(null);
            pollJob(miner);

            json(heartbeat(miner, "{\"running\":[]}"));

            assertThat(secondsLeft(held)).isLessThanOrEqualTo(60);
            pollJob(miner);
            assertThat(secondsLeft(next)).isLessThanOrEqualTo(60);
        }

        @Test
        void isShortFromTheStartWhereTheMinerRegisteredWithWhatRuns() {
            json(post(ALICE, "/v1/miners/register?miner_id=" + miner, "{\"capabilities\":{},\"running\":[]}"));
            UUID job = queue(null);

            pollJob(miner);

            assertThat(secondsLeft(job)).isLessThanOrEqualTo(60);
        }

        private long secondsLeft(UUID job) {
            return jdbc.sql("select extract(epoch from until - now())::int from core.lease where job_id = ?")
                    .param(job)
                    .query(Long.class)
                    .single();
        }
    }

    @Test
    void leasesEndWhileRequestsHaveAllConnections() throws SQLException {
        UUID job = queue(null);
        lapse(pollJob(miner));
        Deque<Connection> taken = new ArrayDeque<>();
        try {
            while (taken.size() < pool.getMaximumPoolSize()) {
                taken.push(pool.getConnection());
            }

            sweep.sweep();

            assertThat(isQueued(taken.element(), job)).isTrue();
        } finally {
            for (Connection one : taken) {
                one.close();
            }
        }
    }

    @Test
    void aMinerThatIsHeardOfKeepsItsLeases() {
        UUID job = queue(null);
        pollJob(miner);

        sweep.sweep();

        assertThat(state(job)).isEqualTo("RUNNING");
    }

    @Test
    void whatIsRememberedFollowsTheTable() {
        UUID gone = queue(null);
        queue(null);
        assertThat(pollJobs(miner, 2)).hasSize(2);
        cancel(gone);
        assertThat(leases.heldBy(miner)).isEqualTo(2);

        leases.reconcile();

        assertThat(leases.heldBy(miner)).isEqualTo(1);
    }

    @Test
    void aLeaseGrantedElsewhereCounts() {
        UUID job = queue(null);
        pollJob(miner);
        leases.endedFor(miner, job, null);
        assertThat(leases.heldBy(miner)).isZero();

        leases.reconcile();

        assertThat(leases.heldBy(miner)).isEqualTo(1);
    }

    private void fallSilent() {
        jdbc.sql("update core.miner_beat set last_seen = now() - interval '31 s' where miner_id = ?")
                .param(miner)
                .update();
    }

    /** On a busy machine the service's own sweep may be late, and take that for an outage. */
    private void sweepWithoutOutage() {
        new LeaseSweep(table, leaseEnds, Duration.ofSeconds(30)).sweep();
    }

    private String beatOf(String id) {
        return jdbc.sql("select online || ' ' || status from core.miner_beat where miner_id = ?")
                .param(id)
                .query(String.class)
                .single();
    }

    private static boolean isQueued(Connection connection, UUID job) throws SQLException {
        try (PreparedStatement queued = connection.prepareStatement("select from core.ready where id = ?")) {
            queued.setObject(1, job);
            return queued.executeQuery().next();
        }
    }
}
