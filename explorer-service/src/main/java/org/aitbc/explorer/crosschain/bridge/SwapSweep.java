package org.aitbc.explorer.crosschain.bridge;

import java.util.UUID;
import org.aitbc.domain.error.DomainException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Takes every open swap a step further when it can. */
@Component
class SwapSweep {

    private static final Logger LOG = LoggerFactory.getLogger(SwapSweep.class);

    private final Swaps swaps;
    private final SwapSteps steps;

    SwapSweep(Swaps swaps, SwapSteps steps) {
        this.swaps = swaps;
        this.steps = steps;
    }

    @Scheduled(fixedDelayString = "${aitbc.cross-chain.sweep}")
    void sweep() {
        try {
            swaps.open().forEach(this::advance);
        } catch (DataAccessException e) {
            LOG.warn("swaps put off: {}", e.getMessage());
        }
    }

    /** One that fails does not keep the others from their turn. */
    private void advance(UUID id) {
        try {
            steps.advance(id);
        } catch (DomainException e) {
            LOG.debug("swap {} put off: {}", id, e.getMessage());
        } catch (RuntimeException e) {
            LOG.warn("swap {} put off", id, e);
        }
    }
}
