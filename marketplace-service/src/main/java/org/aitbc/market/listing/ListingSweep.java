package org.aitbc.market.listing;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Follows workers as long as the database is there. */
@Component
class ListingSweep {

    private static final Logger LOG = LoggerFactory.getLogger(ListingSweep.class);

    private final WorkerListings listings;

    ListingSweep(WorkerListings listings) {
        this.listings = listings;
    }

    @Scheduled(fixedDelayString = "${aitbc.market.listing.every:5s}")
    void sweep() {
        try {
            listings.follow();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("listing put off: {}", e.getMessage());
        }
    }
}
