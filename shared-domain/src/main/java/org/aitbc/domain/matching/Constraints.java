package org.aitbc.domain.matching;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the machine that runs its job. Null members ask for nothing.
 *
 * @param gpu a GPU whose name contains this text, in any case
 * @param cuda a CUDA version that contains this text
 * @param minVramGb GiB of memory on one GPU
 * @param models all of them can be served
 * @param region the miner's region, in any case
 * @param maxPrice AITBC per GPU second
 */
public record Constraints(
        @Nullable @Size(max = 128) String gpu,
        @Nullable @Size(max = 32) String cuda,

        @JsonProperty("min_vram_gb") @Nullable @PositiveOrZero @Max(1 << 20)
        Integer minVramGb,

        @Nullable @Size(max = 32) List<@Size(max = 256) String> models,
        @Nullable @Size(max = 64) String region,

        @JsonProperty("max_price") @Nullable @PositiveOrZero @Max(1_000_000)
        BigDecimal maxPrice) {

    public static final Constraints NONE = new Constraints(null, null, null, null, null, null);

    public Constraints {
        models = models == null || models.isEmpty()
                ? null
                : models.stream().distinct().sorted().toList();
        maxPrice = maxPrice == null ? null : maxPrice.stripTrailingZeros();
    }
}
