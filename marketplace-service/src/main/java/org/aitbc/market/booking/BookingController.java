package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.*;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.auction.ManageAuctions;
import org.aitbc.market.booking.BookGpu.*;
import org.aitbc.market.booking.Booking.CloseReason;
import org.aitbc.market.booking.Booking.State;
import org.aitbc.starter.idempotent.*;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.*;

@RestController
@RequestMapping("/v1/marketplace")
@Tag(name = "bookings")
record BookingController(Bookings bookings, ManageBookings manageBookings, BookGpu bookGpu, ManageAuctions auctions) {

    /** @param clientId whose booking the owner means */
    @Schema(name = "GPUConfirmRequest")
    record Confirmation(@Nullable @Size(max = 128) String clientId) {}

    record Confirmed(String status, UUID gpuId, UUID bookingId, String clientId, String message) {}

    /**
     * @param refund AITBC that went back to the client
     */
    record Released(String status, UUID gpuId, @Nullable UUID bookingId, BigDecimal refund, String message) {}

    record Extension(
            @NotNull @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 18)
            BigDecimal durationHours) {}

    /** @param reason why the owner closes it; a client needs none */
    record Closing(@Nullable CloseReason reason) {}

    /** @param spendCap the most that it may cost from now on, in all */
    record Resumption(
            @Nullable @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal spendCap) {}

    @PostMapping({"/gpu/{gpuId}/book", "/offers/{gpuId}/book"})
    @TakesIdempotencyKey
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Book a GPU",
            description =
                    "Money is held for a day ahead at most, and for an hour at least; a spend_cap below that is refused. Each second that has begun is paid, and the rest is refunded. While it is paused it costs nothing, and another may book the GPU, which ends it.")
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "402", description = "Funds are insufficient.", content = @Content)
    @ApiResponse(
            responseCode = "409",
            description =
                    "The GPU is not available at that time, or its price is not the expected one; `detail` has it.",
            content = @Content)
    Booked book(Caller caller, @PathVariable UUID gpuId, @Valid @RequestBody BookRequest request) {
        return bookGpu.book("gpu.book", caller, new Ask(gpuId, caller.subject(), request));
    }

    @PostMapping("/auctions/{auctionId}/book")
    @Idempotent("auction.book")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Book the GPU that was awarded the caller's order, at the price of its bid",
            description = "The money held for the order becomes the booking's. Use is paid, and the rest is refunded.")
    @ApiResponse(responseCode = "201")
    @ApiResponse(
            responseCode = "409",
            description = "The order is not awarded, its award has expired, or the GPU is not available.",
            content = @Content)
    Booking bookAwarded(Caller caller, @PathVariable UUID auctionId) {
        return bookGpu.book(auctions.take(caller, auctionId));
    }

    @PostMapping("/gpu/{gpuId}/release")
    @Operation(summary = "End the caller's booking of a GPU and refund unused time")
    Released release(Caller caller, @PathVariable UUID gpuId) {
        return manageBookings
                .release(caller, gpuId)
                .map(ended ->
                        new Released("released", gpuId, ended.bookingId(), ended.refund(), "The GPU is released."))
                .orElseGet(() ->
                        new Released("already_available", gpuId, null, BigDecimal.ZERO, "Nobody has booked the GPU."));
    }

    @PostMapping("/gpu/{gpuId}/confirm")
    @Operation(summary = "Confirm as the owner or the client that a booked GPU is there")
    Confirmed confirm(
            Caller caller,
            @PathVariable UUID gpuId,
            @Valid @RequestBody(required = false) @Nullable Confirmation confirmation) {
        Booking booking = manageBookings.confirm(caller, gpuId, confirmation == null ? null : confirmation.clientId());
        return new Confirmed("confirmed", gpuId, booking.bookingId(), booking.clientId(), "The booking is confirmed.");
    }

    @GetMapping("/bookings")
    @Operation(summary = "The caller's bookings and those of its GPUs, newest first; all for an admin")
    Slice<Booking> list(
            Caller caller, Page page, @RequestParam @Nullable UUID gpuId, @RequestParam @Nullable State status) {
        return Slice.of(bookings.list(caller, true, gpuId, status, page), page, Booking::bookingId);
    }

    @GetMapping("/bookings/{bookingId}")
    @Operation(summary = "A booking of the caller or of one of its GPUs")
    Booking booking(Caller caller, @PathVariable UUID bookingId) {
        return bookings.require(caller, bookingId);
    }

    @PostMapping("/bookings/{bookingId}/extend")
    @TakesIdempotencyKey
    @Operation(summary = "Extend a booking, paid ahead; 409 if the GPU is booked by others then")
    Booking extend(Caller caller, @PathVariable UUID bookingId, @Valid @RequestBody Extension more) {
        return manageBookings.extend(caller, bookingId, more.durationHours().setScale(8, RoundingMode.HALF_UP));
    }

    @PostMapping("/bookings/{bookingId}/close")
    @Operation(summary = "End a booking: the client at once, the owner for a reason and with notice")
    Booking close(
            Caller caller, @PathVariable UUID bookingId, @RequestBody(required = false) @Nullable Closing closing) {
        return manageBookings.close(caller, bookingId, closing == null ? null : closing.reason());
    }

    @PostMapping("/bookings/{bookingId}/pause")
    @Operation(
            summary =
                    "Pause a booking: until it is resumed nothing is billed, its time goes on, and another may book the GPU")
    Booking pause(Caller caller, @PathVariable UUID bookingId) {
        return manageBookings.pause(caller, bookingId);
    }

    @PostMapping("/bookings/{bookingId}/resume")
    @Operation(summary = "Resume a paused booking; 402 if funds are insufficient, 422 if the cap is below its cost")
    Booking resume(
            Caller caller,
            @PathVariable UUID bookingId,
            @Valid @RequestBody(required = false) @Nullable Resumption resumption) {
        return manageBookings.resume(caller, bookingId, resumption == null ? null : resumption.spendCap());
    }
}
