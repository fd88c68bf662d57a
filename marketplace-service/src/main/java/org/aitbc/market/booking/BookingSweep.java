package org.aitbc.market.booking;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.PaymentRequired;
import org.aitbc.market.clock.MarketClock;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Time goes on: what runs is metered and paid for, what is over ends. */
@Component
class BookingSweep {

    private static final Logger LOG = LoggerFactory.getLogger(BookingSweep.class);

    private final Bookings bookings;
    private final BookingLists lists;
    private final Gpus gpus;
    private final Metering metering;
    private final Funding funding;
    private final EndBooking endBooking;
    private final CloseBooking closeBooking;
    private final Reservations reservations;
    private final MarketClock clock;
    private final BookingSettings settings;
    private final TransactionTemplate transactions;

    BookingSweep(
            Bookings bookings,
            BookingLists lists,
            Gpus gpus,
            Metering metering,
            Funding funding,
            EndBooking endBooking,
            CloseBooking closeBooking,
            Reservations reservations,
            MarketClock clock,
            BookingSettings settings,
            TransactionTemplate transactions) {
        this.bookings = bookings;
        this.lists = lists;
        this.gpus = gpus;
        this.metering = metering;
        this.funding = funding;
        this.endBooking = endBooking;
        this.closeBooking = closeBooking;
        this.reservations = reservations;
        this.clock = clock;
        this.settings = settings;
        this.transactions = transactions;
    }

    @Scheduled(
            fixedDelayString = "${aitbc.market.booking.sweep:5s}",
            initialDelayString = "${aitbc.market.booking.sweep:5s}")
    void sweep() {
        Sweep.each("booking", () -> lists.due(clock.now()), this::passTime);
        Sweep.each(
                "mark of reserved time of",
                reservations::mismarked,
                miner -> transactions.executeWithoutResult(_ -> reservations.mark(miner, clock.now())));
    }

    private void passTime(UUID id) {
        boolean open = Objects.requireNonNull(
                transactions.execute(_ -> bookings.tryLock(id).map(this::meter).orElse(false)));
        if (open) {
            fund(id);
            transactions.executeWithoutResult(_ -> bookings.tryLock(id)
                    .filter(booking -> booking.end().isAfter(clock.now()))
                    .ifPresent(booking -> funding.judge(booking, clock.now())));
        }
    }

    /** @return whether more may have to be held for it */
    private boolean meter(Booking booking) {
        Instant now = clock.now();
        if (!booking.end().isAfter(now)) {
            endBooking.end(booking, now, null);
            return false;
        }
        if (booking.pausedAt() != null
                && !booking.pausedAt().plus(settings.pause()).isAfter(now)) {
            endBooking.end(booking, now, CloseReason.PAUSED);
            return false;
        }
        metering.upToNow(booking, now);
        if ((booking.closeReason() == null || booking.start().isAfter(now))
                && gpus.find(booking.gpuId()).orElseThrow().removedAt() != null) {
            closeBooking.giveNotice(booking, now, CloseReason.DELISTED);
        }
        return booking.state() == BookingState.ACTIVE || Funding.NO_MONEY.equals(booking.pauseReason());
    }

    private void fund(UUID id) {
        try {
            funding.more(id);
        } catch (PaymentRequired none) {
            LOG.info("no more money is held for booking {}: {}", id, none.getMessage());
        }
    }
}
