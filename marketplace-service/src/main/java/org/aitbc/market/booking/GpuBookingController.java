package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.booking.AgreedPrice.PricingFactors;
import org.aitbc.market.booking.AgreedPrice.Quote;
import org.aitbc.market.row.Rows;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/gpu/{gpuId}")
@Tag(name = "bookings")
class GpuBookingController {

    private final BookGpu bookGpu;
    private final CloseBooking closeBooking;
    private final ChangeBooking changeBooking;

    GpuBookingController(BookGpu bookGpu, CloseBooking closeBooking, ChangeBooking changeBooking) {
        this.bookGpu = bookGpu;
        this.closeBooking = closeBooking;
        this.changeBooking = changeBooking;
    }

    /**
     * @param status the GPU's
     * @param totalCost for all of the time; the client pays for what it uses
     * @param basePrice for all of the time as listed
     * @param dynamicPrice an hour, as agreed
     */
    record Booked(
            UUID bookingId,
            UUID gpuId,
            String status,
            Tenure tenure,
            BigDecimal totalCost,
            BigDecimal basePrice,
            BigDecimal dynamicPrice,
            BigDecimal pricePerHour,
            BigDecimal held,
            Instant startTime,
            Instant endTime,
            PricingFactors pricingFactors,
            @Nullable BigDecimal confidenceScore) {

        static Booked of(Booking booking, Quote quote) {
            return new Booked(
                    booking.id(),
                    booking.gpuId(),
                    "booked",
                    booking.tenure(),
                    Rows.shown(booking.total()),
                    Rows.shown(Money.total(quote.factors().basePrice(), booking.hours())),
                    Rows.shown(booking.pricePerHour()),
                    Rows.shown(booking.pricePerHour()),
                    Rows.shown(booking.held()),
                    booking.start(),
                    booking.end(),
                    quote.factors(),
                    quote.factors().confidenceScore());
        }
    }

    record Released(String status, UUID gpuId, @Nullable UUID bookingId, BigDecimal refund, String message) {}

    /** @param clientId whose booking it is about */
    @Schema(name = "GPUConfirmRequest")
    record Confirmation(@Nullable @Size(max = 128) String clientId) {}

    record Confirmed(String status, UUID gpuId, UUID bookingId, String clientId, String message) {}

    @PostMapping("/book")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Book a GPU",
            description =
                    "The money is held first, for a day ahead at most; it is paid by use, and the rest goes back. "
                            + "A booking that takes the place of an interruptible one starts when that has had its notice.")
    @ApiResponse(responseCode = "201")
    @ApiResponse(
            responseCode = "402",
            description = "The money cannot be held; the GPU stays free.",
            content = @Content)
    @ApiResponse(responseCode = "409", description = "The GPU cannot be had at that time.", content = @Content)
    Booked book(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable UUID gpuId,
            @Valid @RequestBody BookRequest wanted) {
        return bookGpu.book(
                new BookGpu.Ask(caller, caller.subject(), key, "gpu.book", gpuId, wanted, null),
                Booked.class,
                Booked::of);
    }

    @PostMapping("/release")
    @Operation(summary = "The caller's booking of this GPU ends now; what was not used goes back")
    Released release(Caller caller, @PathVariable UUID gpuId) {
        return closeBooking
                .release(caller, gpuId)
                .map(ended ->
                        new Released("released", gpuId, ended.id(), Rows.shown(ended.refund()), "The GPU is released."))
                .orElseGet(() ->
                        new Released("already_available", gpuId, null, BigDecimal.ZERO, "Nobody has booked the GPU."));
    }

    @PostMapping("/confirm")
    @Operation(summary = "The owner says that the booked GPU is there")
    Confirmed confirm(
            Caller caller,
            @PathVariable UUID gpuId,
            @Valid @RequestBody(required = false) @Nullable Confirmation confirmation) {
        Booking booking = changeBooking.confirm(caller, gpuId, confirmation == null ? null : confirmation.clientId());
        return new Confirmed("confirmed", gpuId, booking.id(), booking.client(), "The booking is confirmed.");
    }
}
