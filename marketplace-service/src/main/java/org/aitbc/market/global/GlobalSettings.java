package org.aitbc.market.global;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param deliverWithin how long a seller has; then the money goes back
 * @param confirmWithin how long a buyer may look at what was delivered; then it is paid for
 * @param lookAgain how often another market is asked what became of a purchase
 * @param external other instances of this suite that are bought from, by the name they have here
 */
@ConfigurationProperties("aitbc.global-marketplace")
record GlobalSettings(
        @DefaultValue("24h") Duration deliverWithin,
        @DefaultValue("72h") Duration confirmWithin,
        @DefaultValue("1m") Duration lookAgain,
        @DefaultValue Map<String, External> external) {

    GlobalSettings {
        external = Map.copyOf(external);
    }

    /**
     * @param url of its gateway
     * @param key an API key of a client there, whose money pays there
     * @param account the principal here who is paid for what that client bought
     */
    record External(
            String url,
            String key,
            String account,
            @DefaultValue("5s") Duration timeout) {}
}
