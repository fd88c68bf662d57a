package org.aitbc.governance.rule;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.governance}: what counts until a proposal changes it.
 *
 * @param proposalThreshold AITBC of power that a proposer has at least
 * @param quorumFraction of all power, which takes part at least
 * @param lateExtension the time that is left at least once a quorum is reached
 * @param timelock between success and execution
 */
@ConfigurationProperties("aitbc.governance")
record GovernanceSettings(
        @DefaultValue("100") BigDecimal proposalThreshold,
        @DefaultValue("0.04") BigDecimal quorumFraction,
        @DefaultValue("1d") Duration votingDelay,
        @DefaultValue("7d") Duration votingPeriod,
        @DefaultValue("1d") Duration lateExtension,
        @DefaultValue("2d") Duration timelock,
        @DefaultValue("3d") Duration councilPeriod) {}
