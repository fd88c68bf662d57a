package org.aitbc.explorer.anchoring;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.anchoring}.
 *
 * @param receipts as many that are not anchored are anchored at once
 * @param every and any others when the oldest of them has waited this long
 */
@ConfigurationProperties("aitbc.anchoring")
record AnchorSettings(
        @DefaultValue("1000") int receipts,
        @DefaultValue("60s") Duration every) {}
