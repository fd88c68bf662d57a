package org.aitbc.trading.negotiation;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.docs.Refusal;
import org.aitbc.starter.idempotent.Idempotent;
import org.aitbc.starter.jpa.Where;
import org.aitbc.starter.paging.*;
import org.aitbc.trading.negotiation.ManageRequests.*;
import org.aitbc.trading.negotiation.TradeRequest.*;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.web.bind.annotation.*;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/v1/trading")
@Tag(name = "trading")
record RequestController(
        TradeRequests requests, TradeMatches matches, ManageRequests manageRequests, DatabaseClock clock) {

    private static final Sort BEST_FIRST = Sort.by(Sort.Order.desc("score.matchScore"), Sort.Order.asc("id"));

    record RequestDetails(TradeType tradeType, Budget budgetRange, ObjectNode requirements) {}

    /**
     * @param availableSellers offers within the budget, of the model, memory and region asked for, that were looked at
     * @param averageMatchScore null where nothing matches
     * @param weights of the factors of a score
     */
    record Simulation(
            boolean simulation,
            RequestDetails requestDetails,
            int availableSellers,
            int matchesFound,
            List<Candidate> bestMatches,
            @Nullable BigDecimal averageMatchScore,
            Map<String, BigDecimal> weights,
            BigDecimal leastScore) {}

    @PostMapping("/requests")
    @Idempotent("trade.request")
    @Operation(summary = "Ask for GPU time within a budget; expires in 7 days unless it says otherwise")
    TradeRequest create(Caller caller, @Valid @RequestBody TradeRequestRequest wanted) {
        return requests.save(new TradeRequest(caller, wanted, clock.now()));
    }

    @GetMapping("/requests")
    @Operation(summary = "The caller's requests and those that it is matched to, newest first; all for an admin")
    List<TradeRequest> list(
            Caller caller,
            @RequestParam @Nullable String agentId,
            @RequestParam @Nullable TradeType tradeType,
            @RequestParam @Nullable Status status,
            @PageLimits(max = 100, value = 50) Page page) {
        Where<TradeRequest> filter = new Where<TradeRequest>()
                .equal("wanted.buyerAgentId", agentId)
                .equal("wanted.tradeType", tradeType)
                .equal("status", status);
        return requests.page(page, TradeRequests.seenBy(caller.ownerFilter()).and(filter))
                .items();
    }

    @GetMapping("/requests/{requestId}")
    @Operation(summary = "A trade request, for its buyer and those that it is matched to")
    TradeRequest request(Caller caller, @PathVariable UUID requestId) {
        return requests.require(requestId, TradeRequests.seenBy(caller.ownerFilter()));
    }

    @PostMapping("/requests/{requestId}/matches")
    @Operation(
            summary = "Match a request with what is on the market now; answers the sellers, best first",
            description = "Replaces earlier matches that nobody negotiates about. A match is valid for a day.")
    @Refusal(status = 409, when = "The request is negotiated about or has ended.")
    List<String> match(Caller caller, @PathVariable UUID requestId) {
        return manageRequests.match(caller, requestId);
    }

    @GetMapping("/requests/{requestId}/matches")
    @Operation(summary = "Matches of a request that the caller is part of, best first")
    List<TradeMatch> matchesOf(Caller caller, @PathVariable UUID requestId) {
        request(caller, requestId);
        return matches.findAll(
                Negotiations.<TradeMatch>of(caller.ownerFilter()).equal("requestId", requestId), BEST_FIRST);
    }

    @PostMapping("/requests/{requestId}/cancel")
    @Operation(summary = "Cancel a request before anything is agreed; ends its negotiation")
    TradeRequest cancel(Caller caller, @PathVariable UUID requestId) {
        return manageRequests.cancel(caller, requestId);
    }

    @GetMapping("/matches")
    @Operation(summary = "Matches that the caller is part of, newest first; all for an admin")
    List<TradeMatch> matches(
            Caller caller,
            @RequestParam @Nullable String agentId,
            @RequestParam @Nullable @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 2)
                    BigDecimal minScore,
            @RequestParam @Nullable Status status,
            @PageLimits(max = 100, value = 50) Page page) {
        Where<TradeMatch> own = Negotiations.of(caller.ownerFilter());
        return matches.page(
                        page,
                        own.either(agentId, "buyerAgentId", "sellerAgentId")
                                .atLeast("score.matchScore", minScore)
                                .equal("status", status))
                .items();
    }

    @GetMapping("/matches/{matchId}")
    @Operation(summary = "A match, with its score taken apart")
    TradeMatch match(@PathVariable UUID matchId, Caller caller) {
        return matches.require(matchId, Negotiations.of(caller.ownerFilter()));
    }

    @PostMapping("/simulate-match")
    @Operation(summary = "What a request would be matched with now; nothing is kept")
    Simulation simulate(Caller caller, @Valid @RequestBody TradeRequestRequest wanted) {
        wanted.check(caller, clock.now());
        Found found = manageRequests.find(wanted);
        return new Simulation(
                true,
                new RequestDetails(wanted.tradeType(), wanted.budgetRange(), wanted.requirements()),
                found.offers(),
                found.best().size(),
                found.best(),
                found.averageScore(),
                Score.WEIGHTS,
                Score.LEAST);
    }
}
