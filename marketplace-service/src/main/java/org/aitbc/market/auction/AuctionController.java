package org.aitbc.market.auction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.money.Holds;
import org.aitbc.market.row.Slice;
import org.aitbc.starter.paging.Page;
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
@RequestMapping("/v1/marketplace/auctions")
@Tag(name = "auctions")
class AuctionController {

    private final Auctions auctions;
    private final Bids bids;
    private final PlaceBid placeBid;
    private final CloseAuction closeAuction;
    private final Holds holds;

    AuctionController(Auctions auctions, Bids bids, PlaceBid placeBid, CloseAuction closeAuction, Holds holds) {
        this.auctions = auctions;
        this.bids = bids;
        this.placeBid = placeBid;
        this.closeAuction = closeAuction;
        this.holds = holds;
    }

    /** @param gpuId one of the provider's own that fits */
    record AuctionBidRequest(
            @NotNull UUID gpuId,

            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal pricePerHour,

            @Nullable @Size(max = 1024) @Pattern(regexp = Wanted.NO_NUL)
            String notes) {}

    record AwardRequest(@NotNull UUID bidId) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Ask for a GPU's time: the most that it can cost is held, and providers bid below it")
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "402", description = "Too little is available.", content = @Content)
    Auction open(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @Valid @RequestBody Wanted wanted) {
        return holds.deal(
                caller,
                key,
                "auction.open",
                wanted,
                Auction.class,
                () -> wanted.terms(caller.subject(), null),
                hold -> auctions.create(hold, caller.subject(), wanted, null));
    }

    @GetMapping
    @Operation(summary = "Orders that take bids, and those the caller takes part in, newest first; all for an admin")
    Slice<Auction> list(
            Caller caller,
            @RequestParam(required = false) @Nullable AuctionStatus status,
            @RequestParam(defaultValue = "false") boolean mine,
            @Valid @ParameterObject Page page) {
        return Slice.of(auctions.list(caller, status, mine, page), page, Auction::auctionId, Function.identity());
    }

    @GetMapping("/{auctionId}")
    @Operation(summary = "An order")
    Auction auction(Caller caller, @PathVariable UUID auctionId) {
        return auctions.require(caller, auctionId);
    }

    @GetMapping("/{auctionId}/bids")
    @Operation(
            summary = "The bids on an order, the cheapest first",
            description = "Its client sees all, and the standing bids that it may be awarded to; others see their own.")
    List<Bid> bids(Caller caller, @PathVariable UUID auctionId) {
        Auction auction = auctions.require(caller, auctionId);
        boolean all = caller.isAdmin() || auction.clientId().equals(caller.subject());
        return bids.of(auction, all ? null : caller.subject());
    }

    @PostMapping("/{auctionId}/bids")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Bid one's own GPU for an order; others do not see it")
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "409", description = "The order takes no more bids.", content = @Content)
    Bid bid(Caller caller, @PathVariable UUID auctionId, @Valid @RequestBody AuctionBidRequest body) {
        return placeBid.offer(caller, auctionId, body.gpuId(), body.pricePerHour(), body.notes());
    }

    @PostMapping("/{auctionId}/award")
    @Operation(
            summary = "Let a bid win the order, or a standing one; the others on it are rejected",
            description = "Nobody is paid by that: the money stays held for the booking ({id}/book), for an hour.")
    Auction award(Caller caller, @PathVariable UUID auctionId, @Valid @RequestBody AwardRequest body) {
        return closeAuction.award(caller, auctionId, body.bidId());
    }

    @PostMapping("/{auctionId}/cancel")
    @Operation(summary = "End one's own order, also when it was awarded and not booked; the money goes back")
    Auction cancel(Caller caller, @PathVariable UUID auctionId) {
        return closeAuction.cancel(caller, auctionId);
    }
}
