package org.aitbc.payment.staking;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/** @param fraction of the principal, above 0 and up to 1 */
record StakeSlashRequest(
        @NotNull @DecimalMin(value = "0", inclusive = false) @DecimalMax("1") @Digits(integer = 1, fraction = 8)
        BigDecimal fraction,

        @NotBlank @Size(max = 1000) String reason) {}
