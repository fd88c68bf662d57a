package org.aitbc.explorer.crosschain.transfers;

import org.aitbc.domain.error.Conflict;
import org.aitbc.explorer.sending.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Cancels transfers that are in no block when their time is over. */
@Component
class DeadlineSweep {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineSweep.class);

    private final Transfers transfers;
    private final Outbox outbox;

    DeadlineSweep(Transfers transfers, Outbox outbox) {
        this.transfers = transfers;
        this.outbox = outbox;
    }

    @Scheduled(fixedDelayString = "${aitbc.cross-chain.sweep}")
    void sweep() {
        try {
            transfers.overdue().forEach(id -> {
                try {
                    outbox.cancel(id);
                } catch (Conflict minedMeanwhile) {
                    LOG.debug("{} was mined in the end", id);
                }
            });
        } catch (DataAccessException e) {
            LOG.warn("deadlines put off: {}", e.getMessage());
        }
    }
}
