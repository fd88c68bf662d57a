package org.aitbc.market.offer;

import com.fasterxml.jackson.annotation.*;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.*;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.identity.Caller;
import org.aitbc.market.gpu.*;
import org.aitbc.market.gpu.ManageGpus.GpuPatch;
import org.aitbc.market.listing.WorkerListings;
import org.aitbc.starter.idempotent.Idempotent;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@Tag(name = "marketplace")
record OfferController(Listings listings, ManageGpus manageGpus, WorkerListings workerListings, JdbcClient jdbc) {

    private static final Set<String> STATUSES = Set.of("open", "reserved", "booked", "closed");
    private static final Condition OF_A_WORKER = Condition.of(Attribute.MINER_ID, Operator.CONTAINS, "");

    /**
     * What is left out stays as it is.
     *
     * @param gpuId one of the caller's GPUs on the market
     * @param minerId without a GPU: a worker of the caller, whose reported GPUs are listed
     * @param capacity how many of the worker's GPUs; all by default
     * @param supportedModels that may be run on it; empty for all
     * @param status open, or closed: it cannot be booked
     */
    record OfferTerms(
            @Nullable UUID gpuId,

            @JsonAlias("provider_id") @Nullable @Size(max = 128)
            String minerId,

            @Nullable @Positive Integer capacity,

            @JsonAlias("price") @Nullable @DecimalMin("0") @DecimalMax("1000000000") @Digits(integer = 10, fraction = 8)
            BigDecimal pricePerHour,

            @Nullable @DecimalMin("0.0001") @DecimalMax("8760")
            BigDecimal minHours,

            @Nullable @DecimalMin("0.0001") @DecimalMax("8760")
            BigDecimal maxHours,

            @Nullable @Size(max = 64) String region,
            @Nullable @Size(max = 256) List<@NotBlank @Size(max = 256) String> supportedModels,

            @Nullable @Pattern(regexp = "open|closed", message = "is open or closed")
            String status) {

        private GpuPatch patch() {
            Boolean offered = status == null ? null : status.equals("open");
            return new GpuPatch(pricePerHour, minHours, maxHours, region, supportedModels, null, null, null, offered);
        }
    }

    record Synced(String status, int createdOffers, List<UUID> offerIds) {}

    /**
     * As old clients spell it.
     *
     * @param averagePrice of an hour of an open offer; 0 where there is none
     */
    record StatsView(
            @JsonProperty("totalOffers") long totalOffers,
            @JsonProperty("openCapacity") long openCapacity,
            @JsonProperty("averagePrice") BigDecimal averagePrice,
            @JsonProperty("activeBids") long activeBids) {}

    @GetMapping("/v1/marketplace/offers")
    @Operation(summary = "List GPU offers, newest first")
    List<OfferView> offers(
            @RequestParam @Nullable String status,
            @RequestParam @Nullable String gpuModel,
            @Valid @ParameterObject GpuFilter filter,
            @PageLimits(max = 500, value = 100) Page page) {
        List<Condition> conditions = new ArrayList<>(filter.conditions());
        if (gpuModel != null) {
            conditions.add(Condition.of(Attribute.MODEL, Operator.CONTAINS, gpuModel));
        }
        if (status != null) {
            boolean known = STATUSES.contains(status.toLowerCase(Locale.ROOT));
            Invalid.when(!known, "INVALID_STATUS_FILTER", "status: is open, reserved, booked or closed");
            conditions.add(Condition.of(Attribute.OFFER_STATUS, Operator.EQUAL, status));
        }
        return offers(conditions, page);
    }

    @GetMapping("/v1/marketplace/offers/{offerId}")
    @Operation(summary = "Get a GPU offer")
    OfferView offer(@PathVariable UUID offerId) {
        return OfferView.of(listings.require(offerId));
    }

    @PostMapping("/v1/marketplace/offers")
    @Idempotent("offer.make")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Offer GPUs: one that is listed, or those that a worker has reported",
            description =
                    "The answer is the first of them. 409 where the worker has reported none that is the caller's to list.")
    OfferView offer(Caller caller, @Valid @RequestBody OfferTerms terms) {
        if (terms.gpuId != null) {
            return change(caller, terms.gpuId, terms);
        }
        if (terms.minerId == null || terms.minerId.isBlank()) {
            throw new Invalid("VALIDATION_ERROR", "gpu_id or miner_id: must be given");
        }
        int most = Objects.requireNonNullElse(terms.capacity, Integer.MAX_VALUE);
        List<UUID> offered = manageGpus.offer(caller, terms.minerId, most, terms.patch());
        return offer(offered.getFirst());
    }

    @PutMapping("/v1/marketplace/offers/{offerId}")
    @Operation(summary = "Change a GPU offer: members that are left out keep their values")
    OfferView change(Caller caller, @PathVariable UUID offerId, @Valid @RequestBody OfferTerms terms) {
        manageGpus.change(caller, offerId, terms.patch());
        return offer(offerId);
    }

    @GetMapping("/v1/marketplace/miner-offers")
    @Operation(summary = "List GPU offers of workers, newest first")
    List<OfferView> minerOffers(
            @Valid @ParameterObject GpuFilter filter, @PageLimits(max = 500, value = 100) Page page) {
        List<Condition> conditions = new ArrayList<>(filter.conditions());
        conditions.add(OF_A_WORKER);
        return offers(conditions, page);
    }

    @GetMapping("/v1/offers")
    @Operation(summary = "List all GPU offers, newest first")
    List<OfferView> allOffers(@PageLimits(max = 500, value = 100) Page page) {
        return offers(List.of(), page);
    }

    @GetMapping("/v1/marketplace/stats")
    @Operation(summary = "Market statistics")
    StatsView stats() {
        return jdbc.sql("""
            select count(*) filter (where not claimed) as total_offers, count(*) filter (where available) as open_capacity,
              trim_scale(round(coalesce(avg(price_per_hour) filter (where available), 0), 8)) as average_price,
              (select count(*) from marketplace.bid where status = 'pending' and expires_at > now()) as active_bids
            from marketplace.listing""").query(StatsView.class).single();
    }

    @PostMapping("/v1/marketplace/sync-offers")
    @Operation(summary = "List the GPUs of online workers", description = "Of all that do not object; for admins.")
    Synced sync() {
        List<UUID> created = workerListings.listAll();
        return new Synced("ok", created.size(), created);
    }

    private List<OfferView> offers(List<Condition> conditions, Page page) {
        return listings.newest(conditions, page).stream().map(OfferView::of).toList();
    }
}
