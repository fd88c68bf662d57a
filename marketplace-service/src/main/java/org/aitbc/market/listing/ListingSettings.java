package org.aitbc.market.listing;

import java.math.BigDecimal;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.market.listing}.
 *
 * @param every how often workers are looked at that have said something new
 * @param pricePerHour of a GPU whose worker names no price; the network's 0.02 AITBC a second
 */
@ConfigurationProperties("aitbc.market.listing")
record ListingSettings(
        @DefaultValue("5s") Duration every,
        @DefaultValue("72") BigDecimal pricePerHour) {}
