package org.aitbc.market.auction;

import java.math.BigDecimal;
import java.util.UUID;
import org.aitbc.domain.error.Conflict;
import org.aitbc.domain.error.Forbidden;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.auction.Bids.Draft;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes bids, within the limits. */
@Component
class PlaceBid {

    private final Auctions auctions;
    private final Bids bids;
    private final Gpus gpus;

    PlaceBid(Auctions auctions, Bids bids, Gpus gpus) {
        this.auctions = auctions;
        this.bids = bids;
        this.gpus = gpus;
    }

    /** For any order that may be awarded to it. */
    @Transactional
    public Bid stand(String provider, int capacity, BigDecimal price, @Nullable String notes) {
        bids.requireRoomOf(provider);
        return bids.create(new Draft(null, null, provider, provider, capacity, price, notes));
    }

    /** A provider's GPU for an order. */
    @Transactional
    public Bid offer(Caller provider, UUID auctionId, UUID gpuId, BigDecimal price, @Nullable String notes) {
        auctions.require(provider, auctionId);
        bids.requireRoomOf(provider.subject());
        Auction auction = auctions.lock(auctionId);
        if (auction.clientId().equals(provider.subject())) {
            throw new Forbidden("OWN_AUCTION", "the client of an order cannot bid on it");
        }
        if (auction.gpuId() != null) {
            throw new Conflict("NOT_AN_AUCTION", "the client wants that GPU and no other");
        }
        if (auction.status() != AuctionStatus.OPEN) {
            throw new Conflict("AUCTION_CLOSED", "the order takes no bids any more");
        }
        if (price.compareTo(auction.maxPricePerHour()) > 0) {
            throw new Invalid(
                    "BID_TOO_HIGH",
                    "price_per_hour: the client pays at most " + auction.maxPricePerHour() + " an hour");
        }
        gpus.require(gpuId).requireOwner(provider.subject());
        if (auctions.fitting(auctionId, provider.subject(), gpuId).isEmpty()) {
            throw new Invalid("GPU_DOES_NOT_FIT", "gpu_id: the GPU is not what the order asks for, or is not offered");
        }
        bids.requireRoomOn(auctionId);
        return bids.create(new Draft(auctionId, gpuId, provider.subject(), provider.subject(), 1, price, notes));
    }

    /** A GPU that a client may bid on for so long. */
    Gpu biddable(UUID gpuId, String client, BigDecimal hours) {
        Gpu gpu = gpus.require(gpuId);
        if (gpu.owner().equals(client)) {
            throw new Forbidden("OWN_GPU", "the GPU is your own");
        }
        gpu.requireOffered();
        gpu.requireHours(hours);
        return gpu;
    }

    /** What a client bids on a GPU, with the money that is held for it; its owner decides. */
    Bid ask(UUID hold, String client, UUID gpuId, Wanted wanted) {
        bids.requireRoomOf(client);
        Gpu gpu = biddable(gpuId, client, wanted.durationHours());
        auctions.create(hold, client, wanted, gpu);
        return bids.create(new Draft(hold, gpuId, client, gpu.owner(), 1, wanted.maxPricePerHour(), wanted.notes()));
    }
}
