package org.aitbc.market.booking;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.error.DomainException;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.booking.PurchaseController.Purchase;
import org.aitbc.market.principal.Principals;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Books a GPU and submits a job on it; a booking whose job is refused ends at once. */
@Component
class PurchaseGpu {

    private static final int WEEK = 7 * 24 * 3600;
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    private final BookGpu bookGpu;
    private final BookedJobs bookedJobs;
    private final Bookings bookings;
    private final CloseBooking closeBooking;

    PurchaseGpu(BookGpu bookGpu, BookedJobs bookedJobs, Bookings bookings, CloseBooking closeBooking) {
        this.bookGpu = bookGpu;
        this.bookedJobs = bookedJobs;
        this.bookings = bookings;
        this.closeBooking = closeBooking;
    }

    /** @throws Unavailable when it is unknown whether there is a job: the same key finds it */
    Booking purchase(Caller caller, @Nullable String key, Purchase wanted) {
        BookGpu.Ask ask = new BookGpu.Ask(
                caller,
                Principals.of(caller, wanted.buyerId(), "buyer_id"),
                key,
                "gpu.purchase",
                wanted.gpuId(),
                BookRequest.onDemand(wanted.durationHours()),
                null);
        Booking booking = bookings.require(bookGpu.book(ask, UUID.class, (made, _) -> made.id()));
        if (wanted.payload() == null || booking.jobId() != null) {
            return booking;
        }
        int ttl = wanted.durationHours().multiply(HOUR).intValue();
        try {
            // named by the booking alone: a purchase has one job, however often it is asked for
            UUID job = bookedJobs
                    .submit(booking, "purchase", wanted.payload(), Math.clamp(ttl, 1, WEEK))
                    .jobId();
            bookings.runs(booking.id(), Ids.text(job));
        } catch (DomainException refused) {
            if (key == null || !(refused instanceof Unavailable)) {
                closeBooking.release(booking.id());
            }
            throw refused;
        }
        return bookings.require(booking.id());
    }
}
