package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.row.Slice;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.request.IdempotencyHeader;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/bookings")
@Tag(name = "bookings")
class BookingController {

    private static final int DECIMALS = 8;

    private final Bookings bookings;
    private final BookingLists lists;
    private final ExtendBooking extendBooking;
    private final CloseBooking closeBooking;
    private final ChangeBooking changeBooking;

    BookingController(
            Bookings bookings,
            BookingLists lists,
            ExtendBooking extendBooking,
            CloseBooking closeBooking,
            ChangeBooking changeBooking) {
        this.bookings = bookings;
        this.lists = lists;
        this.extendBooking = extendBooking;
        this.closeBooking = closeBooking;
        this.changeBooking = changeBooking;
    }

    record Extension(
            @NotNull @Positive @DecimalMax("8760") @Digits(integer = 4, fraction = 18)
            BigDecimal durationHours) {

        BigDecimal hours() {
            return durationHours.setScale(DECIMALS, RoundingMode.HALF_UP);
        }
    }

    /** @param reason why the owner closes it; a client needs none */
    record Closing(@Nullable CloseReason reason) {}

    /** @param spendCap the most that it may cost from now on, in all */
    record Resumption(
            @Nullable @DecimalMin("0.00000001") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal spendCap) {}

    @GetMapping
    @Operation(summary = "The caller's bookings and those of its GPUs, newest first; all for an admin")
    Slice<BookingView> list(
            Caller caller,
            @Valid @ParameterObject Page page,
            @RequestParam(name = "gpu_id", required = false) @Nullable UUID gpuId,
            @RequestParam(required = false) @Nullable BookingState status) {
        return Slice.of(
                lists.list(caller, new BookingLists.Filter(null, gpuId, status), page),
                page,
                Booking::id,
                BookingView::of);
    }

    @GetMapping("/{bookingId}")
    @Operation(summary = "A booking of the caller's, or of one of its GPUs")
    BookingView booking(Caller caller, @PathVariable UUID bookingId) {
        return BookingView.of(bookings.require(caller, bookingId));
    }

    @PostMapping("/{bookingId}/extend")
    @Operation(
            summary = "More time, paid ahead; 409 when somebody else has it",
            description =
                    "Where the owner asks more for it, the client has to consent first (409 PRICE_RISE_NOT_CONSENTED); "
                            + "the added time is then a booking of its own from the end of this one, which is answered.")
    BookingView extend(
            Caller caller,
            @RequestHeader(name = IdempotencyHeader.NAME, required = false) @Nullable String key,
            @PathVariable UUID bookingId,
            @Valid @RequestBody Extension more) {
        return extendBooking.extend(caller, key, bookingId, more.hours());
    }

    @PostMapping("/{bookingId}/close")
    @Operation(
            summary =
                    "End it: the client at once, the owner for a reason and with notice; what is not used is not paid")
    BookingView close(
            Caller caller, @PathVariable UUID bookingId, @RequestBody(required = false) @Nullable Closing closing) {
        return BookingView.of(closeBooking.close(caller, bookingId, closing == null ? null : closing.reason()));
    }

    @PostMapping("/{bookingId}/pause")
    @Operation(summary = "Nothing is billed until it is resumed; the booked time goes on")
    BookingView pause(Caller caller, @PathVariable UUID bookingId) {
        return BookingView.of(changeBooking.pause(caller, bookingId));
    }

    @PostMapping("/{bookingId}/resume")
    @Operation(summary = "Go on; 402 when there is still no money for it, 422 when the cap is below what it has cost")
    BookingView resume(
            Caller caller,
            @PathVariable UUID bookingId,
            @Valid @RequestBody(required = false) @Nullable Resumption resumption) {
        return BookingView.of(
                changeBooking.resume(caller, bookingId, resumption == null ? null : resumption.spendCap()));
    }
}
