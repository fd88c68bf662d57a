package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.auction.Awards;
import org.aitbc.starter.once.Once;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/auctions")
@Tag(name = "auctions")
class AwardController {

    private final Awards awards;
    private final BookGpu bookGpu;
    private final Once once;

    AwardController(Awards awards, BookGpu bookGpu, Once once) {
        this.awards = awards;
        this.bookGpu = bookGpu;
        this.once = once;
    }

    @PostMapping("/{auctionId}/book")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Book the GPU that won the caller's order, from now, at the price of its bid",
            description =
                    "The money that the order holds becomes the booking's: it is paid by use, and the rest goes back.")
    @ApiResponse(responseCode = "201")
    @ApiResponse(
            responseCode = "409",
            description = "The order is not awarded, its award is over, or the GPU cannot be had now.",
            content = @Content)
    BookingView book(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable UUID auctionId) {
        return once.run(
                caller,
                key,
                "auction.book",
                auctionId,
                BookingView.class,
                () -> BookingView.of(bookGpu.book(awards.take(caller, auctionId))));
    }
}
