package org.aitbc.market.auction;

import java.util.UUID;
import org.aitbc.domain.error.DomainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Ends what nobody has decided about, or booked, in time. */
@Component
class AuctionSweep {

    private static final Logger LOG = LoggerFactory.getLogger(AuctionSweep.class);

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
        try {
            bids.expireStanding();
            auctions.due().forEach(this::end);
        } catch (DataAccessException | TransactionException unavailable) {
            LOG.warn("orders wait for the database: {}", unavailable.getMessage());
        }
    }

    private void end(UUID id) {
        try {
            closeAuction.passTime(id);
        } catch (DomainException refused) {
            LOG.warn("order {} waits: {}", id, refused.getMessage());
        }
    }
}
