package org.aitbc.market.global;

import java.math.BigDecimal;
import java.util.List;

/**
 * A market outside of this suite. What it refuses is thrown as the same {@link org.aitbc.domain.error.DomainException},
 * whatever else fails as {@link org.aitbc.domain.error.Unavailable}: then the outcome is unknown.
 */
interface ExternalMarket {

    /** What can be bought there now. */
    List<RemoteOffer> offers();

    /**
     * Buys with the configured key.
     *
     * @param key names the purchase: a repetition buys nothing twice
     */
    RemoteSale buy(String offer, int quantity, String key);

    RemoteSale sale(String id);

    /** Says there what the buyer says here. */
    RemoteSale act(String id, Verb verb);

    /** @param basePrice of a unit, delivered anywhere */
    record RemoteOffer(
            String id,
            String agentId,
            String serviceType,
            BigDecimal basePrice,
            String currency,
            int availableCapacity,
            List<String> regionsAvailable) {}

    /** @param status as purchases here */
    record RemoteSale(String id, String status, BigDecimal totalAmount) {}
}
