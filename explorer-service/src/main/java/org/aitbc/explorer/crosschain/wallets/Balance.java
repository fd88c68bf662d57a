package org.aitbc.explorer.crosschain.wallets;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * What an address has at the chain's newest block.
 *
 * @param ethBalance of the chain's own coin, whatever it is called
 * @param tokenBalances by the address of the token
 */
record Balance(
        String address,
        long chainId,
        BigDecimal ethBalance,
        Map<String, TokenBalance> tokenBalances,
        Instant lastUpdated) {

    record TokenBalance(String symbol, BigDecimal balance, int decimals) {}
}
