package org.aitbc.explorer.crosschain.chains;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.Node;
import org.aitbc.explorer.chain.NodeRefused;
import org.aitbc.explorer.crosschain.bridge.LiquidityPools;
import org.aitbc.explorer.crosschain.bridge.SwapStatistics;
import org.aitbc.explorer.crosschain.chains.Health.ChainHealth;
import org.aitbc.explorer.crosschain.transfers.TransferStatistics;
import org.springframework.stereotype.Component;
import org.web3j.protocol.core.DefaultBlockParameterName;

/** Asks every chain how it is. */
@Component
class Healths {

    private static final int HOURS = 24;

    private final Chains chains;
    private final TransferStatistics transfers;
    private final SwapStatistics swaps;
    private final LiquidityPools pools;

    Healths(Chains chains, TransferStatistics transfers, SwapStatistics swaps, LiquidityPools pools) {
        this.chains = chains;
        this.transfers = transfers;
        this.swaps = swaps;
        this.pools = pools;
    }

    Health now() {
        List<ChainHealth> all = all();
        var sent = transfers.of(HOURS, null, null);
        var swapped = swaps.of(HOURS);
        return new Health(
                status(all),
                all.size(),
                all,
                swapped.totalRequests(),
                swapped.successRate(),
                sent.totalTransactions(),
                sent.successRate(),
                sent.averageProcessingTimeSeconds(),
                pools.all().size(),
                Instant.now());
    }

    private List<ChainHealth> all() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads
                    .invokeAll(chains.all().stream()
                            .map(chain -> (Callable<ChainHealth>) () -> of(chain))
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("INTERRUPTED", "the service is ending");
        }
    }

    private static ChainHealth of(Chain chain) {
        if (chain.found().isEmpty()) {
            return new ChainHealth(chain.id(), chain.name(), "none", null, null);
        }
        try {
            Node node = chain.node();
            var block = node.send(node.web3j().ethGetBlockByNumber(DefaultBlockParameterName.LATEST, false))
                    .getBlock();
            return new ChainHealth(
                    chain.id(),
                    chain.name(),
                    "up",
                    block.getNumber().longValueExact(),
                    Math.max(
                            0,
                            Instant.now().getEpochSecond()
                                    - block.getTimestamp().longValueExact()));
        } catch (Unavailable | NodeRefused away) {
            return new ChainHealth(chain.id(), chain.name(), "down", null, null);
        }
    }

    private static String status(List<ChainHealth> chains) {
        long up = count(chains, "up");
        return up == 0 ? "unavailable" : count(chains, "down") == 0 ? "healthy" : "degraded";
    }

    private static long count(List<ChainHealth> chains, String status) {
        return chains.stream().filter(chain -> chain.status().equals(status)).count();
    }
}
