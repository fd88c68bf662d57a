package org.aitbc.trading.negotiation;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import java.math.BigDecimal;
import java.time.*;
import java.util.*;
import org.aitbc.domain.market.MarketDesk.*;
import org.aitbc.starter.jpa.Aggregate;
import org.aitbc.trading.negotiation.Negotiation.Terms;
import org.aitbc.trading.negotiation.TradeRequest.*;
import org.jspecify.annotations.Nullable;

/** What both sides signed. Its id is that of the hold that pays it, and of the booking that it becomes. */
@Entity
class Agreement extends Aggregate {

    /** Afterwards it is not delivered any more, and the money goes back. */
    private static final Duration DELIVERABLE = Duration.ofHours(1);

    protected UUID negotiationId;
    protected UUID requestId;
    protected UUID matchId;
    protected UUID gpuId;
    protected TradeType tradeType;
    protected @Nullable String region;
    protected String buyerAgentId;
    protected String sellerAgentId;

    @Embedded
    protected Terms terms;

    /** SHA-256 of parties and terms. */
    protected String termsHash;
    /** AITBC held for it. */
    protected BigDecimal amount;

    protected Status status = Status.AGREED;
    protected @Nullable String reason;
    protected Instant signedAt;
    /** Since when it is a booking, of the agreement's id. */
    protected @Nullable Instant deliveredAt;

    protected @Nullable Instant closedAt;
    protected @Nullable Long usedSeconds;
    /** AITBC that the use came to. */
    protected @Nullable BigDecimal paid;

    /** When it is delivered, and then when its booking is looked at. */
    @JsonIgnore
    protected Instant dueAt;

    protected Agreement() {}

    Agreement(UUID hold, Negotiation negotiation, TradeRequest request, TradeMatch match, Instant now) {
        super(hold);
        this.negotiationId = negotiation.id();
        this.requestId = negotiation.requestId;
        this.matchId = negotiation.matchId;
        this.gpuId = negotiation.gpuId;
        this.tradeType = request.wanted.tradeType();
        this.region = match.sellerOffer.region();
        this.buyerAgentId = negotiation.buyerAgentId;
        this.sellerAgentId = negotiation.sellerAgentId;
        this.terms = negotiation.currentTerms;
        this.termsHash = terms.hash(hold + "\n" + buyerAgentId + "\n" + sellerAgentId + "\n" + gpuId);
        this.amount = terms.cost();
        this.signedAt = now;
        this.dueAt = start(now);
    }

    @Override
    @JsonProperty("agreement_id")
    public UUID id() {
        return super.id();
    }

    private Instant start(Instant now) {
        Instant start = terms.startTime();
        return start == null || start.isBefore(now) ? now : start;
    }

    Order order() {
        return new Order(
                id(),
                id(),
                gpuId,
                buyerAgentId,
                sellerAgentId,
                Objects.requireNonNull(terms.hours()),
                terms.pricePerHour(),
                amount,
                start(signedAt).plus(DELIVERABLE));
    }

    /** What the market says of its order; returns whether that is the end of it. */
    boolean follow(Delivery delivery, Instant now) {
        String state = delivery.state();
        if (state == null) {
            return end(Status.FAILED, delivery.refusal(), now);
        }
        if (deliveredAt == null) {
            deliveredAt = now;
            status = Status.SETTLING;
        }
        // the market tells when it has ended; this is for when nobody heard that
        dueAt = Objects.requireNonNull(delivery.until()).plus(DELIVERABLE);
        if (dueAt.isBefore(now)) {
            dueAt = now.plus(DELIVERABLE);
        }
        if (!state.equals("completed") && !state.equals("cancelled")) {
            return false;
        }
        usedSeconds = delivery.usedSeconds();
        paid = delivery.billed();
        boolean given = "RELEASED".equals(delivery.closeReason());
        return end(
                state.equals("completed") ? Status.COMPLETED : given ? Status.CANCELLED : Status.FAILED,
                delivery.closeReason(),
                now);
    }

    private boolean end(Status end, @Nullable String why, Instant now) {
        status = end;
        reason = why;
        closedAt = now;
        return true;
    }
}
