package org.aitbc.market.auction;

import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.auction.Bids.Draft;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.starter.deal.Deals;
import org.aitbc.starter.schedule.Sweeps;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.*;

/**
 * Bids, and what becomes of orders. The client of an order decides who wins it; of a bid on a GPU its owner does. An award pays
 * nobody: the money stays held until a booking takes it, or goes back.
 */
@Service
@Transactional
public class ManageAuctions {

    /**
     * An award that a booking has taken.
     *
     * @param hold the most that the client would have paid, which the booking decides about from now on
     * @param provider the payee: the owner of the GPU when it was awarded
     */
    public record Award(
            UUID hold, String client, String provider, UUID gpuId, BigDecimal pricePerHour, BigDecimal hours) {}

    private static final String NOT_YOURS = "NOT_YOURS_TO_DECIDE";

    private final Auctions auctions;
    private final Bids bids;
    private final Gpus gpus;
    private final Deals deals;
    private final Sweeps sweeps;

    ManageAuctions(Auctions auctions, Bids bids, Gpus gpus, Deals deals, Sweeps sweeps) {
        this.auctions = auctions;
        this.bids = bids;
        this.gpus = gpus;
        this.deals = deals;
        this.sweeps = sweeps;
    }

    /**
     * Any order may be awarded to a standing bid.
     *
     * @param name what the provider calls itself
     */
    Bid stand(String provider, @Nullable String name, int capacity, BigDecimal price, @Nullable String notes) {
        bids.requireBelowLimitOfBidder(provider);
        return bids.create(new Draft(null, null, provider, provider, name, capacity, price, notes));
    }

    /** A provider's GPU for an order. */
    Bid offer(Caller provider, UUID auctionId, UUID gpuId, BigDecimal price, @Nullable String notes) {
        String owner = provider.subject();
        auctions.require(provider, auctionId);
        bids.requireBelowLimitOfBidder(owner);
        Auction auction = auctions.lock(auctionId);
        Forbidden.when(auction.clientId().equals(owner), "OWN_AUCTION", "the client of an order cannot bid on it");
        auction.requireAnyGpu("the client wants that GPU and no other");
        auction.requireOpen();
        BigDecimal most = auction.maxPricePerHour();
        String high = "price_per_hour: the client pays at most " + most + " an hour";
        Invalid.when(price.compareTo(most) > 0, "BID_TOO_HIGH", high);
        gpus.require(gpuId).requireOwner(owner);
        boolean fits = auctions.findFitting(auctionId, owner, gpuId).isPresent();
        Invalid.when(!fits, "GPU_DOES_NOT_FIT", "gpu_id: the GPU is not what the order asks for, or is not offered");
        bids.requireBelowLimitOfAuction(auctionId);
        return bids.create(new Draft(auctionId, gpuId, owner, owner, null, 1, price, notes));
    }

    /** A GPU that a client may bid on for so long. */
    Gpu requireBiddable(UUID gpuId, String client, BigDecimal hours) {
        Gpu gpu = gpus.require(gpuId);
        Forbidden.when(gpu.owner().equals(client), "OWN_GPU", "the GPU is your own");
        gpu.requireOffered();
        gpu.requireHours(hours);
        return gpu;
    }

    /** What a client bids on a GPU, with the money that is held for it; its owner decides. */
    Bid bid(UUID hold, String client, UUID gpuId, AuctionRequest request) {
        bids.requireBelowLimitOfBidder(client);
        Gpu gpu = requireBiddable(gpuId, client, request.durationHours());
        auctions.create(hold, client, request, gpu);
        return bids.create(
                new Draft(hold, gpuId, client, gpu.owner(), null, 1, request.maxPricePerHour(), request.notes()));
    }

    /** A bid on the order wins it, or a standing one does; all others on it are rejected. */
    Auction award(Caller caller, UUID id, UUID bidId) {
        auctions.require(caller, id);
        Auction auction = auctions.lock(id);
        auction.requireAnyGpu("the owner of the GPU accepts the bid or declines it");
        requireClient(caller, auction);
        Bid bid = bids.lock(bidId);
        if (bid.auctionId() != null && !bid.auctionId().equals(id)) {
            throw new NotFound("BID_NOT_FOUND", "this order has no such bid");
        }
        return award(auction, bid, bid.payee());
    }

    /** A bid on the caller's order or GPU. */
    Bid accept(Caller caller, UUID bidId) {
        UUID id = bids.require(caller, bidId).auctionId();
        if (id == null) {
            throw new Conflict("STANDING_BID", "a standing bid is named in the award of an order");
        }
        Auction auction = auctions.lock(id);
        Bid bid = bids.lock(bidId);
        award(auction, bid, requireDecider(caller, auction, bid));
        return bids.lock(bidId);
    }

