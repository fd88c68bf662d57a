package org.aitbc.trading.negotiation;

import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.trading.negotiation.Matching.Found;
import org.aitbc.trading.negotiation.TradeRequest.*;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What buyers do with their requests. */
@Component
record ManageRequests(
        TradeRequests requests,
        TradeMatches matches,
        Negotiations negotiations,
        Matching matching,
        DatabaseClock clock,
        TransactionTemplate transactions) {

    private static final Set<Status> CANCELLABLE = EnumSet.of(Status.OPEN, Status.MATCHING, Status.NEGOTIATING);

    /** Asks the market, and replaces the matches that nobody negotiates about; the best first. */
    List<String> match(Caller caller, UUID id) {
        TradeRequest seen = requireOwn(caller, id);
        seen.requireOpen(clock.now());
        Found found = matching.find(seen.wanted);
        transactions.executeWithoutResult(_ -> {
            TradeRequest request = requests.lock(id);
            Instant now = clock.now();
            request.requireOpen(now);
            matches.replace(id);
            found.best()
                    .forEach(one -> matches.save(new TradeMatch(request, one.offer(), one.score(), one.terms(), now)));
            request.match(
                    found.best().size(),
                    found.best().isEmpty()
                            ? null
                            : found.best().getFirst().score().matchScore(),
                    now);
        });
        return found.best().stream().map(one -> one.offer().owner()).distinct().toList();
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
        return requests.findById(id)
                .filter(one -> one.buyer().equals(caller.subject()))
                .orElseThrow(ManageRequests::unknown);
    }

    static NotFound unknown() {
        return new NotFound("TRADE_REQUEST_NOT_FOUND", "there is no such request, or it is not yours");
    }
}
