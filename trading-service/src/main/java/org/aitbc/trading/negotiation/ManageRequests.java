package org.aitbc.trading.negotiation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.*;
import java.time.Instant;
import java.util.*;
import java.util.stream.Stream;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.identity.Caller;
import org.aitbc.domain.market.MarketDesk;
import org.aitbc.domain.market.MarketDesk.Offer;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.jpa.Where;
import org.aitbc.trading.negotiation.Negotiation.Terms;
import org.aitbc.trading.negotiation.TradeRequest.*;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What buyers do with their requests, and which offers on the market fit them. */
@Component
record ManageRequests(
        TradeRequests requests,
        TradeMatches matches,
        Negotiations negotiations,
        MarketDesk desk,
        DatabaseClock clock,
        TransactionTemplate transactions) {

    private static final int MOST = 10;
    /** No GPU's model or region has a longer name, and an address has an end. */
    private static final int LONGEST_NAME = 128;

    private static final Set<Status> CANCELLABLE = EnumSet.of(Status.OPEN, Status.MATCHING, Status.NEGOTIATING);

    /** @param offers how many the market shows of those within the budget */
    record Found(int offers, List<Candidate> best) {

        /** Of the best; null where none fits. */
        @Nullable
        BigDecimal averageScore() {
            return best.isEmpty()
                    ? null
                    : best.stream()
                            .map(Candidate::matchScore)
                            .reduce(BigDecimal.ZERO, BigDecimal::add)
                            .divide(BigDecimal.valueOf(best.size()), 2, RoundingMode.HALF_UP);
        }
    }

    record Candidate(
            String sellerAgentId,
            Offer sellerOffer,
            BigDecimal matchScore,
            BigDecimal confidenceLevel,
            Score compatibilityBreakdown,
            @JsonIgnore Terms terms) {}

    /** The best first. The market is asked, so no transaction is open. */
    Found find(TradeRequestRequest wanted) {
        if (!wanted.tradeType().isGpuTime()) {
            return new Found(0, List.of());
        }
        List<Offer> offers = offers(wanted.requirements(), wanted.budgetRange().max()).stream()
                .filter(offer -> !offer.owner().equals(wanted.buyerAgentId()))
                // what costs nothing is booked on the market: there is nothing to agree on
                .filter(offer -> offer.pricePerHour().signum() > 0)
                .toList();
        // after the market has said since when they are free
        Instant now = clock.now();
        List<Candidate> best = offers.stream()
                .flatMap(offer -> candidate(wanted, offer, now))
                .sorted(Comparator.comparing(Candidate::matchScore)
                        .reversed()
                        .thenComparing(one -> one.sellerOffer.pricePerHour())
                        .thenComparing(one -> one.sellerOffer.gpuId()))
                .limit(MOST)
                .toList();
        return new Found(offers.size(), best);
    }

    /** The market chooses by what it can: it shows some of the cheapest only. */
    private List<Offer> offers(ObjectNode required, BigDecimal mostPerHour) {
        return desk.offers(
                text(required, "gpu", "model", "gpu_model", "gpu_type"),
                text(required, "region"),
                Stream.of("memory_gb", "min_memory_gb", "gpu_memory_gb")
                        .flatMap(name -> required.path(name).decimalValueOpt().stream())
                        .findFirst()
                        .orElse(null),
                mostPerHour);
    }

    private static @Nullable String text(ObjectNode required, String... names) {
        return Stream.of(names)
                .map(required::path)
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> text.length() <= LONGEST_NAME)
                .findFirst()
                .orElse(null);
    }

    private static Stream<Candidate> candidate(TradeRequestRequest wanted, Offer offer, Instant now) {
        Instant start = Score.start(wanted, offer, now);
        Terms terms = new Terms(offer.pricePerHour(), wanted.hours(), start.isAfter(now) ? start : null);
        return Score.of(wanted, offer, now).filter(Score::isEnough).stream()
                .map(score ->
                        new Candidate(offer.owner(), offer, score.matchScore(), score.confidenceLevel(), score, terms));
    }

    /** Asks the market, and replaces the matches that nobody negotiates about; the best first. */
    List<String> match(Caller caller, UUID id) {
        TradeRequest seen = requireOwn(caller, id);
        seen.requireOpen(clock.now());
        List<Candidate> best = find(seen.wanted).best;
        requests.change(id, request -> {
            Instant now = clock.now();
            request.requireOpen(now);
            matches.replace(id);
            best.forEach(one -> matches.save(new TradeMatch(request, one, now)));
            request.match(best, now);
        });
        return best.stream().map(Candidate::sellerAgentId).distinct().toList();
    }

    /** Before anything is agreed; what is negotiated ends with it. */
    TradeRequest cancel(Caller caller, UUID id) {
        requireOwn(caller, id);
        return Objects.requireNonNull(transactions.execute(_ -> {
            Optional<Negotiation> open = negotiations.findOpen(id).map(negotiations::lock);
            TradeRequest request = requests.lock(id);
            boolean late = !CANCELLABLE.contains(request.status);
            Conflict.when(late, "REQUEST_CLOSED", "it is agreed on, or has ended");
            Instant now = clock.now();
            open.filter(one -> one.status.isOpen()).ifPresent(one -> one.end(Negotiation.Status.REJECTED, now));
            request.end(Status.CANCELLED, "cancelled", now);
            matches.close(id);
            return request;
        }));
    }

    void expire(UUID id) {
        TradeRequest request = requests.lock(id);
        if (request.status == Status.OPEN || request.status == Status.MATCHING) {
            request.end(Status.CANCELLED, "expired", clock.now());
            matches.close(id);
        }
    }

    /** Its buyer's; an administrator may read it, and no more. */
    private TradeRequest requireOwn(Caller caller, UUID id) {
        return requests.require(id, new Where<TradeRequest>().equal("wanted.buyerAgentId", caller.subject()));
    }
}
