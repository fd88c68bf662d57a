package org.aitbc.market.reliability;

import java.time.Duration;
import org.aitbc.starter.schedule.Sweeps;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** @param age how old a score may become */
@Component
record ReliabilitySweep(
        Presence presence,
        Reliability reliability,
        Sweeps sweeps,
        @Value("${aitbc.market.reliability.score-age:10m}") Duration age) {

    @Scheduled(fixedDelayString = "${aitbc.market.reliability.look:15s}")
    void sample() {
        // more than one sample may fail before time no longer counts as observed
        sweeps.run("presence", () -> presence.sample(Duration.ofSeconds(60)));
    }

    @Scheduled(fixedDelayString = "${aitbc.market.reliability.scores:60s}")
    void rate() {
        sweeps.run("scores", () -> reliability.rate(age));
    }

    @Scheduled(fixedDelayString = "1h")
    void forget() {
        sweeps.run("old-presence", () -> presence.forget(Duration.ofDays(90)));
    }
}
