package org.aitbc.market.bounty;

import org.aitbc.market.sweep.Sweep;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Ends bounties that the creator has not judged in time, and pays those whose judgement stands. */
@Component
record BountySweep(ManageBounties manageBounties) {

    @Scheduled(fixedDelayString = "${aitbc.market.bounty.look:500ms}")
    void sweep() {
        Sweep.each("bounty", manageBounties::due, manageBounties::passTime);
    }
}
