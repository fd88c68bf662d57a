package org.aitbc.miner.dispatch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.miner.MinerTest;
import org.aitbc.starter.database.DedicatedConnections;
import org.aitbc.starter.wake.Notifications;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;

/** What a miner is given while its time is booked. */
class BookedTimeTests extends MinerTest {

    @Autowired
    private Notifications notifications;

    @Autowired
    private Displacement displacement;

    @Autowired
    private OverBookings overBookings;

    @Autowired
    private DedicatedConnections connections;

    @Autowired
    private Dispatcher dispatcher;

    private final String miner = someMiner();
    private final String other = someMiner();

    @BeforeEach
    void miners() {
        register(miner, 3, "{}");
        register(other, 3, "{}");
    }

    @Test
    void exclusiveTimeIsForItsOwnJobsAlone() {
        UUID free = queue("a");
        UUID booking = book(miner, true, -10, 600);
        UUID booked = queueOn(booking);

        assertThat(pollJobs(miner, 5)).containsExactly(Ids.text(booked));
        assertThat(pollJobs(other, 5)).containsExactly(Ids.text(free));
    }

    @Test
    void aJobOnBookedTimeTellsItsWorkerWhichGpuIsBooked() {
        UUID booking = book(miner, true, -10, 600);
        jdbc.sql("update core.reservation set gpu_slot = 2 where booking_id = ?")
                .param(booking)
                .update();
        queueOn(booking);
        queue("a");

        assertThat(pollJob(miner).path("gpu_slot").intValue()).isEqualTo(2);
        assertThat(pollJob(other).path("gpu_slot").isNull()).isTrue();
    }

