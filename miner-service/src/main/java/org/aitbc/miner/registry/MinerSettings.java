package org.aitbc.miner.registry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code aitbc.miners}.
 *
 * @param offlineAfter silence after which a miner is OFFLINE and its leases lapse
 * @param heartbeatInterval the pace that workers are told
 * @param mostPerOwner how many miner ids one key may register
 */
@ConfigurationProperties("aitbc.miners")
public record MinerSettings(Duration offlineAfter, Duration heartbeatInterval, int mostPerOwner) {}
