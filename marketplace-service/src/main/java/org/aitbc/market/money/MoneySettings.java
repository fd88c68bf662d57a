package org.aitbc.market.money;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code aitbc.market.money}.
 *
 * @param look how often decisions that were not sent are looked for
 * @param orphanAfter when money that no deal has taken goes back; longer than a call to payment-service can last
 * @param refusedAgain when a decision that payment-service refused is sent again: perhaps somebody has the name by then
 */
@ConfigurationProperties("aitbc.market.money")
record MoneySettings(
        @DefaultValue("200ms") Duration look,
        @DefaultValue("60s") Duration orphanAfter,
        @DefaultValue("1m") Duration refusedAgain) {}
