package org.aitbc.trading.negotiation;

import java.time.Instant;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.*;
import org.aitbc.domain.market.MarketDesk;
import org.aitbc.domain.market.MarketDesk.Delivery;
import org.aitbc.domain.payment.Currency;
import org.aitbc.starter.database.DatabaseClock;
import org.aitbc.starter.deal.*;
import org.aitbc.starter.outbox.*;
import org.aitbc.starter.outbox.OutboxReader.Event;
import org.aitbc.starter.schedule.Sweeps;
import org.aitbc.trading.negotiation.Negotiation.*;
import org.slf4j.*;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Negotiations, and what becomes of agreements. The money of an agreement is held when it is signed, and from then on lies in one
 * hold: either a booking of the same id decides about it, or the market has refused that id for good and it goes back.
 *
 * <p>Locks are taken in this order: negotiation, request, match; agreement, request, match.
 */
@Component
record ManageNegotiations(
        Negotiations negotiations,
        TradeRequests requests,
        TradeMatches matches,
        Agreements agreements,
        ManageRequests manageRequests,
        MarketDesk desk,
        Deals deals,
        OutboxWriter outbox,
        Sweeps sweeps,
        DatabaseClock clock,
        JdbcClient jdbc,
        TransactionTemplate transactions)
        implements Deal<ManageNegotiations.Acceptance, Agreement>, OutboxConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(ManageNegotiations.class);

    /** @param round of the offer that is accepted */
    record Acceptance(UUID negotiationId, int round) {}

    /** Part of the caller's transaction. */
    Negotiation open(Caller caller, NegotiationRequest request) {
        TradeMatch seen = matches.require(request.matchId(), Negotiations.of(caller.subject()));
        String side = request.initiator() == Side.BUYER ? seen.buyerAgentId : seen.sellerAgentId;
        Forbidden.when(!side.equals(caller.subject()), "NOT_YOURSELF", "initiator: you are the other side");
        TradeRequest wanted = requests.lock(seen.requestId);
        TradeMatch match = matches.lock(request.matchId());
        Instant now = clock.now();
        wanted.negotiate(now);
        match.negotiate(now);
        Negotiation made = negotiations.save(new Negotiation(match, request, now));
        record(made, now);
        return made;
    }

    /** The offers of a negotiation are never changed: each is a row of its own. */
    private void record(Negotiation one, Instant now) {
        jdbc.sql("""
            insert into trading.negotiation_offer (negotiation_id, round, by, price_per_hour, hours, at)
            values (?, ?, ?, ?, ?, ?)\
            """)
                .param(one.id())
                .param(one.negotiationRound)
                .param(one.name(one.turn.other()))
                .param(one.currentTerms.pricePerHour())
                .param(one.currentTerms.hours())
                .param(now)
                .update();
    }

    Negotiation counter(Caller caller, UUID id, Offered offer) {
        requireParty(caller, id);
        boolean agreed = Boolean.TRUE.equals(transactions.execute(_ -> {
            Negotiation one = negotiations.lock(id);
            Instant now = clock.now();
            one.requireTurn(caller.subject(), now);
            Terms before = one.currentTerms;
            one.counter(offer, now);
            record(one, now);
            return one.isAcceptedBeforehand(
                    offer, before, requests.require(one.requestId), matches.require(one.matchId));
        }));
        if (agreed) {
            acceptFor(negotiations.require(id));
        }
        return negotiations.require(id);
    }

    /** In the name of the side that said so beforehand; where it cannot be, that side may still answer by itself. */
    private void acceptFor(Negotiation one) {
        Caller side = new Caller(one.name(one.turn), Role.CLIENT, Caller.DEFAULT_TENANT);
        Acceptance acceptance = new Acceptance(one.id(), one.negotiationRound);
        try {
            deals.make(
                    side,
                    null,
                    "negotiation.accept",
                    acceptance,
                    Agreement.class,
                    () -> terms(side, acceptance),
                    hold -> create(hold, side, acceptance));
        } catch (DomainException refused) {
            LOG.info("negotiation {} is not accepted by itself: {}", one.id(), refused.getMessage());
        }
    }

    Agreement accept(Caller caller, UUID id) {
        Negotiation seen = requireParty(caller, id);
        return deals.make("negotiation.accept", this, caller, new Acceptance(id, seen.negotiationRound));
    }

    @Override
    public HoldTerms terms(Caller caller, Acceptance acceptance) {
        Negotiation one = negotiations.require(acceptance.negotiationId());
        one.requireTurn(caller.subject(), clock.now());
        one.requireRound(acceptance.round);
        return new HoldTerms(
                "agreement.hold",
                "negotiation " + Ids.text(one.id()),
                one.buyerAgentId,
                one.currentTerms.cost(),
                Currency.AITBC);
    }

    @Override
    public Agreement create(UUID hold, Caller caller, Acceptance acceptance) {
        Negotiation one = negotiations.lock(acceptance.negotiationId());
        Instant now = clock.now();
        one.requireTurn(caller.subject(), now);
        one.requireRound(acceptance.round);
        TradeRequest request = requests.lock(one.requestId);
        TradeMatch match = matches.lock(one.matchId);
        one.end(Negotiation.Status.ACCEPTED, now);
        request.transitionTo(TradeRequest.Status.AGREED, now);
        match.status = TradeRequest.Status.AGREED;
        outbox.tell("agreement.signed", hold);
        return agreements.save(new Agreement(hold, one, request, match, now));
    }

    Negotiation reject(Caller caller, UUID id) {
        requireParty(caller, id);
        return negotiations.change(id, one -> {
            one.requireTurn(caller.subject(), clock.now());
            end(one, Negotiation.Status.REJECTED);
        });
    }

    /** A match was negotiated about once; the request may be matched again. */
    private void end(Negotiation one, Negotiation.Status end) {
        Instant now = clock.now();
        one.end(end, now);
        TradeRequest request = requests.lock(one.requestId);
        matches.lock(one.matchId).status = TradeRequest.Status.FAILED;
        if (request.status == TradeRequest.Status.NEGOTIATING) {
            request.transitionTo(TradeRequest.Status.MATCHING, now);
        }
    }

    private Negotiation requireParty(Caller caller, UUID id) {
        return negotiations.require(id, Negotiations.of(caller.subject()));
    }

    /** Nothing waits for ever: negotiations and requests expire, agreements are delivered and followed to their end. */
    @Scheduled(fixedDelayString = "${aitbc.trading.sweep:1s}")
    void sweep() {
        sweeps.each("negotiation", () -> negotiations.due(clock.now()), this::expire);
        sweeps.each("trade request", () -> requests.due(clock.now()), manageRequests::expire);
        sweeps.run("trade match", () -> transactions.executeWithoutResult(_ -> matches.expire(clock.now())));
        sweeps.eachOutside("agreement", () -> agreements.due(clock.now()), this::follow);
    }

    private void expire(UUID id) {
        Negotiation one = negotiations.lock(id);
        if (one.status.isOpen() && !one.expiresAt.isAfter(clock.now())) {
            end(one, Negotiation.Status.EXPIRED);
        }
    }

    /** Orders what was signed, under the id of its hold until that is answered; and then asks what became of the booking. */
    private void follow(UUID id) {
        Agreement seen = agreements.require(id);
        Delivery delivery = seen.deliveredAt == null ? desk.book(seen.order()) : desk.booking(id);
        agreements.change(id, agreement -> {
            if (agreement.closedAt != null) {
                return;
            }
            Instant now = clock.now();
            boolean over = agreement.follow(delivery, now);
            if (delivery.refusal() != null) {
                deals.decide(id, "agreement.refund", List.of());
            }
            TradeRequest request = requests.lock(agreement.requestId);
            request.end(agreement.status, agreement.reason, now);
            if (over) {
                matches.lock(agreement.matchId).status = agreement.status;
                outbox.tell("agreement.closed", id);
            }
        });
    }

    @Override
    public String reader() {
        return "trading";
    }

    /** Only a hint: the market is asked what became of the booking. */
    @Override
    public void apply(List<Event> events) {
        List<UUID> closed = Event.subjects(events, "booking.closed");
        if (!closed.isEmpty()) {
            agreements.look(closed, clock.now());
        }
    }
}
