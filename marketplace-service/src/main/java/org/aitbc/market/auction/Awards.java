package org.aitbc.market.auction;

import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.payment.Currency;
import org.aitbc.market.auction.Auction.Won;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Orders that were won: bookings use them. */
@Component
public class Awards {

    private final Auctions auctions;

    Awards(Auctions auctions) {
        this.auctions = auctions;
    }

    /**
     * Takes an award, and its money, for a booking; part of the caller's transaction, so that where the booking fails, the
     * award may still be used.
     *
     * @param caller the client of the order, or an admin
     * @throws NotFound when the caller has no such order
     * @throws Conflict when it is not awarded, or was used, cancelled or left unused for too long
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Award take(Caller caller, UUID order) {
        Auction auction = auctions.lock(order);
        if (!auction.clientId().equals(caller.subject()) && !caller.isAdmin()) {
            throw Auctions.unknown();
        }
        if (auction.status() != AuctionStatus.AWARDED) {
            throw new Conflict("NOT_AWARDED", "the order was not awarded, or its award is over");
        }
        auctions.close(order, AuctionStatus.BOOKED);
        Won won = Objects.requireNonNull(auction.award());
        return new Award(
                order,
                Currency.valueOf(auction.currency()),
                auction.clientId(),
                won.provider(),
                won.gpuId(),
                won.pricePerHour(),
                auction.durationHours());
    }
}
