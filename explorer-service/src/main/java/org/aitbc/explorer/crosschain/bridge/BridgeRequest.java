package org.aitbc.explorer.crosschain.bridge;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks to be swapped, as query parameters.
 *
 * @param tokenAddress of a token's contract on the chain it comes from; the chain's coin where none is named
 * @param userAddress the client's wallet on the chain it comes from
 * @param targetAddress who gets it on the other chain; the client's own wallet there where it is not said
 * @param deadlineMinutes after which it goes back
 */
record BridgeRequest(
        @NotNull String userAddress,

        @NotNull Long sourceChainId,

        @NotNull Long targetChainId,

        @NotNull @Digits(integer = 40, fraction = 40) BigDecimal amount,

        @Nullable String tokenAddress,

        @Parameter(
                description = "Recipient on the target chain; defaults to the caller's wallet there."
                        + " 422 TARGET_ADDRESS_MISSING if the caller has none or several")
        @Nullable
        String targetAddress,

        @Nullable @Pattern(regexp = "atomic_swap|htlc|liquidity_pool|wrapped_token")
        String protocol,

        @Nullable @Pattern(regexp = "low|medium|high|maximum")
        String securityLevel,

        @Nullable @Min(5) @Max(1440) Integer deadlineMinutes) {

    private static final int USUAL_MINUTES = 30;

    String way() {
        return Objects.requireNonNullElse(protocol, "htlc");
    }

    String level() {
        return Objects.requireNonNullElse(securityLevel, "medium");
    }

    int minutes() {
        return Objects.requireNonNullElse(deadlineMinutes, USUAL_MINUTES);
    }
}
