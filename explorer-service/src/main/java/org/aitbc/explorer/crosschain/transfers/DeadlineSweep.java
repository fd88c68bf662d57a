package org.aitbc.explorer.crosschain.transfers;

import org.aitbc.explorer.sending.Outbox;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Cancels transfers that are in no block when their time is over. */
@Component
class DeadlineSweep {

    private final Transfers transfers;
    private final Outbox outbox;
    private final Sweeps sweeps;

    DeadlineSweep(Transfers transfers, Outbox outbox, Sweeps sweeps) {
        this.transfers = transfers;
        this.outbox = outbox;
        this.sweeps = sweeps;
    }

    @Scheduled(fixedDelayString = "${aitbc.cross-chain.sweep}")
    void sweep() {
        sweeps.each("overdue transfer", transfers::overdue, outbox::cancel);
    }
}
