package org.aitbc.miner.lease;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** {@code aitbc.lease}, which {@link GovernedLeases} follows until governance decides otherwise. */
@ConfigurationProperties("aitbc.lease")
public class LeaseSettings {

    private final Duration duration;
    private final Duration silent;
    private final int maxAttempts;
    private final Duration sweep;

    public LeaseSettings(Duration duration, Duration silent, int maxAttempts, Duration sweep) {
        this.duration = duration;
        this.silent = silent;
        this.maxAttempts = maxAttempts;
        this.sweep = sweep;
    }

    /** How long a lease lasts unless it is renewed. */
    public Duration duration() {
        return duration;
    }

    /** The longest lease of a miner that says nothing while it works; it ends with its job at the latest. */
    public Duration silent() {
        return silent;
    }

    /** How many leases a job may have before it has failed, not counting those that were taken back. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** How often lapsed leases are looked for. */
    public Duration sweep() {
        return sweep;
    }
}
