package org.aitbc.trading.negotiation;

import com.fasterxml.jackson.annotation.*;
import jakarta.persistence.*;
import java.time.*;
import java.util.*;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.market.MarketDesk.Offer;
import org.aitbc.starter.jpa.Aggregate;
import org.aitbc.trading.negotiation.ManageRequests.Candidate;
import org.aitbc.trading.negotiation.Negotiation.Terms;
import org.aitbc.trading.negotiation.TradeRequest.Status;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An offer on the market that fits a request. */
@Entity
class TradeMatch extends Aggregate {

    private static final Duration VALID = Duration.ofDays(1);

    protected UUID requestId;
    protected String buyerAgentId;
    protected String sellerAgentId;

    @JsonUnwrapped
    protected Score score;

    /** The listing as it was matched. */
    @JdbcTypeCode(SqlTypes.JSON)
    protected Offer sellerOffer;

    /** Its list price, and the time that was asked for. */
    @Embedded
    protected Terms proposedTerms;

    protected Status status = Status.MATCHING;
    protected Instant createdAt;
    protected Instant expiresAt;

    protected TradeMatch() {}

    TradeMatch(TradeRequest request, Candidate candidate, Instant now) {
        this.requestId = request.id();
        this.buyerAgentId = request.wanted.buyerAgentId();
        this.sellerAgentId = candidate.sellerAgentId();
        this.score = candidate.compatibilityBreakdown();
        this.sellerOffer = candidate.sellerOffer();
        this.proposedTerms = candidate.terms();
        this.createdAt = now;
        this.expiresAt = now.plus(VALID);
    }

    @Override
    @JsonProperty("match_id")
    public UUID id() {
        return super.id();
    }

    void negotiate(Instant now) {
        boolean over = status != Status.MATCHING || !expiresAt.isAfter(now);
        Conflict.when(over, "MATCH_CLOSED", "the match is over: have the request matched again");
        status = Status.NEGOTIATING;
    }
}
