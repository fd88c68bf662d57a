package org.aitbc.market.auction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.principal.Principals;
import org.aitbc.starter.deal.*;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/marketplace")
@Tag(name = "auctions")
record AuctionController(Auctions auctions, Bids bids, ManageAuctions manageAuctions, Gpus gpus, Deals deals) {

    /** @param gpuId one of the provider's own that fits */
    record AuctionBidRequest(
            @NotNull UUID gpuId,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal pricePerHour,

            @Nullable @Size(max = 1024) String notes) {}

    record AwardRequest(@NotNull UUID bidId) {}

    /**
     * A standing bid.
     *
     * @param provider what the caller calls itself; recorded and paid is its principal, as {@code bidder} shows. An admin names
     *     the principal that bids
     * @param capacity GPUs
     * @param price AITBC for an hour of one
     */
    record MarketplaceBidRequest(
            @Nullable @Size(min = 1, max = 128) String provider,
            @NotNull @Positive @Max(1_000_000) Integer capacity,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal price,

            @Nullable @Size(max = 1024) String notes) {}

    record Submitted(UUID id) {}

    /**
     * @param bidAmount what the client pays for an hour, as listed where not said
     * @param durationHours one where not said
     */
    record GpuBidRequest(
            @NotNull UUID gpuId,

            @Nullable @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal bidAmount,

            @Nullable @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 8)
            BigDecimal durationHours) {}

    /**
     * @param bidAmount AITBC for an hour
     * @param auctionId the order that it makes: what is held, and what it comes to, is seen there
     */
    record GpuBid(
            UUID bidId,
            Bid.Status status,
            UUID gpuId,
            BigDecimal bidAmount,
            BigDecimal durationHours,
            Instant timestamp,
            Instant expiresAt,
            UUID auctionId) {}

    /** @param request at the price that the GPU had when it was asked for */
    private record GpuOrder(ManageAuctions auctions, AuctionRequest request) implements Deal<GpuBidRequest, GpuBid> {

        @Override
        public HoldTerms terms(Caller caller, GpuBidRequest body) {
            String client = caller.subject();
            return request.terms(client, auctions.requireBiddable(body.gpuId(), client, request.durationHours()));
        }

        @Override
        public GpuBid create(@Nullable UUID hold, Caller caller, GpuBidRequest body) {
            UUID id = Objects.requireNonNull(hold);
            Bid bid = auctions.bid(id, caller.subject(), body.gpuId(), request);
            return new GpuBid(
                    bid.id(),
                    bid.status(),
                    body.gpuId(),
                    bid.price(),
                    request.durationHours(),
                    bid.submittedAt(),
                    bid.expiresAt(),
                    id);
        }
    }

    @PostMapping("/auctions")
    @TakesIdempotencyKey
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Order a GPU's time: the most that it can cost is held, and providers bid below it")
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "402", description = "Funds are insufficient.", content = @Content)
    Auction open(Caller caller, @Valid @RequestBody AuctionRequest request) {
        return deals.make("auction.open", auctions, caller, request);
    }

    @GetMapping("/auctions")
    @Operation(summary = "Orders that are open for bids or involve the caller, newest first; all for an admin")
    Slice<Auction> list(
            Caller caller,
            @RequestParam Auction.@Nullable Status status,
            @RequestParam(defaultValue = "false") boolean mine,
            Page page) {
        return Slice.of(auctions.list(caller, status, mine, page), page, Auction::auctionId);
    }

    @GetMapping("/auctions/{auctionId}")
    @Operation(summary = "An order")
    Auction auction(Caller caller, @PathVariable UUID auctionId) {
        return auctions.require(caller, auctionId);
    }

    @GetMapping("/auctions/{auctionId}/bids")
    @Operation(
            summary = "Bids on an order, cheapest first",
            description = "Its client sees all, and standing bids that may win it; others see their own.")
    List<Bid> bids(Caller caller, @PathVariable UUID auctionId) {
        Auction auction = auctions.require(caller, auctionId);
        boolean all = caller.isAdmin() || auction.clientId().equals(caller.subject());
        return bids.findByAuction(auction, all ? null : caller.subject());
    }

    @PostMapping("/auctions/{auctionId}/bids")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Bid one's own GPU for an order; other providers do not see it")
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "409", description = "The order is closed for bids.", content = @Content)
    Bid bid(Caller caller, @PathVariable UUID auctionId, @Valid @RequestBody AuctionBidRequest body) {
        return manageAuctions.offer(caller, auctionId, body.gpuId(), body.pricePerHour(), body.notes());
    }

    @PostMapping("/auctions/{auctionId}/award")
    @Operation(
            summary = "Award an order to a bid, or to a standing one; its other bids are rejected",
            description = "The money stays held for the booking ({id}/book), for an hour.")
    Auction award(Caller caller, @PathVariable UUID auctionId, @Valid @RequestBody AwardRequest body) {
        return manageAuctions.award(caller, auctionId, body.bidId());
    }

    @PostMapping("/auctions/{auctionId}/cancel")
    @Operation(summary = "Cancel one's own order, also one that was awarded and not booked; the money is refunded")
    Auction cancel(Caller caller, @PathVariable UUID auctionId) {
        return manageAuctions.cancel(caller, auctionId);
    }

    @PostMapping("/bids")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Offer capacity at a price, for any order that may be awarded to it")
    @ApiResponse(responseCode = "202")
    @ApiResponse(responseCode = "409", description = "The caller has too many pending bids.", content = @Content)
    Submitted submit(Caller caller, @Valid @RequestBody MarketplaceBidRequest body) {
        String provider = caller.isAdmin() ? Principals.of(caller, body.provider(), "provider") : caller.subject();
        return new Submitted(manageAuctions
                .stand(provider, body.provider(), body.capacity(), body.price(), body.notes())
                .id());
    }

    @GetMapping("/bids")
    @Operation(summary = "Bids that the caller made or may accept, newest first; all for an admin")
    List<Bid> listBids(
            Caller caller,
            @RequestParam Bid.@Nullable Status status,
            @RequestParam @Nullable String provider,
            @PageLimits(max = 500, value = 100) Page page) {
        return bids.list(caller, status, provider, page);
    }

    @GetMapping("/bids/{bidId}")
    @Operation(summary = "A bid that the caller made or may accept")
    Bid findBid(Caller caller, @PathVariable UUID bidId) {
        return bids.require(caller, bidId);
    }

    @PostMapping("/bids/{bidId}/accept")
    @Operation(
            summary = "Accept a bid on one's own GPU or order",
            description = "The money stays held for the booking, for an hour.")
    Bid accept(Caller caller, @PathVariable UUID bidId) {
        return manageAuctions.accept(caller, bidId);
    }

    @PostMapping("/bids/{bidId}/decline")
    @Operation(summary = "Decline a bid on one's own GPU or order, or withdraw one's own bid")
    Bid decline(Caller caller, @PathVariable UUID bidId) {
        return manageAuctions.decline(caller, bidId);
    }

    @PostMapping("/gpu/bid")
    @TakesIdempotencyKey
    @Operation(summary = "Bid on a GPU: money for its time is held, and its owner accepts or declines")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "402", description = "Funds are insufficient.", content = @Content)
    GpuBid bidOnGpu(Caller caller, @Valid @RequestBody GpuBidRequest body) {
        BigDecimal listed = gpus.find(body.gpuId()).map(Gpu::pricePerHour).orElse(BigDecimal.ZERO);
        AuctionRequest request = new AuctionRequest(
                Objects.requireNonNullElse(body.durationHours(), BigDecimal.ONE),
                Objects.requireNonNullElse(body.bidAmount(), listed));
        return deals.make("gpu.bid", new GpuOrder(manageAuctions, request), caller, body);
    }
}
