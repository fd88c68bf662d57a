package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.NodeRefused;
import org.aitbc.explorer.crosschain.Amounts;
import org.aitbc.explorer.crosschain.Coins;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the suite has on each chain to swap with. */
@Component
public class LiquidityPools {

    /** Months to a year. */
    private static final BigDecimal PERIODS = new BigDecimal("12.1667");

    private final JdbcClient jdbc;
    private final Chains chains;
    private final Accounts accounts;
    private final BridgeSettings settings;

    LiquidityPools(JdbcClient jdbc, Chains chains, Accounts accounts, BridgeSettings settings) {
        this.jdbc = jdbc;
        this.chains = chains;
        this.accounts = accounts;
        this.settings = settings;
    }

    /**
     * @param totalLiquidity coins that the suite has on the target chain, locked ones included
     * @param utilizationRate the share that is locked for swaps, 0 to 1
     * @param apr what fees of the last thirty days would come to in a year, as a share of the liquidity
     * @param feeRate the suite's share of a swap
     */
    public record LiquidityPool(
            long sourceChainId,
            long targetChainId,
            String symbol,
            BigDecimal totalLiquidity,
            BigDecimal utilizationRate,
            BigDecimal apr,
            BigDecimal feeRate,
            Instant lastUpdated) {}

    /** One for each two chains of the same coin whose nodes answer. */
    public List<LiquidityPool> all() {
        Map<Chain, BigInteger> balances = balances();
        return balances.keySet().stream()
                .flatMap(source -> balances.entrySet().stream()
                        .filter(target -> source.id() != target.getKey().id()
                                && source.symbol().equals(target.getKey().symbol()))
                        .map(target -> pool(source, target.getKey(), target.getValue())))
                .toList();
    }

    private LiquidityPool pool(Chain source, Chain target, BigInteger balance) {
        BigDecimal locked = sum(SwapTables.LOCKED, source, target);
        BigDecimal total = new BigDecimal(balance).add(locked);
        return new LiquidityPool(
                source.id(),
                target.id(),
                target.symbol(),
                Amounts.amount(total.toBigInteger(), target.decimals()),
                share(locked, total),
                share(sum(SwapTables.EARNED, source, target).multiply(PERIODS), total),
                settings.bridgeFee(),
                Instant.now());
    }

    private Map<Chain, BigInteger> balances() {
        Map<Chain, BigInteger> balances = new HashMap<>();
        for (Chain chain : chains.all()) {
            if (chain.found().isPresent()) {
                try {
                    balances.put(
                            chain,
                            Coins.balance(chain, accounts.ofSuite(chain.id()).address()));
                } catch (Unavailable | NodeRefused away) {
                    // nothing can be swapped there now
                }
            }
        }
        return balances;
    }

    private BigDecimal sum(String sql, Chain source, Chain target) {
        return jdbc.sql(sql)
                .params(source.id(), target.id())
                .query(BigDecimal.class)
                .single();
    }

    private static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : part.divide(whole, MathContext.DECIMAL32).stripTrailingZeros();
    }
}
