package org.aitbc.trading.negotiation;

import java.math.*;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.market.MarketDesk;
import org.aitbc.domain.market.MarketDesk.Offer;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.trading.negotiation.TradeRequest.TradeRequestRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks for offers on the market that fit a request. */
@Component
record Matching(MarketDesk desk, DatabaseClock clock) {

    private static final int MOST = 10;

    /** @param looked how many offers there were within the budget */
    record Found(int looked, List<Fit> best) {

        /** Of the best; null where none fits. */
        @Nullable
        BigDecimal averageScore() {
            return best.isEmpty()
                    ? null
                    : best.stream()
                            .map(one -> one.score.matchScore())
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .divide(BigDecimal.valueOf(best.size()), 2, RoundingMode.HALF_UP);
        }
    }

    record Fit(Offer offer, Score score, Terms terms) {}

    /** The best first. The market is asked, so no transaction is open. */
    Found find(TradeRequestRequest wanted) {
        if (!wanted.tradeType().isGpuTime()) {
            return new Found(0, List.of());
        }
        List<Offer> offers = desk.offers(null, wanted.budgetRange().max()).stream()
                .filter(offer -> !offer.owner().equals(wanted.buyerAgentId()))
                // what costs nothing is booked on the market: there is nothing to agree on
                .filter(offer -> offer.pricePerHour().signum() > 0)
                .toList();
        // after the market has said since when they are free
        Instant now = clock.now();
        List<Fit> best = offers.stream()
                .flatMap(offer -> Score.of(wanted, offer, now)
                        .filter(Score::isEnough)
                        .map(score -> new Fit(offer, score, terms(wanted, offer, now)))
                        .stream())
                .sorted(Comparator.comparing((Fit one) -> one.score.matchScore())
                        .reversed()
                        .thenComparing(one -> one.offer.pricePerHour())
                        .thenComparing(one -> one.offer.gpuId()))
                .limit(MOST)
                .toList();
        return new Found(offers.size(), best);
    }

    private static Terms terms(TradeRequestRequest wanted, Offer offer, Instant now) {
        Instant start = Score.start(wanted, offer, now);
        return new Terms(offer.pricePerHour(), wanted.hours(), start.isAfter(now) ? start : null);
    }
}
