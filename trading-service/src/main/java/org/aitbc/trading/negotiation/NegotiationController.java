package org.aitbc.trading.negotiation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.docs.Refusal;
import org.aitbc.starter.idempotent.*;
import org.aitbc.starter.jpa.Where;
import org.aitbc.starter.paging.*;
import org.aitbc.trading.negotiation.Negotiation.*;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/trading")
@Tag(name = "trading")
record NegotiationController(
        Negotiations negotiations, Agreements agreements, ManageNegotiations manageNegotiations, JdbcClient jdbc) {

    /** As a filter; active ones are pending or countered. */
    enum StatusFilter {
        PENDING,
        COUNTERED,
        ACCEPTED,
        REJECTED,
        EXPIRED,
        ACTIVE;

        private List<Status> states() {
            return this == ACTIVE ? List.of(Status.PENDING, Status.COUNTERED) : List.of(Status.valueOf(name()));
        }
    }

    /** @param by who made it */
    record Offer(
            int round,
            String by,
            BigDecimal pricePerHour,
            @Nullable BigDecimal hours,
            Instant at) {}

    /** @param offers all of them, the first one first */
    record NegotiationThread(@JsonUnwrapped Negotiation negotiation, List<Offer> offers) {}

    @PostMapping("/negotiations")
    @Idempotent("trade.negotiate")
    @Operation(
            summary = "Open a negotiation about a match, with terms of one's own or those of the listing",
            description = "The other side answers within an hour; one day in all.")
    @Refusal(status = 409, when = "The request is negotiated about already, or the match is over.")
    Negotiation open(Caller caller, @Valid @RequestBody NegotiationRequest request) {
        return manageNegotiations.open(caller, request);
    }

    @GetMapping("/negotiations")
    @Operation(summary = "Negotiations that the caller takes part in, newest first; all for an admin")
    List<Negotiation> list(
            Caller caller,
            @RequestParam @Nullable String agentId,
            @RequestParam @Nullable StatusFilter status,
            @RequestParam @Nullable Strategy strategy,
            @PageLimits(max = 100, value = 50) Page page) {
        Where<Negotiation> own = Negotiations.of(caller.ownerFilter());
        return negotiations
                .page(
                        page,
                        own.either(agentId, "buyerAgentId", "sellerAgentId")
                                .in("status", status == null ? null : status.states())
                                .equal("negotiationStrategy", strategy))
                .items();
    }

    @GetMapping("/negotiations/{negotiationId}")
    @Operation(summary = "A negotiation with all its offers, for both sides")
    NegotiationThread negotiation(Caller caller, @PathVariable UUID negotiationId) {
        Negotiation one = negotiations.require(negotiationId, Negotiations.of(caller.ownerFilter()));
        return new NegotiationThread(
                one, jdbc.sql("""
                    select round, by, trim_scale(price_per_hour) as price_per_hour, trim_scale(hours) as hours, at
                    from trading.negotiation_offer where negotiation_id = ? order by round\
                    """).param(negotiationId).query(Offer.class).list());
    }

    @PostMapping("/negotiations/{negotiationId}/counter")
    @Operation(summary = "Answer the other side's offer with another one")
    @Refusal(status = 409, when = "It is the other side's turn, the negotiation has ended, or its rounds are used up.")
    Negotiation counter(Caller caller, @PathVariable UUID negotiationId, @Valid @RequestBody Offered offer) {
        return manageNegotiations.counter(caller, negotiationId, offer);
    }

    @PostMapping("/negotiations/{negotiationId}/accept")
    @TakesIdempotencyKey
    @Operation(
            summary = "Accept the other side's offer: the buyer's money is held, and the GPU is booked or the money"
                    + " returned",
            description = "The agreement's id is the booking's. What is not delivered within an hour of its time is"
                    + " refunded.")
    @Refusal(status = 402, when = "The buyer's funds are insufficient.")
    Agreement accept(Caller caller, @PathVariable UUID negotiationId) {
        return manageNegotiations.accept(caller, negotiationId);
    }

    @PostMapping("/negotiations/{negotiationId}/reject")
    @Operation(summary = "Reject the other side's offer and end the negotiation")
    Negotiation reject(Caller caller, @PathVariable UUID negotiationId) {
        return manageNegotiations.reject(caller, negotiationId);
    }

    @GetMapping("/agreements")
    @Operation(summary = "Agreements that the caller is part of, newest first; all for an admin")
    List<Agreement> agreements(
            Caller caller,
            @RequestParam TradeRequest.@Nullable Status status,
            @PageLimits(max = 100, value = 50) Page page) {
        Where<Agreement> own = Negotiations.of(caller.ownerFilter());
        return agreements.page(page, own.equal("status", status)).items();
    }
}
