package org.aitbc.market.gpu;

import com.fasterxml.jackson.annotation.JsonAlias;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A GPU that is registered by hand. */
record GpuRegister(@NotNull @Valid Specs gpu) {

    static final String NO_NUL = "[^\\x00]*";

    /**
     * What it is, and on which terms it can be had.
     *
     * @param memoryGb GiB
     * @param minerId the caller's worker that it is in
     * @param slot which of that worker's GPUs it is; the next free one where not said
     * @param pricePerHour AITBC
     * @param minHours the least and the most that can be booked at once, up to a year
     * @param models what may be run on it; everything where not said
     * @param sla percent of booked time that is promised
     * @param capabilities open
     */
    record Specs(
            @JsonAlias("name") @NotBlank @Size(max = 128) @Pattern(regexp = NO_NUL)
            String model,

            @JsonAlias("memory") @NotNull @Positive @DecimalMax("100000") @Digits(integer = 6, fraction = 3)
            BigDecimal memoryGb,

            @JsonAlias({"base_price", "price"})
            @NotNull
            @DecimalMin("0")
            @DecimalMax("1000000000")
            @Digits(integer = 10, fraction = 8)
            BigDecimal pricePerHour,

            @Nullable @Size(max = 128) @Pattern(regexp = NO_NUL)
            String minerId,

            @Nullable @Min(0) @Max(1023) Integer slot,

            @Nullable @Size(max = 32) @Pattern(regexp = NO_NUL)
            String cudaVersion,

            @Nullable @Size(max = 64) @Pattern(regexp = NO_NUL)
            String region,

            @Nullable @Min(0) @Max(1_000_000) Integer cudaCores,

            @Nullable @Size(max = 32) @Pattern(regexp = NO_NUL)
            String computeCapability,

            @Nullable @Size(max = 2000) @Pattern(regexp = NO_NUL)
            String description,

            @Nullable @DecimalMin("0.0001") @DecimalMax("8760")
            BigDecimal minHours,

            @Nullable @DecimalMin("0.0001") @DecimalMax("8760")
            BigDecimal maxHours,

            @Nullable @Size(max = 256) List<@NotBlank @Size(max = 256) @Pattern(regexp = NO_NUL) String> models,
            @Nullable Boolean interruptible,
            @Nullable @DecimalMin("0") @DecimalMax("100") BigDecimal sla,
            @Nullable JsonNode capabilities) {

        private static final int MOST_CAPABILITIES = 16 * 1024;

        @AssertTrue(message = "is to be an array of at most 16 KiB")
        boolean isCapabilitiesFit() {
            return capabilities == null
                    || capabilities.isNull()
                    || (capabilities.isArray() && capabilities.toString().length() <= MOST_CAPABILITIES);
        }
    }
}
