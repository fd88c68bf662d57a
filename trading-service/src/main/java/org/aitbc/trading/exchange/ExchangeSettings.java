package org.aitbc.trading.exchange;

import java.math.BigDecimal;
import org.aitbc.domain.error.Unavailable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * {@code aitbc.exchange}.
 *
 * @param desk the principal that sells; none turns the exchange off
 * @param rate AITBC for one BTC
 * @param fee the network's share of what is bought, until governance decides about {@code exchange.fee}
 * @param chain on which BTC is paid, as a token, since the suite runs no Bitcoin node
 * @param token its contract there
 */
@ConfigurationProperties("aitbc.exchange")
record ExchangeSettings(
        @Nullable String desk,
        @DefaultValue("100000") BigDecimal rate,
        @DefaultValue("0.005") BigDecimal fee,
        @Nullable Long chain,
        @Nullable String token) {

    record Desk(String owner, long chain, String token) {}

    /** @throws Unavailable where nobody sells */
    Desk require() {
        if (!StringUtils.hasText(desk) || chain == null || !StringUtils.hasText(token)) {
            throw new Unavailable("EXCHANGE_OFF", "nobody sells AITBC for coins here");
        }
        return new Desk(desk, chain, token);
    }
}
