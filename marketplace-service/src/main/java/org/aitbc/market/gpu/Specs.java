package org.aitbc.market.gpu;

import com.fasterxml.jackson.annotation.JsonAlias;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A GPU that is registered by hand: its model and memory are as its worker reported them, if it did.
 *
 * @param model as its maker calls it
 * @param memoryGb GiB
 * @param pricePerHour AITBC
 * @param minerId the caller's worker that it is in; without one it is claimed
 * @param slot the index of the GPU in the worker; by default one of the model that is not listed
 * @param minHours per booking, as the maximum
 * @param models that may be run on it; all by default
 * @param sla percent of booked time that is promised
 * @param capabilities open JSON for clients
 */
record Specs(
        @JsonAlias("name") @NotBlank @Size(max = 128) String model,

        @JsonAlias("memory") @NotNull @Positive @DecimalMax("100000") @Digits(integer = 6, fraction = 3)
        BigDecimal memoryGb,

        @JsonAlias({"base_price", "price"})
        @NotNull
        @DecimalMin("0")
        @DecimalMax("1000000000")
        @Digits(integer = 10, fraction = 8)
        BigDecimal pricePerHour,

        @Nullable @Size(max = 128) String minerId,
        @Nullable @Min(0) @Max(1023) Integer slot,
        @Nullable @Size(max = 32) String cudaVersion,
        @Nullable @Size(max = 64) String region,
        @Nullable @Min(0) @Max(1_000_000) Integer cudaCores,
        @Nullable @Size(max = 32) String computeCapability,
        @Nullable @Size(max = 2000) String description,
        @DecimalMin("0.0001") @DecimalMax("8760") BigDecimal minHours,
        @DecimalMin("0.0001") @DecimalMax("8760") BigDecimal maxHours,
        @Size(max = 256) List<@NotBlank @Size(max = 256) String> models,
        Boolean interruptible,
        @Nullable @DecimalMin("0") @DecimalMax("100") BigDecimal sla,
        JsonNode capabilities) {

    private static final BigDecimal MIN_HOURS = new BigDecimal("0.0001");
    private static final BigDecimal MAX_HOURS = new BigDecimal("8760");

    Specs {
        model = model == null ? model : model.strip();
        minHours = Objects.requireNonNullElse(minHours, MIN_HOURS);
        maxHours = Objects.requireNonNullElse(maxHours, MAX_HOURS);
        models = Objects.requireNonNullElse(models, List.of());
        interruptible = Objects.requireNonNullElse(interruptible, true);
        capabilities =
                capabilities == null || capabilities.isNull() ? JsonNodeFactory.instance.arrayNode() : capabilities;
    }

    /** Of a card as it was reported. */
    static Specs of(Card card, BigDecimal pricePerHour) {
        return new Specs(
                card.model(),
                card.memoryGb(),
                pricePerHour,
                null,
                card.slot(),
                null,
                null,
                null,
                null,
                null,
                MIN_HOURS,
                MAX_HOURS,
                List.of(),
                true,
                null,
                JsonNodeFactory.instance.arrayNode());
    }

    @AssertTrue(message = "is to be an array of at most 16 KiB")
    boolean isCapabilitiesFit() {
        return capabilities.isArray() && capabilities.toString().length() <= 16 * 1024;
    }
}
