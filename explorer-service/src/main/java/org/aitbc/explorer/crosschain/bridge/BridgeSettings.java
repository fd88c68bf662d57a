package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aitbc.explorer.crosschain.Addresses;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * {@code aitbc.cross-chain}.
 *
 * @param bridgeFee the suite's share of what is swapped
 * @param sweep how often swaps and deadlines are looked at
 * @param slack how far a chain's clock may be behind this one's
 * @param tokens that are swapped beside the chains' own coins
 */
@ConfigurationProperties("aitbc.cross-chain")
record BridgeSettings(
        BigDecimal bridgeFee,
        Duration sweep,
        Duration slack,
        @DefaultValue List<Token> tokens) {

    /**
     * An ERC-20 token with the same value on several chains. Only the operator can know that, so it is configured.
     *
     * @param networkFee what a swap of it pays for the suite's gas, in tokens
     * @param addresses of its contracts in lower case, by chain; what is blank is left out
     */
    record Token(
            String symbol,
            BigDecimal networkFee,
            @DefaultValue Map<Long, String> addresses) {

        Token {
            if (!StringUtils.hasText(symbol) || networkFee == null || networkFee.signum() < 0) {
                throw new IllegalArgumentException(
                        "each of aitbc.cross-chain.tokens needs a symbol and a network-fee, in tokens");
            }
            addresses = addresses.entrySet().stream()
                    .filter(one -> StringUtils.hasText(one.getValue()))
                    .collect(Collectors.toUnmodifiableMap(
                            Map.Entry::getKey,
                            one -> Addresses.checked("aitbc.cross-chain.tokens.addresses", one.getValue())));
        }
    }
}
