package org.aitbc.market.reliability;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.market.reliability}.
 *
 * @param window how far back a score looks
 * @param look how often workers are looked at
 * @param gap how long after a look time still counts as observed; more than one look may fail
 * @param scores how often scores are brought up to date, each at most once in {@code scoreAge}
 * @param keep how long presence is kept
 */
@ConfigurationProperties("aitbc.market.reliability")
record ReliabilitySettings(
        @DefaultValue("30d") Duration window,
        @DefaultValue("15s") Duration look,
        @DefaultValue("60s") Duration gap,
        @DefaultValue("60s") Duration scores,
        @DefaultValue("10m") Duration scoreAge,
        @DefaultValue("90d") Duration keep) {}
