package org.aitbc.market.reliability;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Looks at workers and brings scores up to date, as long as the database is there. */
@Component
class ReliabilitySweep {

    private static final Logger LOG = LoggerFactory.getLogger(ReliabilitySweep.class);

    private final Presence presence;
    private final Reliability reliability;
    private final ReliabilitySettings settings;

    ReliabilitySweep(Presence presence, Reliability reliability, ReliabilitySettings settings) {
        this.presence = presence;
        this.reliability = reliability;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${aitbc.market.reliability.look:15s}")
    void look() {
        orLater(() -> presence.look(settings.gap()));
    }

    @Scheduled(fixedDelayString = "${aitbc.market.reliability.scores:60s}")
    void rate() {
        orLater(reliability::rate);
    }

    @Scheduled(fixedDelayString = "1h")
    void forget() {
        orLater(() -> presence.forget(settings.keep()));
    }

    private static void orLater(Runnable work) {
        try {
            work.run();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("reliability put off: {}", e.getMessage());
        }
    }
}
