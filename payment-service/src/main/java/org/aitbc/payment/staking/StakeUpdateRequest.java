package org.aitbc.payment.staking;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;

/**
 * What is staked in addition.
 *
 * @param additionalAmount AITBC
 */
record StakeUpdateRequest(
        @NotNull
        @DecimalMin(value = "0", inclusive = false)
        @DecimalMax(StakePolicy.MOST_TEXT)
        @Digits(integer = 6, fraction = 8)
        BigDecimal additionalAmount) {}
