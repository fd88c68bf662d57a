package org.aitbc.miner.lease;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code aitbc.lease}.
 *
 * @param duration how long a lease lasts unless it is renewed
 * @param silent the longest lease of a miner that says nothing while it works; it ends with its job at the latest
 * @param maxAttempts how many leases a job may have before it has failed, not counting those that were taken back
 * @param sweep how often lapsed leases are looked for
 */
@ConfigurationProperties("aitbc.lease")
public record LeaseSettings(Duration duration, Duration silent, int maxAttempts, Duration sweep) {}
