package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.job.JobSubmission;
import org.aitbc.domain.job.JobSubmission.Accepted;
import org.aitbc.domain.matching.Constraints;
import org.aitbc.market.booking.BookGpu.Ask;
import org.aitbc.market.booking.PurchaseController.Purchase;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.principal.Principals;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Jobs that run on booked time, and nowhere else. */
@Component
record PurchaseGpu(
        BookGpu bookGpu,
        Bookings bookings,
        ManageBookings manageBookings,
        Gpus gpus,
        JobSubmission jobs,
        DatabaseClock clock) {

    private static final int WEEK = 7 * 24 * 3600;
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    /**
     * Books a GPU and submits a job on it; a booking whose job is refused ends at once.
     *
     * @throws Unavailable when it is unknown whether there is a job: the same key finds it
     */
    Booking purchase(Caller caller, Purchase wanted) {
        String client = Principals.of(caller, wanted.buyerId(), "buyer_id");
        Ask ask = new Ask(wanted.gpuId(), client, new BookRequest(wanted.durationHours()));
        UUID id = bookGpu.book("gpu.purchase", caller, ask).bookingId();
        Booking booking = bookings.require(id);
        if (wanted.payload() == null || booking.jobId() != null) {
            return booking;
        }
        int ttl = Math.clamp(wanted.durationHours().multiply(HOUR).intValue(), 1, WEEK);
        try {
            // named by the booking alone: a purchase has one job, however often it is asked for
            UUID job = submit(booking, "purchase", wanted.payload(), ttl).jobId();
            bookings.update(id, "job_id = ?", Ids.text(job));
        } catch (DomainException refused) {
            if (IdempotencyHeader.current() == null || !(refused instanceof Unavailable)) {
                manageBookings.release(id, caller);
            }
            throw refused;
        }
        return bookings.require(id);
    }

    /** The caller's booking that runs on the GPU now, with a worker that takes jobs. */
    Booking requireRunning(Caller caller, UUID gpuId) {
        Instant now = clock.now();
        Booking booking = bookings.findOpen(gpuId).stream()
                .filter(one -> one.clientId().equals(caller.subject()) && one.isRunning(now))
                .findFirst()
                .orElseThrow(() -> {
                    gpus.require(gpuId);
                    return new Conflict("GPU_NOT_BOOKED", "the GPU is not booked by you, or your booking is paused");
                });
        String workerless = "no worker of this suite is in the GPU: it takes no jobs";
        Conflict.when(booking.minerId() == null, "GPU_WITHOUT_WORKER", workerless);
        return booking;
    }

    /** @param key names the job among those of the booking */
    Accepted submit(Booking booking, String key, ObjectNode payload, @Nullable Integer ttlSeconds) {
        UUID id = booking.bookingId();
        Constraints onBooking = new Constraints(null, null, null, null, null, null, id, null, null);
        String name = "booking " + Ids.text(id) + " " + key;
        return jobs.submit(new JobSubmission.Order(booking.clientId(), name, payload, onBooking, ttlSeconds));
    }
}
