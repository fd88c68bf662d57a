package org.aitbc.miner.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.miner.MinerTest;
import org.aitbc.starter.wake.WakeUps;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What a miner is given while its time is booked. */
class BookedTimeTests extends MinerTest {

    @Autowired
    private WakeUps wakeUps;

    @Autowired
    private Displacement displacement;

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
        UUID mine = queue("a", new Constraints(null, null, null, null, null, null, null, miner, null), 900);
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

    private UUID queueOn(UUID booking) {
        return queue("a", new Constraints(null, null, null, null, null, null, booking, null, null), 900);
    }

    private void move(UUID booking, int from, int until) {
        jdbc.sql("""
                        update core.reservation set starts_at = now() + make_interval(secs => ?),
                          ends_at = now() + make_interval(secs => ?) where booking_id = ?""").params(from, until, booking).update();
        wakeUps.tell(Map.of());
    }

    private UUID book(String miner, boolean exclusive, int from, int until) {
        UUID booking = Ids.next();
        jdbc.sql("""
                        insert into core.reservation (booking_id, miner_id, client, exclusive, starts_at, ends_at)
                        values (?, ?, 'client-1', ?, now() + make_interval(secs => ?), now() + make_interval(secs => ?))""").params(booking, miner, exclusive, from, until).update();
        wakeUps.tell(Map.of());
        return booking;
    }
}
