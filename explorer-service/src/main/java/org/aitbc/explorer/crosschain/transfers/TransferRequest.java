package org.aitbc.explorer.crosschain.transfers;

import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import org.aitbc.domain.error.Invalid;
import org.aitbc.explorer.sending.Offer;
import org.aitbc.explorer.sending.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks to be sent, as query parameters.
 *
 * @param amount in coins, or in tokens where a token is named; 0 for a call of a contract
 * @param userId whatever it says: a transfer is the caller's
 * @param priority chooses what is offered for gas, by the tips that blocks of late were paid; {@code medium} where nothing says
 *     otherwise
 * @param routingStrategy chooses the priority where none is named: {@code fastest} is {@code urgent}, {@code cheapest} is
 *     {@code low}, the others are {@code medium}; the chain is the one that is named
 * @param gasPrice what is paid for a unit of gas, in the smallest unit of the coin, whatever the priority; it is not raised
 * @param maxFeePerGas what is offered for a unit of gas at most, base fee included; while the chain asks for more, the transfer
 *     waits
 * @param deadlineMinutes after which it is cancelled unless it is in a block
 */
record TransferRequest(
        @Nullable String userId,

        @NotNull Long chainId,

        @Nullable @Pattern(regexp = KIND) String transactionType,

        @Nullable String fromAddress,

        @NotNull String toAddress,

        @NotNull @Digits(integer = 40, fraction = 40) BigDecimal amount,

        @Nullable String tokenAddress,

        @Nullable @Pattern(regexp = PRIORITY) String priority,

        @Nullable @Pattern(regexp = STRATEGY) String routingStrategy,

        @Nullable @Positive @Max(1_000_000_000) Long gasLimit,

        @Nullable @Positive @Digits(integer = 30, fraction = 0)
        BigInteger gasPrice,

        @Nullable @Positive @Digits(integer = 30, fraction = 0)
        BigInteger maxFeePerGas,

        @Nullable @Min(5) @Max(1440) Integer deadlineMinutes) {

    static final String KIND = "transfer|swap|bridge|deposit|withdrawal|contract_call|approval";
    static final String PRIORITY = "low|medium|high|urgent|critical";

    private static final String STRATEGY = "fastest|cheapest|balanced|reliable|priority";

    private static final int USUAL_MINUTES = 30;

    String kind() {
        return Objects.requireNonNullElse(transactionType, "transfer");
    }

    /** @throws Invalid when the price is above the limit */
    Offer offer() {
        if (gasPrice != null && maxFeePerGas != null && gasPrice.compareTo(maxFeePerGas) > 0) {
            throw new Invalid("INVALID_FEE", "gas_price: is above max_fee_per_gas");
        }
        return new Offer(orderedAs(), gasPrice, maxFeePerGas);
    }

    private Priority orderedAs() {
        if (priority != null) {
            return Priority.of(priority);
        }
        return switch (Objects.requireNonNullElse(routingStrategy, "priority")) {
            case "fastest" -> Priority.URGENT;
            case "cheapest" -> Priority.LOW;
            default -> Priority.MEDIUM;
        };
    }

    int minutes() {
        return Objects.requireNonNullElse(deadlineMinutes, USUAL_MINUTES);
    }
}
