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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * What payment-service does for services that trade, service to service: it sets a principal's money aside, and pays it out
 * as the trade went. The caller makes the ids, so that a request whose answer was lost can be repeated.
 */
@HttpExchange
public interface MoneyHolds {

    String KIND = "[a-z]{1,30}\\.[a-z_]{1,30}";
    String PRINCIPAL = "[A-Za-z0-9_.-]{1,64}";
    /** As a share's owner: the network, which is paid into its fees. */
    String NETWORK = "@network";
    /** The treasury of a council, with the council's id. */
    String COUNCIL = "@council\\.[0-9a-f]{32}";

    String LEAST = "0.00000001";

    /**
     * Holds money. A repetition holds nothing twice.
     *
     * @throws org.aitbc.domain.error.PaymentRequired when too little is available
     * @throws org.aitbc.domain.error.Conflict when the id stands for another hold, or was given back before it was held
     * @throws org.aitbc.domain.error.Unavailable when payment-service cannot be reached; whether money is held is unknown
     */
    @PostExchange("/internal/holds")
    Held hold(@RequestBody @Valid Order order);

    /**
     * Decides about a hold, once: who gets what of it; the rest goes back to the payer. A repetition is answered alike.
     * Without shares, what is not held will not be: a request for it that comes late is refused.
     *
     * @throws org.aitbc.domain.error.NotFound when there is no such hold to share, or nobody has the name of a share's owner
     * @throws org.aitbc.domain.error.Conflict when it was decided otherwise
     * @throws org.aitbc.domain.error.Invalid when the shares are more than is held
     * @throws org.aitbc.domain.error.Unavailable when payment-service cannot be reached; the outcome is unknown
     */
    @PostExchange("/internal/holds/settle")
    Settled settle(@RequestBody @Valid Decision decision);

    /**
     * @param kind what it is for, such as {@code booking.hold}; statements show it
     * @param reference what it is about, such as a booking's id
     * @param payer the principal whose available balance the money is taken from; {@link #NETWORK} or {@link #COUNCIL} for a treasury
     * @param amount above zero, with up to 8 decimals
     * @param currency as {@link Currency}
     */
    record Order(
            @NotNull UUID id,
            @NotNull @Pattern(regexp = KIND) String kind,

            @NotBlank @Size(max = 200) String reference,

            @NotNull @Pattern(regexp = PRINCIPAL + "|" + NETWORK + "|" + COUNCIL)
            String payer,

            @NotNull @DecimalMin(LEAST) @Digits(integer = 10, fraction = 8)
            BigDecimal amount,

            @NotNull String currency) {}

    record Held(UUID id, Instant at) {}

    /**
     * @param kind what it is, such as {@code booking.settle}
     * @param shares who gets what; none to give all of it back
     */
    record Decision(
            @NotNull UUID hold,
            @NotNull @Pattern(regexp = KIND) String kind,

            @NotNull @Size(max = 100) List<@NotNull @Valid Share> shares) {}

    /**
     * @param owner the principal whose available balance it is paid into, {@link #NETWORK}, or {@link #COUNCIL} for a treasury
     * @param amount above zero, with up to 8 decimals, before the fee
     * @param lessFee whether the network takes its fee of it
     */
    record Share(
            @NotNull @Pattern(regexp = PRINCIPAL + "|" + NETWORK + "|" + COUNCIL)
            String owner,

            @NotNull @DecimalMin(LEAST) @Digits(integer = 10, fraction = 8)
            BigDecimal amount,

            boolean lessFee) {}

    /**
     * @param paid to the owners of the shares, after the fee
     * @param fee to the network, with its shares
     * @param returned to the payer
     */
    record Settled(Instant at, BigDecimal paid, BigDecimal fee, BigDecimal returned) {}
}
