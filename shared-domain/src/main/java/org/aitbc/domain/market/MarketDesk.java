package org.aitbc.domain.market;

import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.*;
import org.springframework.web.service.annotation.*;

/**
 * What marketplace-service does for a service that makes agreements, service to service: it shows what may be booked, and books
 * at the price that was agreed. The caller makes the ids, so that a request whose answer was lost can be repeated.
 */
@HttpExchange
public interface MarketDesk {

    /**
     * GPUs that may be booked for AITBC now, or once their booking ends; the cheapest first, 500 at most.
     *
     * @param model text that the model's name contains, in any case; null for any
     * @param region in any case; null for any
     * @param leastMemoryGb null for any memory
     * @param mostPerHour null for any price
     */
    @GetExchange("/internal/market/offers")
    List<Offer> offers(
            @RequestParam(name = "model", required = false) @Nullable String model,
            @RequestParam(name = "region", required = false) @Nullable String region,
            @RequestParam(name = "least_memory_gb", required = false) @Nullable BigDecimal leastMemoryGb,
            @RequestParam(name = "most_per_hour", required = false) @Nullable BigDecimal mostPerHour);

    /**
     * One of them.
     *
     * @throws org.aitbc.domain.error.NotFound when it may not be booked
     */
    @GetExchange("/internal/market/offers/{gpuId}")
    Offer offer(@PathVariable UUID gpuId);

    /**
     * Books a GPU from now on, with money that the caller holds. A booking decides about the hold from then on; a refusal is for
     * good, so the caller may give the money back. A repetition is answered as the first time.
     *
     * @throws org.aitbc.domain.error.Unavailable when marketplace-service cannot be reached; the outcome is unknown
     */
    @PostExchange("/internal/market/bookings")
    Delivery book(@RequestBody @Valid Order order);

    /** @throws org.aitbc.domain.error.NotFound when nothing was ordered under this id */
    @GetExchange("/internal/market/bookings/{id}")
    Delivery booking(@PathVariable UUID id);

    /**
     * @param freeFrom now, or when its booking ends
     * @param models that may be run on it; empty for all
     * @param reliability 0 to 1, as measured; null where too little is known
     */
    record Offer(
            UUID gpuId,
            String owner,
            String model,
            BigDecimal memoryGb,
            @Nullable String cudaVersion,
            @Nullable String region,
            BigDecimal pricePerHour,
            BigDecimal minHours,
            BigDecimal maxHours,
            List<String> models,
            @Nullable BigDecimal reliability,
            Instant freeFrom) {}

    /**
     * @param id of the booking
     * @param hold that pays it: one that no other order was booked with
     * @param owner of the GPU when it was agreed on
     * @param held what is held of the client's AITBC: at least the price of all the hours
     * @param notAfter when it is too late to begin
     */
    record Order(
            @NotNull UUID id,
            @NotNull UUID hold,
            @NotNull UUID gpuId,
            @NotNull String client,
            @NotNull String owner,

            @NotNull @Positive @Digits(integer = 4, fraction = 8)
            BigDecimal hours,

            @NotNull @PositiveOrZero @Digits(integer = 10, fraction = 8)
            BigDecimal pricePerHour,

            @NotNull @Positive @Digits(integer = 10, fraction = 8)
            BigDecimal held,

            @NotNull Instant notAfter) {}

    /**
     * What became of an order.
     *
     * @param refusal why it was not booked, and will not be; then there is no booking to say more of
     * @param ofTime whether its time alone is why: an order of the same terms for another time may be booked
     * @param state of the booking: {@code active}, {@code paused}, {@code completed} (used) or {@code cancelled} (not used)
     * @param until when its time is over
     * @param billed what it cost, once it has ended
     */
    record Delivery(
            UUID id,
            @Nullable String refusal,
            boolean ofTime,
            @Nullable String state,
            @Nullable Instant until,
            @Nullable String closeReason,
            @Nullable Long usedSeconds,
            @Nullable BigDecimal billed) {}
}
