package org.aitbc.explorer.chain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The chains and their nodes.
 *
 * @param home the chain that holds this suite's contracts and anchors
 * @param timeout of one call to a node
 */
@ConfigurationProperties("aitbc.chain")
record ChainSettings(long home, @DefaultValue("10s") Duration timeout, List<Known> known) {

    /** @param url of the node's JSON-RPC; empty where there is none */
    record Known(
            long id,
            String name,
            String symbol,
            @DefaultValue("18") int decimals,
            @DefaultValue("12") int confirmations,
            @DefaultValue("2s") Duration poll,
            @Nullable String url) {}
}
