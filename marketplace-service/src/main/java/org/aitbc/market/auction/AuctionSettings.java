package org.aitbc.market.auction;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.market.auction}.
 *
 * @param bidsOfOne how many pending bids one principal has at most
 * @param bidsOnOne how many pending bids one order has at most
 * @param open how long an order, or a bid on a GPU, is open where its client does not say
 * @param longest how long it is at most
 * @param standing how long a standing bid is pending
 * @param use how long an award can be booked; its money goes back after that
 */
@ConfigurationProperties("aitbc.market.auction")
record AuctionSettings(
        @DefaultValue("50") int bidsOfOne,
        @DefaultValue("50") int bidsOnOne,
        @DefaultValue("24h") Duration open,
        @DefaultValue("30d") Duration longest,
        @DefaultValue("30d") Duration standing,
        @DefaultValue("1h") Duration use) {}
