package org.aitbc.miner.dispatch;

import java.util.List;
import java.util.UUID;
import org.aitbc.miner.lease.LeaseEnds;
import org.aitbc.starter.schedule.Sweeps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes others' jobs from a miner when time begins that is booked of it alone, and jobs of booked time from it while that
 * is paused.
 */
@Component
class Displacement {

    private static final Logger LOG = LoggerFactory.getLogger(Displacement.class);

    private static final String ON_BOOKED_TIME = """
            select l.id as lease, l.class as queue, array_agg(r.booking_id) as bookings from core.reservation r join core.lease l on l.miner_id = r.miner_id
            where r.starts_at <= now() and r.ends_at > now() and not r.paused group by l.id, l.class having bool_or(r.exclusive)""";

    private static final String PAUSED = """
            select l.id from core.reservation r join core.requirement q on q.booking_id = r.booking_id
            join core.lease l on l.class = q.class where r.paused and r.ends_at > now()""";

    private final JdbcClient jdbc;
    private final Requirements requirements;
    private final LeaseEnds ends;
    private final Sweeps sweeps;

    Displacement(JdbcClient jdbc, Requirements requirements, LeaseEnds ends, Sweeps sweeps) {
        this.jdbc = jdbc;
        this.requirements = requirements;
        this.ends = ends;
        this.sweeps = sweeps;
    }

    /** @param bookings all that run on the lease's miner, one of which leaves nothing to others */
    private record Running(UUID lease, int queue, List<UUID> bookings) {}

    private boolean isBooked(Running one) {
        UUID booking = requirements.of(one.queue()).constraints().bookingId();
        return booking != null && one.bookings().contains(booking);
    }

    @Scheduled(fixedDelayString = "${aitbc.lease.sweep}")
    void run() {
        sweeps.run("displacement", () -> {
            giveBack(
                    "its miner's time is booked by another now",
                    jdbc.sql(ON_BOOKED_TIME).query(Running.class).list().stream()
                            .filter(one -> !isBooked(one))
                            .map(Running::lease)
                            .toList());
            giveBack("its booking is paused", jdbc.sql(PAUSED).query(UUID.class).list());
        });
    }

    private void giveBack(String why, List<UUID> leases) {
        if (!leases.isEmpty()) {
            LOG.info("{} jobs go back to the queue: {}", leases.size(), why);
            ends.giveBack(leases, why);
        }
    }
}
