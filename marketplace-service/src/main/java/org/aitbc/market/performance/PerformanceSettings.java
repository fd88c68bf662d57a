package org.aitbc.market.performance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.market.performance}.
 *
 * @param allocation how long memory stays set aside that nobody releases
 * @param reading after how long what is shown of devices, workers and trade is read again; it is never twice as old
 * @param counting the same of counts of all jobs that ever ended
 * @param samples how long utilisation is remembered
 * @param alerts above what the dashboard warns
 */
@ConfigurationProperties("aitbc.market.performance")
record PerformanceSettings(
        @DefaultValue("1h") Duration allocation,
        @DefaultValue("2s") Duration reading,
        @DefaultValue("60s") Duration counting,
        @DefaultValue("7d") Duration samples,
        @DefaultValue Alerts alerts) {

    record Alerts(
            @DefaultValue("1000") double latencyP95Ms,
            @DefaultValue("5") double errorRatePct,
            @DefaultValue("90") double gpuUtilizationPct,
            @DefaultValue("60000") double matchingTimeMs) {}
}
