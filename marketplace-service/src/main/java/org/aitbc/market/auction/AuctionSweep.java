package org.aitbc.market.auction;

import org.aitbc.market.sweep.Sweep;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends what nobody has decided about, or booked, in time. */
@Component
class AuctionSweep {

    private final Auctions auctions;
    private final Bids bids;
    private final CloseAuction closeAuction;

    AuctionSweep(Auctions auctions, Bids bids, CloseAuction closeAuction) {
        this.auctions = auctions;
        this.bids = bids;
        this.closeAuction = closeAuction;
    }

    @Scheduled(fixedDelayString = "${aitbc.market.auction.look:500ms}")
    void sweep() {
        Sweep.run("standing bids", bids::expireStanding);
        Sweep.each("order", auctions::due, closeAuction::passTime);
    }
}
