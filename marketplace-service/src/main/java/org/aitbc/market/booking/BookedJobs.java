package org.aitbc.market.booking;

import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobSubmission;
import org.aitbc.domain.job.JobSubmission.Accepted;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.market.clock.MarketClock;
import org.aitbc.market.gpu.Gpus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Jobs that run on booked time, and nowhere else. */
@Component
class BookedJobs {

    private final Bookings bookings;
    private final Gpus gpus;
    private final JobSubmission jobs;
    private final MarketClock clock;

    BookedJobs(Bookings bookings, Gpus gpus, JobSubmission jobs, MarketClock clock) {
        this.bookings = bookings;
        this.gpus = gpus;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The caller's booking that runs on the GPU now. @throws Conflict when there is none, or no worker in it */
    Booking running(Caller caller, UUID gpuId) {
        Instant now = clock.now();
        Booking booking = bookings.openOf(gpuId).stream()
                .filter(one -> one.client().equals(caller.subject()) && one.isRunning(now))
                .findFirst()
                .orElseThrow(() -> {
                    gpus.require(gpuId);
                    return new Conflict("GPU_NOT_BOOKED", "the GPU is not booked by you, or your booking is paused");
                });
        if (booking.minerId() == null) {
            throw new Conflict("GPU_WITHOUT_WORKER", "no worker of this suite is in the GPU: it takes no jobs");
        }
        return booking;
    }

    /** @param key names the job among those of the booking */
    Accepted submit(Booking booking, String key, ObjectNode payload, @Nullable Integer ttlSeconds) {
        Constraints onBooking = new Constraints(null, null, null, null, null, null, booking.id(), null, null);
        return jobs.submit(new JobSubmission.Order(
                booking.client(), "booking " + Ids.text(booking.id()) + " " + key, payload, onBooking, ttlSeconds));
    }
}
