package org.aitbc.explorer.crosschain.bridge;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.domain.parameter.Parameter;
import org.aitbc.explorer.accounts.Accounts;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.NodeRefused;
import org.aitbc.explorer.crosschain.Amounts;
import org.aitbc.explorer.crosschain.Tokens;
import org.aitbc.starter.parameter.Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the suite has on each chain to swap with. */
@Component
public class LiquidityPools {

    /** Months to a year. */
    private static final BigDecimal PERIODS = new BigDecimal("12.1667");

    private final JdbcClient jdbc;
    private final Pairs pairs;
    private final Tokens tokens;
    private final Accounts accounts;
    private final Supplier<BigDecimal> bridgeFee;

    LiquidityPools(
            JdbcClient jdbc,
            Pairs pairs,
            Tokens tokens,
            Accounts accounts,
            BridgeSettings settings,
            Parameters parameters) {
        this.jdbc = jdbc;
        this.pairs = pairs;
        this.tokens = tokens;
        this.accounts = accounts;
        this.bridgeFee = parameters.use(Parameter.BRIDGE_FEE, settings.bridgeFee());
    }

    /**
     * @param tokenAddress on the target chain; null for the chain's coin
     * @param totalLiquidity that the suite has on the target chain, what is locked included
     * @param utilizationRate the share that is locked for swaps, 0 to 1
     * @param apr what fees of the last thirty days would come to in a year, as a share of the liquidity
     * @param feeRate the suite's share of a swap
     */
    public record LiquidityPool(
            long sourceChainId,
            long targetChainId,
            String symbol,
            @Nullable String tokenAddress,
            BigDecimal totalLiquidity,
            BigDecimal utilizationRate,
            BigDecimal apr,
            BigDecimal feeRate,
            Instant lastUpdated) {}

    /** @param token null for the chain's coin */
    private record Asset(Chain chain, @Nullable String token) {}

    private record Holding(BigInteger balance, int decimals) {}

    /** One for each coin and token that can be swapped, where the target's node answers. */
    public List<LiquidityPool> all() {
        List<Pair> offered = pairs.all().stream()
                .filter(pair -> pair.source().found().isPresent()
                        && pair.target().found().isPresent())
                .toList();
        Map<Asset, Holding> holdings = holdings(offered);
        return offered.stream()
                .flatMap(pair -> Optional.ofNullable(holdings.get(target(pair)))
                        .map(holding -> pool(pair, holding.balance(), holding.decimals()))
                        .stream())
                .toList();
    }

    private static Asset target(Pair pair) {
        return new Asset(pair.target(), pair.targetToken());
    }

    /** All chains at once, and each one no longer than it answers, so that a slow node costs the time of one call. */
    private Map<Asset, Holding> holdings(List<Pair> offered) {
        Map<Asset, Holding> holdings = new ConcurrentHashMap<>();
        List<Callable<@Nullable Void>> questions = offered.stream()
                .map(LiquidityPools::target)
                .distinct()
                .collect(Collectors.groupingBy(Asset::chain))
                .values()
                .stream()
                .map(assets -> (Callable<@Nullable Void>) () -> {
                    ask(assets, holdings);
                    return null;
                })
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(questions).forEach(Future::resultNow);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("INTERRUPTED", "the service is ending");
        }
        return holdings;
    }

    private void ask(List<Asset> assets, Map<Asset, Holding> holdings) {
        try {
            for (Asset asset : assets) {
                find(asset).ifPresent(holding -> holdings.put(asset, holding));
            }
        } catch (Unavailable away) {
            // nothing can be swapped there now
        }
    }

    private Optional<Holding> find(Asset asset) {
        try {
            String suite = accounts.ofSuite(asset.chain().id()).address();
            return Optional.of(new Holding(
                    tokens.balance(asset.chain(), asset.token(), suite),
                    tokens.decimals(asset.chain(), asset.token())));
        } catch (NodeRefused | Invalid noToken) {
            return Optional.empty();
        }
    }

    private LiquidityPool pool(Pair pair, BigInteger balance, int decimals) {
        BigDecimal locked = sum(SwapTables.LOCKED, pair);
        BigDecimal total = new BigDecimal(balance).add(locked);
        return new LiquidityPool(
                pair.source().id(),
                pair.target().id(),
                pair.symbol(),
                pair.targetToken(),
                Amounts.amount(total.toBigInteger(), decimals),
                share(locked, total),
                share(sum(SwapTables.EARNED, pair).multiply(PERIODS), total),
                bridgeFee.get().stripTrailingZeros(),
                Instant.now());
    }

    private BigDecimal sum(String sql, Pair pair) {
        return jdbc.sql(sql)
                .param(pair.source().id())
                .param(pair.target().id())
                .param(pair.targetToken())
                .query(BigDecimal.class)
                .single();
    }

    private static BigDecimal share(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0
                ? BigDecimal.ZERO
                : part.divide(whole, MathContext.DECIMAL32).stripTrailingZeros();
    }
}
