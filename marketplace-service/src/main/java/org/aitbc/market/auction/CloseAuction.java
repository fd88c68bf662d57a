package org.aitbc.market.auction;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.money.Holds;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What becomes of orders and bids. The client of an order says who wins it; of a bid on a GPU its owner does. An award pays
 * nobody: the money stays held until a booking takes it, or goes back.
 */
@Component
class CloseAuction {

    private final Auctions auctions;
    private final Bids bids;
    private final Gpus gpus;
    private final Holds holds;

    CloseAuction(Auctions auctions, Bids bids, Gpus gpus, Holds holds) {
        this.auctions = auctions;
        this.bids = bids;
        this.gpus = gpus;
        this.holds = holds;
    }

    /** A bid on the order wins it, or a standing one does; all others on it are rejected. */
    @Transactional
    public Auction award(Caller caller, UUID id, UUID bidId) {
        auctions.require(caller, id);
        Auction auction = auctions.lock(id);
        if (auction.gpuId() != null) {
            throw new Conflict("NOT_AN_AUCTION", "the owner of the GPU accepts the bid or declines it");
        }
        requireClient(caller, auction);
        Bid bid = bids.lock(bidId);
        if (bid.auctionId() != null && !bid.auctionId().equals(auction.auctionId())) {
            throw new NotFound("BID_NOT_FOUND", "this order has no such bid");
        }
        return award(auction, bid, bid.provider());
    }

    /** For whom the bid was made to. */
    @Transactional
    public Bid accept(Caller caller, UUID bidId) {
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
        if (auction.status() == AuctionStatus.AWARDED
                && Objects.requireNonNull(auction.award()).bidId().equals(bid.id())) {
            return auction;
        }
        requireOpen(auction);
        if (bid.status() != BidStatus.PENDING) {
            throw new Conflict("BID_CLOSED", "the bid is not pending any more");
        }
        if (bid.price().compareTo(auction.maxPricePerHour()) > 0) {
            throw new Conflict("BID_TOO_HIGH", "what is held for the order is too little for this bid");
        }
        if (provider.equals(auction.clientId())) {
            throw new Conflict("OWN_BID", "the client of an order cannot win it");
        }
        UUID gpu = auctions.fitting(auction.auctionId(), provider, bid.gpuId())
                .orElseThrow(() -> new Conflict("NO_GPU_FITS", "the provider has no GPU any more that fits the order"));
        bids.accept(bid.id(), provider);
        bids.endPending(auction.auctionId(), BidStatus.REJECTED);
        auctions.award(auction.auctionId(), bid, provider, gpu);
        return auctions.require(auction.auctionId());
    }

    /** Who made a bid takes it back; for whom it was made to, refuses it. A bid on a GPU ends with its money back. */
    @Transactional
    public Bid decline(Caller caller, UUID bidId) {
        UUID id = bids.require(caller, bidId).auctionId();
        Auction auction = id == null ? null : auctions.lock(id);
        Bid bid = bids.lock(bidId);
        boolean own = bid.bidder().equals(caller.subject());
        if (!own && auction == null) {
            requireAdmin(caller, "only who made a standing bid withdraws it");
        } else if (!own) {
            requireDecider(caller, Objects.requireNonNull(auction), bid);
        }
        if (bid.status() != BidStatus.PENDING) {
            throw new Conflict("BID_CLOSED", "the bid is not pending any more");
        }
        bids.end(bidId, own ? BidStatus.WITHDRAWN : BidStatus.REJECTED);
        if (auction != null && auction.gpuId() != null) {
            end(auction, own ? AuctionStatus.CANCELLED : AuctionStatus.DECLINED, BidStatus.REJECTED);
        }
        return bids.lock(bidId);
    }

    /** The client does not want it any more: also an award that is not booked ends. */
    @Transactional
    public Auction cancel(Caller caller, UUID id) {
        auctions.require(caller, id);
        Auction auction = auctions.lock(id);
        requireClient(caller, auction);
        if (auction.status() != AuctionStatus.AWARDED) {
            requireOpen(auction);
        }
        end(auction, AuctionStatus.CANCELLED, BidStatus.REJECTED);
        return auctions.require(id);
    }

    /** What time does to an order: for the sweep, which has found that it is due. */
    @Transactional
    public void passTime(UUID id) {
        Auction auction = auctions.lock(id);
        if (auction.closedAt() == null && auction.status() == AuctionStatus.EXPIRED) {
            end(auction, AuctionStatus.EXPIRED, BidStatus.EXPIRED);
        }
    }

    private void end(Auction auction, AuctionStatus status, BidStatus others) {
        bids.endPending(auction.auctionId(), others);
        auctions.close(auction.auctionId(), status);
        holds.decide(auction.auctionId(), "auction.refund", List.of());
    }

    /** @return who is paid if the bid wins */
    private String requireDecider(Caller caller, Auction auction, Bid bid) {
        if (auction.gpuId() == null) {
            requireClient(caller, auction);
            return bid.provider();
        }
        String owner = gpus.require(auction.gpuId()).owner();
        if (!owner.equals(caller.subject())) {
            requireAdmin(caller, "only the owner of a GPU decides about bids on it");
        }
        return owner;
    }

    private static void requireClient(Caller caller, Auction auction) {
        if (!auction.clientId().equals(caller.subject())) {
            requireAdmin(caller, "only the client of an order decides about it");
        }
    }

    private static void requireAdmin(Caller caller, String otherwise) {
        if (!caller.isAdmin()) {
            throw new Forbidden("NOT_YOURS_TO_DECIDE", otherwise);
        }
    }

    private static void requireOpen(Auction auction) {
        if (auction.status() != AuctionStatus.OPEN) {
            throw new Conflict("AUCTION_CLOSED", "the order has ended, or was awarded");
        }
    }
}
