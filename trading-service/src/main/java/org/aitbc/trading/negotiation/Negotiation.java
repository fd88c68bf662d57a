package org.aitbc.trading.negotiation;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.domain.error.*;
import org.aitbc.domain.payment.Amounts;
import org.aitbc.starter.jpa.Aggregate;
import org.jspecify.annotations.Nullable;

/** Offers of two sides in turns. Only the side that did not make the last offer may answer it. */
@Entity
class Negotiation extends Aggregate {

    enum Side {
        BUYER,
        SELLER;

        Side other() {
            return this == BUYER ? SELLER : BUYER;
        }
    }

    /** How many offers there may be. */
    enum Strategy {
        AGGRESSIVE(3),
        BALANCED(5),
        COOPERATIVE(7);

        private final int rounds;

        Strategy(int rounds) {
            this.rounds = rounds;
        }
    }

    enum Status {
        PENDING,
        COUNTERED,
        ACCEPTED,
        REJECTED,
        EXPIRED;

        boolean isOpen() {
            return this == PENDING || this == COUNTERED;
        }
    }

    /**
     * What is agreed about a GPU, or offered.
     *
     * @param pricePerHour AITBC
     * @param hours null while nobody has said for how long
     * @param startTime when it is delivered; null for at once
     */
    @Embeddable
    record Terms(
            BigDecimal pricePerHour,
            @Nullable BigDecimal hours,
            @Nullable Instant startTime) {

        /** For all the hours, in the 8 decimals of accounts. */
        BigDecimal cost() {
            return hours == null ? BigDecimal.ZERO : Amounts.rounded(pricePerHour.multiply(hours));
        }

        /** By which both sides know what was signed, in hexadecimal digits. */
        String hash(String parties) {
            String hoursText = hours == null ? "" : Amounts.normalized(hours).toPlainString();
            String priceText = Amounts.normalized(pricePerHour).toPlainString();
            return Sha256.hex(parties + "\n" + priceText + "\n" + hoursText + "\n" + startTime);
        }
    }

    /** What one side offers; when it is delivered is the request's. */
    record Offered(
            @NotNull @Positive @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal pricePerHour,

            @Nullable @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 8)
            BigDecimal hours) {}

    /**
     * @param initiator the caller's side
     * @param terms where not said, those of the listing
     * @param autoAccept whether an offer of the other side for the same hours is accepted in the initiator's name: as buyer
     *     where its score reaches {@code auto_accept_threshold}, as seller where it is at least the list price
     */
    record NegotiationRequest(
            @NotNull UUID matchId,
            @NotNull Side initiator,
            Strategy strategy,
            @Nullable @Valid Offered terms,
            Boolean autoAccept,

            @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
            BigDecimal autoAcceptThreshold) {

        NegotiationRequest {
            strategy = Objects.requireNonNullElse(strategy, Strategy.BALANCED);
            autoAccept = Objects.requireNonNullElse(autoAccept, false);
            autoAcceptThreshold = Objects.requireNonNullElse(autoAcceptThreshold, BigDecimal.valueOf(85));
        }
    }

    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(60);
    private static final Duration LONGEST = Duration.ofDays(1);

    protected UUID matchId;
    protected UUID requestId;
    protected UUID gpuId;
    protected String buyerAgentId;
    protected String sellerAgentId;
    protected Status status = Status.PENDING;
    protected int negotiationRound = 1;

    @Embedded
    protected Terms currentTerms;

    protected Strategy negotiationStrategy;
    protected BigDecimal autoAcceptThreshold;
    protected boolean autoAccept;
    protected Side initiator;
    /** Who may answer. */
    protected Side turn;

    protected Instant createdAt;
    protected Instant startedAt;
    protected Instant expiresAt;
    protected @Nullable Instant endedAt;

    protected Negotiation() {}

    Negotiation(TradeMatch match, NegotiationRequest request, Instant now) {
        this.matchId = match.id();
        this.requestId = match.requestId;
        this.gpuId = match.sellerOffer.gpuId();
        this.buyerAgentId = match.buyerAgentId;
        this.sellerAgentId = match.sellerAgentId;
        this.negotiationStrategy = request.strategy;
        this.autoAcceptThreshold = request.autoAcceptThreshold;
        this.autoAccept = request.autoAccept;
        this.initiator = request.initiator;
        this.turn = request.initiator.other();
        this.currentTerms = terms(match.proposedTerms, request.terms);
        this.createdAt = now;
        this.startedAt = now;
        this.expiresAt = now.plus(ANSWER_WITHIN);
    }

    @Override
    @JsonProperty("negotiation_id")
    public UUID id() {
        return super.id();
    }

    String name(Side side) {
        return side == Side.BUYER ? buyerAgentId : sellerAgentId;
    }

    /** @throws Conflict when the negotiation is over, or it is for the other side to answer */
    void requireTurn(String principal, Instant now) {
        boolean over = !status.isOpen() || !expiresAt.isAfter(now);
        Conflict.when(over, "NEGOTIATION_CLOSED", "the negotiation has ended");
        Conflict.when(!name(turn).equals(principal), "NOT_YOUR_TURN", "the other side answers this offer");
    }

    /** @throws Conflict when the offer that is answered is not the last one */
    void requireRound(int round) {
        Conflict.when(negotiationRound != round, "OFFER_CHANGED", "there is another offer by now");
    }

    void counter(Offered offer, Instant now) {
        boolean last = negotiationRound >= negotiationStrategy.rounds;
        Conflict.when(last, "NO_ROUNDS_LEFT", "accept the offer or reject it: the strategy allows no more of them");
        currentTerms = terms(currentTerms, offer);
        negotiationRound++;
        status = Status.COUNTERED;
        turn = turn.other();
        Instant latest = createdAt.plus(LONGEST);
        Instant answer = now.plus(ANSWER_WITHIN);
        expiresAt = answer.isBefore(latest) ? answer : latest;
    }

    /** Whether the side whose turn it is has said beforehand that it takes this offer. */
    boolean isAcceptedBeforehand(Offered offer, Terms before, TradeRequest request, TradeMatch match) {
        boolean sameHours =
                offer.hours == null || (before.hours() != null && offer.hours.compareTo(before.hours()) == 0);
        if (!autoAccept || turn != initiator || !sameHours) {
            return false;
        }
        return initiator == Side.SELLER
                ? offer.pricePerHour.compareTo(match.sellerOffer.pricePerHour()) >= 0
                : match.score
                        .at(request.wanted.budgetRange(), offer.pricePerHour)
                        .filter(score -> score.matchScore().compareTo(autoAcceptThreshold) >= 0)
                        .isPresent();
    }

    void end(Status end, Instant now) {
        status = end;
        endedAt = now;
    }

    private static Terms terms(Terms before, @Nullable Offered offer) {
        BigDecimal hours = offer == null || offer.hours == null ? before.hours() : offer.hours;
        Invalid.when(hours == null, "DURATION_MISSING", "terms.hours: the request does not say for how long");
        return new Terms(offer == null ? before.pricePerHour() : offer.pricePerHour, hours, before.startTime());
    }
}
