package org.aitbc.domain.payment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * What payment-service does for an order book, service to service: it reserves what an order may cost, and pays trades out of
 * the reserves of both sides. The caller makes the ids, so that a request whose answer was lost can be repeated.
 */
@HttpExchange
public interface TradeLedger {

    int MOST = 500;

    /**
     * Reserves money, each reserve for itself. A repetition reserves nothing twice.
     *
     * @return in the same order, why a reserve was refused; null for those that are there
     * @throws org.aitbc.domain.error.Unavailable when payment-service cannot be reached; what is reserved is unknown
     */
    @PostExchange("/internal/trades/reserves")
    Answers reserve(@RequestBody @Valid Reserves reserves);

    /**
     * Moves money out of reserves, in this order: all of the moves or, where one is refused, none. Each move happens once.
     *
     * @throws org.aitbc.domain.error.DomainException when one is refused: less is reserved, or a reserve has ended
     * @throws org.aitbc.domain.error.Unavailable when payment-service cannot be reached; the outcome is unknown
     */
    @PostExchange("/internal/trades/moves")
    void move(@RequestBody @Valid Moves moves);

    /** Reserves that were made between two times and have not ended, by time and id, up to {@link #MOST}. */
    @PostExchange("/internal/trades/reserves/open")
    List<OpenReserve> open(@RequestBody @Valid Period period);

    /** What is left of reserves; those that have ended, or were never made, are left out. */
    @PostExchange("/internal/trades/reserves/left")
    List<Left> left(@RequestBody @Valid ReserveIds reserves);

    record ReserveIds(@NotNull @Size(max = MOST) List<@NotNull UUID> ids) {}

    record Left(UUID id, BigDecimal amount) {}

    record Reserves(@NotNull @Size(max = MOST) List<@NotNull @Valid Reserve> reserves) {}

    /**
     * @param id of the order
     * @param amount above zero, with up to 8 decimals
     */
    record Reserve(
            @NotNull UUID id,
            @NotNull @Pattern(regexp = MoneyHolds.PRINCIPAL) String owner,
            @NotNull Currency currency,

            @NotNull @DecimalMin(MoneyHolds.LEAST) @Digits(integer = 18, fraction = 8)
            BigDecimal amount) {}

    record Answers(List<@Nullable Refusal> refusals) {}

    record Refusal(String code, String detail) {}

    record Moves(@NotNull @Size(max = MOST) List<@NotNull @Valid Move> moves) {}

    /**
     * One posting: draws first, then the rest of reserves that end goes back.
     *
     * @param reference what it is about, such as a market and a place in its journal
     */
    record Move(
            @NotNull UUID id,
            @NotBlank @Size(max = 200) String reference,
            @NotNull List<@NotNull @Valid Draw> draws,
            @NotNull List<@NotNull UUID> ended) {}

    /** @param currency of the reserve */
    record Draw(
            @NotNull UUID reserve,
            @NotNull Currency currency,
            @NotNull @Size(min = 1) List<@NotNull @Valid Share> shares) {}

    /** @param owner a principal, or {@link MoneyHolds#NETWORK} for its fees */
    record Share(
            @NotNull @Pattern(regexp = MoneyHolds.PRINCIPAL + "|" + MoneyHolds.NETWORK)
            String owner,

            @NotNull @DecimalMin(MoneyHolds.LEAST) @Digits(integer = 18, fraction = 8)
            BigDecimal amount) {}

    /**
     * @param afterId of those made at {@code after}, only those with a greater id; null for none of them
     * @param owner whose reserves; null for those of all
     */
    record Period(
            @NotNull Instant after,
            @Nullable UUID afterId,
            @NotNull Instant before,

            @Nullable @Pattern(regexp = MoneyHolds.PRINCIPAL)
            String owner) {}

    record OpenReserve(UUID id, Instant at) {}
}
