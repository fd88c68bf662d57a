package org.aitbc.domain.matching;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.aitbc.domain.json.UnknownMembers;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks of the machine that runs its job. Null members ask for nothing.
 *
 * @param gpu a GPU whose name contains this text, in any case
 * @param cuda a CUDA version that contains this text
 * @param minVramGb memory of one GPU as cards are sold, in GB: at least 92 % of so many GiB as reported
 * @param models all of them can be served
 * @param region the miner's region, in any case
 * @param maxPrice AITBC per GPU second
 * @param bookingId the job runs on this booked time, and nowhere else
 * @param miner the one miner that may run it
 * @param notMiners none of these may
 * @param notOwners no miner of these principals may
 */
@UnknownMembers(
        refused = true,
        older = {"bond_required", "tee_attestation_required"})
public record Constraints(
        @Nullable @Size(max = 128) String gpu,
        @Nullable @Size(max = 32) String cuda,

        @JsonProperty("min_vram_gb") @Nullable @PositiveOrZero @Max(1 << 20)
        Integer minVramGb,

        @Nullable @Size(max = 32) List<@Size(max = 256) String> models,
        @Nullable @Size(max = 64) String region,

        @JsonProperty("max_price") @Nullable @PositiveOrZero @Max(1_000_000) @Digits(integer = 7, fraction = 18)
        BigDecimal maxPrice,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("booking_id") @Nullable
        UUID bookingId,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable @Size(min = 1, max = 128)
        String miner,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("not_miners") @Nullable @Size(max = 16)
        List<@NotNull @Size(min = 1, max = 128) String> notMiners,

        @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("not_owners") @Nullable @Size(max = 16)
        List<@NotNull @Size(min = 1, max = 128) String> notOwners) {

    public static final Constraints NONE = new Constraints(null, null, null, null, null, null, null, null, null);

    public Constraints {
        models = set(models);
        notMiners = set(notMiners);
        notOwners = set(notOwners);
        maxPrice = maxPrice == null ? null : maxPrice.stripTrailingZeros();
    }

    /** With miners of any owner. */
    public Constraints(
            @Nullable String gpu,
            @Nullable String cuda,
            @Nullable Integer minVramGb,
            @Nullable List<String> models,
            @Nullable String region,
            @Nullable BigDecimal maxPrice,
            @Nullable UUID bookingId,
            @Nullable String miner,
            @Nullable List<String> notMiners) {
        this(gpu, cuda, minVramGb, models, region, maxPrice, bookingId, miner, notMiners, null);
    }

    /** The same, but with these as {@link #notMiners}. */
    public Constraints without(@Nullable List<String> miners) {
        return without(miners, notOwners);
    }

    /** The same, but with these as {@link #notMiners} and {@link #notOwners}. */
    public Constraints without(@Nullable List<String> miners, @Nullable List<String> owners) {
        return new Constraints(gpu, cuda, minVramGb, models, region, maxPrice, bookingId, miner, miners, owners);
    }

    private static @Nullable List<String> set(@Nullable List<String> texts) {
        return texts == null || texts.isEmpty()
                ? null
                : texts.stream().filter(Objects::nonNull).distinct().sorted().toList();
    }
}