    @Test
    void sharedTimeServesItsOwnJobsFirst() {
        UUID free = queue("a");
        UUID booked = queueOn(book(miner, false, -10, 600));

        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(booked));
        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(free));
    }

    @Test
    void aJobWaitsForItsTime() {
        UUID booking = book(miner, true, 3600, 7200);
        queueOn(booking);

        assertThat(poll(miner, 0)).hasStatus(204);
        assertThat(poll(other, 0)).hasStatus(204);

        move(booking, -10, 600);
        assertThat(jobId(pollJob(miner))).isNotBlank();
    }

    @Test
    void whenTheTimeIsOverOthersGoOnAndItsOwnWait() {
        UUID booking = book(miner, true, -10, 600);
        UUID free = queue("a");
        UUID left = queueOn(booking);
        queueOn(booking);
        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(left));

        move(booking, -10, -1);

        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(free));
        assertThat(poll(miner, 0)).hasStatus(204);
    }

    @Test
    void aParkedPollGetsTheJobWhenItsTimeBegins() {
        UUID job = queueOn(book(miner, true, 2, 600));

        assertThat(jobId(json(poll(miner, 20)))).isEqualTo(Ids.text(job));
    }

    @Test
    void othersJobsGoBackWhenItsTimeBeginsWhateverAttemptsTheyHad() {
        UUID free = queue("a");
        jdbc.sql("update core.ready set attempt = 2 where id = ?").param(free).update();
        UUID booking = book(miner, true, 3600, 7200);
        UUID booked = queueOn(booking);
        JsonNode started = pollJob(miner);
        assertThat(jobId(started)).isEqualTo(Ids.text(free));

        move(booking, -10, 600);
        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(booked));
        displacement.run();

        assertThat(state(free)).isEqualTo("QUEUED");
        assertThat(state(booked)).isEqualTo("RUNNING");
        assertRefused(result(ALICE, started, "{}"), 409, "LEASE_NOT_HELD");
        assertThat(pollJobs(other, 5)).containsExactly(Ids.text(free));
    }

    @Test
    void certainMinersAreAskedForOrLeftOut() {
        UUID mine = queue("a", only(miner), 900);
        UUID notMine = queue("a", Constraints.NONE.without(List.of(miner)), 900);

        assertThat(pollJobs(miner, 5)).containsExactly(Ids.text(mine));
        assertThat(pollJobs(other, 5)).containsExactly(Ids.text(notMine));
    }

    @Test
    void theReceiptOfAJobOnBookedTimeCostsNothing() {
        queueOn(book(miner, true, -10, 600));

        JsonNode receipt = json(result(ALICE, pollJob(miner), "{}")).path("receipt");

        assertThat(receipt.path("price").doubleValue()).isZero();
        assertThat(receipt.path("unit_price").doubleValue()).isZero();
        assertThat(receipt.path("units").doubleValue()).isPositive();
    }

    @Test
    void jobsOfTimeThatItsClientGivesUpAreCanceled() {
        UUID booking = book(miner, true, -10, 600);
        UUID running = queueOn(booking);
        UUID waiting = queueOn(booking);
        JsonNode started = pollJob(miner);

        end(booking, "RELEASED");
        overBookings.run();

        assertThat(List.of(running, waiting)).allSatisfy(job -> {
            assertThat(outcome(job)).isEqualTo("CANCELED BOOKING_ENDED");
            assertThat(events(job)).containsExactly("job.canceled");
        });
        assertRefused(result(ALICE, started, "{}"), 409, "LEASE_NOT_HELD");
        UUID free = queue("a");
        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(free));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HARDWARE_FAILURE", "RECLAIMED", "OUTBID"})
    void jobsOfTimeThatItsOwnerTakesBackHaveFailed(String reason) {
        UUID booking = book(miner, true, -10, 600);
        UUID running = queueOn(booking);
        UUID waiting = queueOn(booking);
        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(running));

        end(booking, reason);
        overBookings.run();
        overBookings.run();

        assertThat(List.of(running, waiting)).allSatisfy(job -> {
            assertThat(outcome(job)).isEqualTo("FAILED BOOKING_ENDED");
            assertThat(events(job)).containsExactly("job.failed");
            assertThat(jdbc.sql("select error from core.outcome where job_id = ? and miner_id is null")
                            .param(job)
                            .query(String.class)
                            .single())
                    .endsWith(reason);
        });
    }

    @Test
    void timeThatGoesOnAndOthersJobsAreLeftAlone() {
        UUID over = book(miner, false, -10, 600);
        UUID other = book(miner, false, -10, 600);
        UUID free = queue("a");
        UUID going = queueOn(other);
        UUID waiting = queueOn(book(miner, true, 3600, 7200));
        queueOn(over);
        assertThat(pollJobs(miner, 2)).contains(Ids.text(going));

        end(over, "RELEASED");
        overBookings.run();

        assertThat(state(going)).isEqualTo("RUNNING");
        assertThat(state(waiting)).isEqualTo("QUEUED");
        assertThat(outcome(free)).isNull();
    }

    @Test
    void whatEndsWithItsTimeHasExpired() {
        UUID booking = book(miner, true, -10, 600);
        UUID job = queueOn(booking);
        jdbc.sql("update core.ready set expires_at = now() - interval '1 s' where id = ?")
                .param(job)
                .update();

        move(booking, -10, -1);
        overBookings.run();

        assertThat(outcome(job)).isNotEqualTo("CANCELED BOOKING_ENDED");
    }

    @Test
    void whileItsTimeIsPausedAJobWaitsWhateverAttemptsItHad() {
        UUID booking = book(miner, true, -10, 600);
        UUID job = queueOn(booking);
        jdbc.sql("update core.ready set attempt = 2 where id = ?").param(job).update();
        JsonNode started = pollJob(miner);
        assertThat(jobId(started)).isEqualTo(Ids.text(job));

        pause(booking, true);
        displacement.run();
        overBookings.run();

        assertThat(state(job)).isEqualTo("QUEUED");
        assertRefused(result(ALICE, started, "{}"), 409, "LEASE_NOT_HELD");
        UUID free = queue("a");
        assertThat(pollJobs(miner, 5)).containsExactly(Ids.text(free));

        pause(booking, false);
        assertThat(jobId(pollJob(miner))).isEqualTo(Ids.text(job));
    }

    @Test
    void jobsThatArePausedMoreOftenThanTheyHaveAttemptsHaveAllOfThemLeft() {
        UUID booking = book(miner, true, -10, 600);
        UUID job = queueOn(booking);
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(pollJob(miner).path("attempt").intValue()).isEqualTo(attempt);
            pause(booking, true);
            displacement.run();
            assertThat(state(job)).isEqualTo("QUEUED");
            pause(booking, false);
        }

        for (int attempt = 5; attempt <= 7; attempt++) {
            assertThat(state(job)).isEqualTo("QUEUED");
            JsonNode started = pollJob(miner);
            assertThat(started.path("attempt").intValue()).isEqualTo(attempt);
            assertThat(fail(started, true)).hasStatus(200);
        }

        assertThat(outcome(job)).isEqualTo("FAILED GPU_LOST");
    }

    @Test
    void whenBookedTimeEndsEarlyAJobThatWaitedForItsMinerIsTakenAtOnce() throws SQLException {
        List<Long> took = new ArrayList<>();
        // on a busy machine some are slow for other reasons
        for (int i = 0; i < 10 && took.stream().noneMatch(BookedTimeTests::isSoon); i++) {
            UUID booking = book(miner, true, -10, 600);
            UUID free = queue("a", only(miner), 900);
            CompletableFuture<MvcTestResult> waiting =
                    CompletableFuture.supplyAsync(() -> poll(miner, 20), Thread::startVirtualThread);
            await().pollInterval(5, MILLISECONDS).until(() -> dispatcher.parked() == 1);
            long before = System.nanoTime();

            jdbc.sql("update core.reservation set ends_at = now(), close_reason = 'RELEASED' where booking_id = ?")
                    .param(booking)
                    .update();
            tellFromAnotherProcess();

            JsonNode job = json(waiting.join());
            took.add(System.nanoTime() - before);
            assertThat(jobId(job)).isEqualTo(Ids.text(free));
            assertThat(result(ALICE, job, "{}")).hasStatus(200);
        }
        // without the hint each would have taken half a second on average
        assertThat(took).anyMatch(BookedTimeTests::isSoon);
    }

    private static boolean isSoon(long nanos) {
        return nanos < Duration.ofMillis(400).toNanos();
    }

    /** As the market does, which is a process of its own. */
    private void tellFromAnotherProcess() throws SQLException {
        try (Connection market = connections.listening();
                Statement notify = market.createStatement()) {
            notify.execute("notify aitbc_wake, 'the-market'");
        }
    }

    private void end(UUID booking, String reason) {
        jdbc.sql("update core.reservation set ends_at = now(), close_reason = ? where booking_id = ?")
                .params(reason, booking)
                .update();
        notifications.tell(Map.of());
    }

    private void pause(UUID booking, boolean paused) {
        jdbc.sql("update core.reservation set paused = ? where booking_id = ?")
                .params(paused, booking)
                .update();
        notifications.tell(Map.of());
    }

    private static Constraints only(String miner) {
        return new Constraints(null, null, null, null, null, null, null, miner, null);
    }

    private UUID queueOn(UUID booking) {
        return queue("a", new Constraints(null, null, null, null, null, null, booking, null, null), 900);
    }

    private void move(UUID booking, int from, int until) {
        jdbc.sql("""
                        update core.reservation set starts_at = now() + make_interval(secs => ?),
                          ends_at = now() + make_interval(secs => ?) where booking_id = ?""").params(from, until, booking).update();
        notifications.tell(Map.of());
    }

    private UUID book(String miner, boolean exclusive, int from, int until) {
        UUID booking = Ids.next();
        jdbc.sql("""
                        insert into core.reservation (booking_id, miner_id, client, exclusive, starts_at, ends_at)
                        values (?, ?, 'client-1', ?, now() + make_interval(secs => ?), now() + make_interval(secs => ?))""").params(booking, miner, exclusive, from, until).update();
        notifications.tell(Map.of());
        return booking;
    }
}
