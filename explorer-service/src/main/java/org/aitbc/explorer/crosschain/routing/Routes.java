package org.aitbc.explorer.crosschain.routing;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.aitbc.domain.error.Unavailable;
import org.aitbc.explorer.chain.Chain;
import org.aitbc.explorer.chain.Chains;
import org.aitbc.explorer.chain.NodeRefused;
import org.aitbc.explorer.crosschain.transfers.TransferStatistics;
import org.aitbc.explorer.crosschain.transfers.TransferStatistics.TransactionStatistics;
import org.aitbc.explorer.sending.Priority;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Chains compared by what their nodes, and the suite's own past, say of them. */
@Component
class Routes {

    private static final int PAST_HOURS = 30 * 24;

    private final Chains chains;
    private final Forecast forecast;
    private final TransferStatistics statistics;

    Routes(Chains chains, Forecast forecast, TransferStatistics statistics) {
        this.chains = chains;
        this.forecast = forecast;
        this.statistics = statistics;
    }

    private record Candidate(Chain chain, Weather weather, Priority urgency, TransactionStatistics past) {

        BigInteger gasPrice() {
            return weather.market().price(urgency);
        }

        Duration finality() {
            return weather.finality(chain);
        }

        double success() {
            return past.successfulTransactions() + past.failedTransactions() == 0 ? 1 : past.successRate();
        }
    }

    /**
     * The chains in question, best first: the two that are named, or all with the coin of the one. Prices of different coins
     * are compared as they are, since no node knows what a coin is worth.
     *
     * @throws Unavailable where none of them answers
     */
    List<Route> between(long fromChain, @Nullable Long toChain, Priority urgency, Weights weights) {
        Chain from = chains.require(fromChain);
        List<Chain> asked = toChain == null
                ? chains.all().stream()
                        .filter(chain -> chain.symbol().equals(from.symbol()))
                        .toList()
                : List.of(from, chains.require(toChain));
        List<Candidate> candidates = new ArrayList<>();
        for (Chain chain : asked) {
            try {
                candidates.add(
                        new Candidate(chain, forecast.of(chain), urgency, statistics.of(PAST_HOURS, chain.id(), null)));
            } catch (Unavailable | NodeRefused away) {
                // no route over it now
            }
        }
        if (candidates.isEmpty()) {
            throw new Unavailable("CHAIN_UNAVAILABLE", "none of the chains has a node that answers");
        }
        return routes(candidates, weights);
    }

    private static List<Route> routes(List<Candidate> candidates, Weights weights) {
        double cheapest = least(candidates, candidate -> candidate.gasPrice().doubleValue());
        double fastest =
                least(candidates, candidate -> (double) candidate.finality().toMillis());
        return candidates.stream()
                .distinct()
                .map(candidate -> new Route(
                        candidate.chain().id(),
                        weights.score(
                                share(cheapest, candidate.gasPrice().doubleValue()),
                                share(fastest, (double) candidate.finality().toMillis()),
                                candidate.success(),
                                1.0 / (1 + candidate.past().queueLength())),
                        candidate.gasPrice(),
                        candidate.weather().market().fees(candidate.urgency()).max(),
                        Instant.now().plus(candidate.finality()),
                        candidate.success(),
                        candidate.past().queueLength()))
                .sorted(Comparator.comparingDouble(Route::score).reversed())
                .toList();
    }

    private static double least(List<Candidate> candidates, ToDoubleFunction<Candidate> value) {
        return candidates.stream().mapToDouble(value).min().orElse(0);
    }

    private static double share(double best, double value) {
        return value == 0 ? 1 : best / value;
    }
}
