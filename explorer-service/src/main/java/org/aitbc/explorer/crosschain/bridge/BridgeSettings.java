package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code aitbc.cross-chain}.
 *
 * @param bridgeFee the suite's share of what is swapped
 * @param sweep how often swaps and deadlines are looked at
 * @param slack how far a chain's clock may be behind this one's
 */
@ConfigurationProperties("aitbc.cross-chain")
record BridgeSettings(BigDecimal bridgeFee, Duration sweep, Duration slack) {}