    private Auction award(Auction auction, Bid bid, String provider) {
        UUID id = auction.auctionId();
        if (auction.status() == Auction.Status.AWARDED
                && Objects.requireNonNull(auction.award()).bidId().equals(bid.id())) {
            return auction;
        }
        auction.requireOpen();
        bid.requirePending();
        boolean high = bid.price().compareTo(auction.maxPricePerHour()) > 0;
        Conflict.when(high, "BID_TOO_HIGH", "what is held for the order is too little for this bid");
        Conflict.when(provider.equals(auction.clientId()), "OWN_BID", "the client of an order cannot win it");
        UUID gpu = auctions.findFitting(id, provider, bid.gpuId())
                .orElseThrow(() -> new Conflict("NO_GPU_FITS", "the provider has no GPU any more that fits the order"));
        bids.accept(bid.id(), provider);
        bids.endPending(id, Bid.Status.REJECTED);
        auctions.award(id, bid, provider, gpu);
        return auctions.require(id);
    }

    /** Its bidder withdraws it, or its decider rejects it. A bid on a GPU ends with its money back. */
    Bid decline(Caller caller, UUID bidId) {
        UUID id = bids.require(caller, bidId).auctionId();
        Auction auction = id == null ? null : auctions.lock(id);
        Bid bid = bids.lock(bidId);
        boolean own = bid.bidder().equals(caller.subject());
        if (auction == null) {
            caller.requireOwner(bid.bidder(), NOT_YOURS, "only its bidder withdraws a standing bid");
        } else if (!own) {
            requireDecider(caller, auction, bid);
        }
        bid.requirePending();
        bids.end(bidId, own ? Bid.Status.WITHDRAWN : Bid.Status.REJECTED);
        if (auction != null && auction.gpuId() != null) {
            end(auction, own ? Auction.Status.CANCELLED : Auction.Status.DECLINED, Bid.Status.REJECTED);
        }
        return bids.lock(bidId);
    }

    /** Also an award that is not booked ends. */
    Auction cancel(Caller caller, UUID id) {
        auctions.require(caller, id);
        Auction auction = auctions.lock(id);
        requireClient(caller, auction);
        if (auction.status() != Auction.Status.AWARDED) {
            auction.requireOpen();
        }
        end(auction, Auction.Status.CANCELLED, Bid.Status.REJECTED);
        return auctions.require(id);
    }

    /**
     * Takes an award, and its money, for a booking. Where the booking fails in the same transaction, it may still be used.
     *
     * @throws Conflict when it is not awarded, or was used, cancelled or left unused for too long
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Award take(Caller caller, UUID order) {
        Auction auction = auctions.lock(order);
        if (!auction.clientId().equals(caller.subject()) && !caller.isAdmin()) {
            throw Auctions.unknown();
        }
        boolean awarded = auction.status() == Auction.Status.AWARDED;
        Conflict.when(!awarded, "NOT_AWARDED", "the order was not awarded, or its award is over");
        auctions.close(order, Auction.Status.BOOKED);
        Auction.Winner won = Objects.requireNonNull(auction.award());
        return new Award(
                order, auction.clientId(), won.provider(), won.gpuId(), won.pricePerHour(), auction.durationHours());
    }

    /** Expires orders and bids, and awards that are not booked. */
    @Scheduled(fixedDelayString = "${aitbc.market.auction.look:500ms}")
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    void sweep() {
        sweeps.run("standing-bids", bids::expireStanding);
        sweeps.each("auction", auctions::due, this::expire);
    }

    private void expire(UUID id) {
        Auction auction = auctions.lock(id);
        if (auction.closedAt() == null && auction.status() == Auction.Status.EXPIRED) {
            end(auction, Auction.Status.EXPIRED, Bid.Status.EXPIRED);
        }
    }

    private void end(Auction auction, Auction.Status status, Bid.Status others) {
        bids.endPending(auction.auctionId(), others);
        auctions.close(auction.auctionId(), status);
        deals.decide(auction.auctionId(), "auction.refund", List.of());
    }

    /** Returns the payee if the bid wins. */
    private String requireDecider(Caller caller, Auction auction, Bid bid) {
        if (auction.gpuId() == null) {
            requireClient(caller, auction);
            return bid.payee();
        }
        String owner = gpus.require(auction.gpuId()).owner();
        caller.requireOwner(owner, NOT_YOURS, "only the owner of a GPU decides about bids on it");
        return owner;
    }

    private static void requireClient(Caller caller, Auction auction) {
        caller.requireOwner(auction.clientId(), NOT_YOURS, "only the client of an order decides about it");
    }
}
