package org.aitbc.market.reliability;

import org.aitbc.market.sweep.Sweep;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks at workers and brings scores up to date, as long as the database is there. */
@Component
class ReliabilitySweep {

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
        Sweep.run("looks at workers", () -> presence.look(settings.gap()));
    }

    @Scheduled(fixedDelayString = "${aitbc.market.reliability.scores:60s}")
    void rate() {
        Sweep.run("scores", reliability::rate);
    }

    @Scheduled(fixedDelayString = "1h")
    void forget() {
        Sweep.run("old looks at workers", () -> presence.forget(settings.keep()));
    }
}
