package org.aitbc.explorer.anchoring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.anchoring}.
 *
 * @param receipts as many that are not anchored are anchored at once
 * @param every and any others when the oldest of them has waited this long
 * @param logBlocks of how many blocks the chain is asked for roots at once; fewer where the node refuses
 * @param auditCalls the most such calls of one audit; the next audit continues there
 * @param fullAudit how often all blocks are asked for again
 */
@ConfigurationProperties("aitbc.anchoring")
record AnchorSettings(
        @DefaultValue("1000") int receipts,
        @DefaultValue("60s") Duration every,
        @DefaultValue("5000") int logBlocks,
        @DefaultValue("500") int auditCalls,
        @DefaultValue("1d") Duration fullAudit) {}
