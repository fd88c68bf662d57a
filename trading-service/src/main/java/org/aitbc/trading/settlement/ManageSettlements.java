package org.aitbc.trading.settlement;

import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import org.aitbc.domain.chain.*;
import org.aitbc.domain.chain.ChainTransfers.Progress;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.idempotent.IdempotentRequests;
import org.aitbc.starter.outbox.OutboxWriter;
import org.aitbc.starter.request.IdempotencyHeader;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.settlement.Settlement.CrossChainSettlementRequest;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Hands settlements in at explorer-service, each under its id and so once, and follows them. */
@Component
record ManageSettlements(
        Settlements settlements,
        ChainTransfers transfers,
        ChainSwaps swaps,
        IdempotentRequests requests,
        OutboxWriter outbox,
        Sweeps sweeps,
        DatabaseClock clock,
        TransactionTemplate transactions) {

    /** Longer than a call can last: what explorer-service does not know that long after the last one was never handed in. */
    private static final Duration HANDED_IN_WITHIN = Duration.ofSeconds(60);

    /** The row is there before anything moves; where the answer is lost, the same request goes on under the same id. */
    Settlement create(Caller caller, CrossChainSettlementRequest request) {
        UUID id = requests.<Settlement>run(
                        caller,
                        IdempotencyHeader.current(),
                        "settlement.create",
                        request,
                        Settlement.class,
                        () -> settlements.save(new Settlement(caller.subject(), request, clock.now())))
                .id();
        Settlement seen = settlements.require(id);
        if (seen.asOf != null || !seen.isOpen()) {
            return seen;
        }
        Instant now = clock.now().truncatedTo(ChronoUnit.MICROS);
        boolean alone = begin(id, now);
        try {
            return follow(id, request.isTransfer() ? transfers.send(seen.order()) : swaps.swap(seen.order()));
        } catch (Unavailable unknown) {
            throw unknown;
        } catch (DomainException refused) {
            try {
                return follow(id, ask(seen));
            } catch (NotFound never) {
                if (alone) {
                    fail(id, refused.code(), now);
                }
                throw refused;
            }
        }
    }

    /** Whether no other attempt can be under way. */
    private boolean begin(UUID id, Instant now) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Settlement one = settlements.lock(id);
            Conflict.when(!one.isOpen(), "REQUEST_IN_PROGRESS", "the settlement has just ended; repeat the request");
            Instant before = one.attemptedAt;
            one.attemptedAt = now;
            return before == null || !before.isAfter(now.minus(HANDED_IN_WITHIN));
        }));
    }

    private Progress ask(Settlement seen) {
        UUID id = seen.id();
        return seen.request.isTransfer() ? transfers.transfer(id, seen.owner) : swaps.swap(id, seen.owner);
    }

    /** Unless it was attempted again after that time: what then came of it is still to be seen. */
    private void fail(UUID id, String why, Instant attempted) {
        settlements.change(id, one -> {
            if (one.isOpen() && (one.attemptedAt == null || !one.attemptedAt.isAfter(attempted))) {
                one.fail(why, clock.now());
                outbox.tell("settlement.failed", id);
            }
        });
    }

    Settlement cancel(Caller caller, UUID id) {
        Settlement seen = settlements.require(id, Settlements.of(caller));
        Conflict.when(!seen.isOpen(), "NOT_CANCELLABLE", "the settlement has ended");
        boolean handedIn = seen.asOf != null;
        Conflict.when(
                !handedIn, "NOT_CANCELLABLE", "it is not known yet whether it was handed in; try again in a minute");
        return follow(
                id,
                seen.request.isTransfer()
                        ? transfers.cancelTransfer(id, seen.owner)
                        : swaps.cancelSwap(id, seen.owner));
    }

    @Scheduled(fixedDelayString = "${aitbc.trading.settlement.look:2s}")
    void sweep() {
        sweeps.eachOutside("settlement", () -> settlements.due(clock.now().minus(HANDED_IN_WITHIN)), this::look);
    }

    private void look(UUID id) {
        Settlement seen = settlements.require(id);
        try {
            follow(id, ask(seen));
        } catch (NotFound never) {
            Instant lastTry = clock.now().minus(HANDED_IN_WITHIN);
            fail(id, "the chain could not be reached; nothing was sent", lastTry);
        }
    }

    private Settlement follow(UUID id, Progress progress) {
        return settlements.change(id, one -> {
            boolean open = one.isOpen();
            one.follow(progress, clock.now());
            if (open && !one.isOpen()) {
                boolean done = one.status == ChainTransfers.Status.COMPLETED;
                outbox.tell(done ? "settlement.completed" : "settlement.failed", id);
            }
        });
    }
}
