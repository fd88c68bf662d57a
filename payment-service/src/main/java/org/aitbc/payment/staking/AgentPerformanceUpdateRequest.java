package org.aitbc.payment.staking;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What an oracle measured of an agent.
 *
 * @param accuracy in percent
 * @param successful whether the work succeeded
 * @param responseTime in seconds
 * @param energyEfficiency in percent
 */
record AgentPerformanceUpdateRequest(
        @NotBlank String agentWallet,

        @NotNull @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 6)
        BigDecimal accuracy,

        @Schema(defaultValue = "true") @Nullable Boolean successful,

        @Nullable @DecimalMin(value = "0", inclusive = false) @Digits(integer = 9, fraction = 6)
        BigDecimal responseTime,

        @Nullable @DecimalMin(value = "0", inclusive = false) @Digits(integer = 9, fraction = 6)
        BigDecimal computePower,

        @Nullable @DecimalMin("0") @DecimalMax("100") @Digits(integer = 3, fraction = 6)
        BigDecimal energyEfficiency) {

    boolean wasSuccessful() {
        return successful == null || successful;
    }
}
