package org.aitbc.market.auction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.gpu.Gpu;
import org.aitbc.market.gpu.Gpus;
import org.aitbc.market.money.Holds;
import org.aitbc.market.principal.Principals;
import org.aitbc.market.row.Part;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace")
@Tag(name = "auctions")
class BidController {

    private final Bids bids;
    private final PlaceBid placeBid;
    private final CloseAuction closeAuction;
    private final Gpus gpus;
    private final Holds holds;

    BidController(Bids bids, PlaceBid placeBid, CloseAuction closeAuction, Gpus gpus, Holds holds) {
        this.bids = bids;
        this.placeBid = placeBid;
        this.closeAuction = closeAuction;
        this.gpus = gpus;
        this.holds = holds;
    }

    /**
     * A standing bid.
     *
     * @param provider the caller itself
     * @param capacity GPUs
     * @param price AITBC for an hour of one
     */
    record MarketplaceBidRequest(
            @Nullable @Size(min = 1, max = 64) @Pattern(regexp = Wanted.NO_NUL)
            String provider,

            @NotNull @Positive @Max(1_000_000) Integer capacity,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal price,

            @Nullable @Size(max = 1024) @Pattern(regexp = Wanted.NO_NUL)
            String notes) {}

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

    /** @param auctionId the order that it makes: what is held, and what it comes to, is seen there */
    record GpuBid(
            UUID bidId,
            BidStatus status,
            UUID gpuId,
            BigDecimal bidAmount,
            BigDecimal durationHours,
            Instant timestamp,
            Instant expiresAt,
            UUID auctionId) {

        static GpuBid of(Bid bid, BigDecimal hours) {
            return new GpuBid(
                    bid.id(),
                    bid.status(),
                    Objects.requireNonNull(bid.gpuId()),
                    bid.price(),
                    hours,
                    bid.submittedAt(),
                    bid.expiresAt(),
                    Objects.requireNonNull(bid.auctionId()));
        }
    }

    @PostMapping("/bids")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Offer capacity at a price, for any order that may be awarded to it")
    @ApiResponse(responseCode = "202")
    @ApiResponse(responseCode = "409", description = "The caller has too many pending bids.", content = @Content)
    Submitted submit(Caller caller, @Valid @RequestBody MarketplaceBidRequest body) {
        String provider = Principals.of(caller, body.provider(), "provider");
        return new Submitted(placeBid.stand(provider, body.capacity(), body.price(), body.notes())
                .id());
    }

    @GetMapping("/bids")
    @Operation(summary = "Bids that the caller made or may accept, newest first; all for an admin")
    List<Bid> list(
            Caller caller,
            @RequestParam(required = false) @Nullable BidStatus status,
            @RequestParam(required = false) @Nullable String provider,
            @Valid @ParameterObject Part part) {
        return bids.list(caller, status, provider, part);
    }

    @GetMapping("/bids/{bidId}")
    @Operation(summary = "A bid that the caller made or may accept")
    Bid bid(Caller caller, @PathVariable UUID bidId) {
        return bids.require(caller, bidId);
    }

    @PostMapping("/bids/{bidId}/accept")
    @Operation(
            summary = "Accept a bid on one's own GPU or order",
            description = "Nobody is paid by that: the money stays held for the booking, for an hour.")
    Bid accept(Caller caller, @PathVariable UUID bidId) {
        return closeAuction.accept(caller, bidId);
    }

    @PostMapping("/bids/{bidId}/decline")
    @Operation(summary = "Refuse a bid on one's own GPU or order, or withdraw one's own bid")
    Bid decline(Caller caller, @PathVariable UUID bidId) {
        return closeAuction.decline(caller, bidId);
    }

    @PostMapping("/gpu/bid")
    @Operation(summary = "Bid on a GPU: the money for its time is held, and its owner accepts or declines")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "402", description = "Too little is available.", content = @Content)
    GpuBid bidOnGpu(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody GpuBidRequest body) {
        String client = caller.subject();
        Wanted wanted = wanted(body);
        return holds.deal(
                caller,
                key,
                "gpu.bid",
                body,
                GpuBid.class,
                () -> wanted.terms(client, placeBid.biddable(body.gpuId(), client, wanted.durationHours())),
                hold -> GpuBid.of(placeBid.ask(hold, client, body.gpuId(), wanted), wanted.durationHours()));
    }

    private Wanted wanted(GpuBidRequest body) {
        BigDecimal listed = gpus.find(body.gpuId()).map(Gpu::pricePerHour).orElse(BigDecimal.ZERO);
        return Wanted.of(
                Objects.requireNonNullElse(body.durationHours(), BigDecimal.ONE),
                Objects.requireNonNullElse(body.bidAmount(), listed));
    }
}
