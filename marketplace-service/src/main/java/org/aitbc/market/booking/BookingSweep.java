package org.aitbc.market.booking;

import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.market.booking.Booking.CloseReason;
import org.aitbc.market.booking.Funding.BookingSettings;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.schedule.Sweeps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Meters and funds bookings that run, and ends those whose time is over. */
@Component
record BookingSweep(
        Bookings bookings,
        Gpus gpus,
        Metering metering,
        Funding funding,
        EndBooking endBooking,
        Reservations reservations,
        DatabaseClock clock,
        BookingSettings settings,
        Sweeps sweeps,
        TransactionTemplate transactions) {

    private static final Logger LOG = LoggerFactory.getLogger(BookingSweep.class);

    @Scheduled(
            fixedDelayString = "${aitbc.market.booking.sweep:5s}",
            initialDelayString = "${aitbc.market.booking.sweep:5s}")
    void sweep() {
        sweeps.each("booking", bookings::due, id -> bookings.tryLock(id).ifPresent(this::meterOrEnd));
        sweeps.eachOutside("booking money", bookings::dueForMoney, this::fund);
        sweeps.each("reservation", reservations::mismarked, miner -> reservations.mark(miner, clock.now()));
    }

    private void meterOrEnd(Booking booking) {
        Instant now = clock.now();
        if (!booking.endTime().isAfter(now)) {
            endBooking.end(booking, now, null);
            return;
        }
        if (booking.pausedAt() != null
                && !booking.pausedAt().plus(settings.pause()).isAfter(now)) {
            endBooking.end(booking, now, CloseReason.PAUSED);
            return;
        }
        metering.meter(booking, now);
        Gpu gpu = gpus.find(booking.gpuId()).orElseThrow();
        if (gpu.isGone()) {
            endBooking.giveNotice(booking, now, CloseReason.HARDWARE_FAILURE);
        } else if ((booking.closeReason() == null || booking.startTime().isAfter(now)) && gpu.removedAt() != null) {
            endBooking.giveNotice(booking, now, CloseReason.DELISTED);
        }
    }

    /** Where payment-service cannot say whether there is money, the booking runs on as it is. */
    private void fund(UUID id) {
        try {
            funding.more(id);
        } catch (PaymentRequired none) {
            LOG.info("no more money is held for booking {}: {}", id, none.getMessage());
        }
        transactions.executeWithoutResult(_ -> bookings.tryLock(id)
                .filter(booking -> booking.endTime().isAfter(clock.now()))
                .ifPresent(booking -> funding.adjust(booking, clock.now())));
    }
}
