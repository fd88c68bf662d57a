package org.aitbc.market.gpu;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an owner changes of a GPU; what is not said stays as it is. Bookings keep the terms that they were made on.
 *
 * @param offered whether it can be booked
 */
record GpuPatch(
        @Nullable @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
        BigDecimal pricePerHour,

        @Nullable @DecimalMin("0.0001") @DecimalMax("8760") BigDecimal minHours,
        @Nullable @DecimalMin("0.0001") @DecimalMax("8760") BigDecimal maxHours,

        @Nullable @Size(max = 64) @Pattern(regexp = GpuRegister.NO_NUL)
        String region,

        @Nullable @Size(max = 256) List<@NotBlank @Size(max = 256) @Pattern(regexp = GpuRegister.NO_NUL) String> models,
        @Nullable Boolean interruptible,
        @Nullable @DecimalMin("0") @DecimalMax("100") BigDecimal sla,

        @Nullable @Size(max = 2000) @Pattern(regexp = GpuRegister.NO_NUL)
        String description,

        @Nullable Boolean offered) {}
