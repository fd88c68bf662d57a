package org.aitbc.market.booking;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.aitbc.domain.identity.Caller;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/marketplace/bookings/{bookingId}/price-rise")
@Tag(name = "bookings")
class PriceRiseController {

    private final PriceRises rises;

    PriceRiseController(PriceRises rises) {
        this.rises = rises;
    }

    record PriceRiseRequest(
            @NotNull @DecimalMin("0.00000001") @DecimalMax("1000000") @Digits(integer = 7, fraction = 8)
            BigDecimal pricePerHour) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Ask more for time that is added to a booking of one's GPU",
            description = "What is booked keeps its price. Until the client consents, the booking is not made longer.")
    @ApiResponse(responseCode = "201")
    @ApiResponse(responseCode = "409", description = "The booking has ended.", content = @Content)
    PriceRise propose(Caller caller, @PathVariable UUID bookingId, @Valid @RequestBody PriceRiseRequest body) {
        return rises.propose(caller, bookingId, body.pricePerHour());
    }

    @GetMapping
    @Operation(summary = "What was asked for, the last first: that one counts")
    List<PriceRise> list(Caller caller, @PathVariable UUID bookingId) {
        return rises.of(caller, bookingId);
    }

    @PostMapping("/consent")
    @Operation(summary = "Consent to the price that the owner asks for more time; 409 when it asks for another by now")
    PriceRise consent(Caller caller, @PathVariable UUID bookingId, @Valid @RequestBody PriceRiseRequest body) {
        return rises.consent(caller, bookingId, body.pricePerHour());
    }

    @PostMapping("/decline")
    @Operation(summary = "Refuse it: the booking ends when it was to")
    PriceRise decline(Caller caller, @PathVariable UUID bookingId) {
        return rises.decline(caller, bookingId);
    }
}
