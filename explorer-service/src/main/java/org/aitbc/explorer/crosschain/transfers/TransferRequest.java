package org.aitbc.explorer.crosschain.transfers;

import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.BindParam;

/**
 * What a client asks to be sent, as query parameters.
 *
 * @param amount in coins, or in tokens where a token is named; 0 for a call of a contract
 * @param deadlineMinutes after which it is cancelled unless it is in a block
 */
record TransferRequest(
        @BindParam("chain_id") @Parameter(name = "chain_id") @NotNull
        Long chainId,

        @BindParam("transaction_type") @Parameter(name = "transaction_type") @Nullable @Pattern(regexp = KIND)
        String transactionType,

        @BindParam("from_address") @Parameter(name = "from_address") @Nullable
        String fromAddress,

        @BindParam("to_address") @Parameter(name = "to_address") @NotNull
        String toAddress,

        @NotNull @Digits(integer = 40, fraction = 40) BigDecimal amount,

        @BindParam("token_address") @Parameter(name = "token_address") @Nullable
        String tokenAddress,

        @Nullable @Pattern(regexp = PRIORITY) String priority,

        @BindParam("gas_limit") @Parameter(name = "gas_limit") @Nullable @Positive @Max(1_000_000_000)
        Long gasLimit,

        @BindParam("deadline_minutes") @Parameter(name = "deadline_minutes") @Nullable @Min(5) @Max(1440)
        Integer deadlineMinutes) {

    static final String KIND = "transfer|swap|bridge|deposit|withdrawal|contract_call|approval";
    static final String PRIORITY = "low|medium|high|urgent|critical";

    private static final int USUAL_MINUTES = 30;

    String kind() {
        return Objects.requireNonNullElse(transactionType, "transfer");
    }

    String orderedAs() {
        return Objects.requireNonNullElse(priority, "medium");
    }

    int minutes() {
        return Objects.requireNonNullElse(deadlineMinutes, USUAL_MINUTES);
    }
}
