package org.aitbc.market.offer;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.aitbc.domain.error.Invalid;
import org.aitbc.domain.id.Ids;
import org.aitbc.market.gpu.Attribute;
import org.aitbc.market.gpu.Condition;
import org.aitbc.market.gpu.GpuFilter;
import org.aitbc.market.gpu.Listings;
import org.aitbc.market.gpu.Operator;
import org.aitbc.market.listing.WorkerListings;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.PageLimits;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "marketplace")
class OfferController {

    private static final Set<String> STATUSES = Set.of("open", "reserved", "booked", "closed");
    private static final Condition OF_A_WORKER = Condition.of(Attribute.MINER_ID, Operator.CONTAINS, "");

    private final Listings listings;
    private final WorkerListings workerListings;
    private final Stats stats;

    OfferController(Listings listings, WorkerListings workerListings, Stats stats) {
        this.listings = listings;
        this.workerListings = workerListings;
        this.stats = stats;
    }

    record Synced(String status, int createdOffers, List<String> offerIds) {}

    @GetMapping("/v1/marketplace/offers")
    @Operation(summary = "GPUs on the market as offers, newest first")
    List<OfferView> offers(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(name = "gpu_model", required = false) @Nullable String gpuModel,
            @Valid @ParameterObject GpuFilter filter,
            @PageLimits(max = 500, value = 100) Page page) {
        return offers(
                Stream.of(
                                filter.conditions().stream(),
                                Stream.ofNullable(gpuModel)
                                        .map(model -> Condition.of(Attribute.MODEL, Operator.CONTAINS, model)),
                                Stream.ofNullable(status).map(OfferController::statusIs))
                        .flatMap(conditions -> conditions)
                        .toList(),
                page);
    }

    @GetMapping("/v1/marketplace/miner-offers")
    @Operation(summary = "Offers of GPUs whose worker is named, newest first")
    List<OfferView> minerOffers(
            @Valid @ParameterObject GpuFilter filter, @PageLimits(max = 500, value = 100) Page page) {
        return offers(
                Stream.concat(filter.conditions().stream(), Stream.of(OF_A_WORKER))
                        .toList(),
                page);
    }

    @GetMapping("/v1/offers")
    @Operation(summary = "All offers, newest first")
    List<OfferView> allOffers(@PageLimits(max = 500, value = 100) Page page) {
        return offers(List.of(), page);
    }

    @GetMapping("/v1/marketplace/stats")
    @Operation(summary = "How many offers there are, how many are open, and what they cost")
    Stats.StatsView stats() {
        return stats.now();
    }

    @PostMapping("/v1/marketplace/sync-offers")
    @Operation(summary = "List the GPUs of all workers that are online and do not object (admin)")
    Synced sync() {
        List<UUID> created = workerListings.listAll();
        return new Synced("ok", created.size(), created.stream().map(Ids::text).toList());
    }

    private List<OfferView> offers(List<Condition> conditions, Page page) {
        return listings.newest(conditions, page).stream().map(OfferView::of).toList();
    }

    private static Condition statusIs(String status) {
        if (!STATUSES.contains(status.toLowerCase(Locale.ROOT))) {
            throw new Invalid("INVALID_STATUS_FILTER", "status: is open, reserved, booked or closed");
        }
        return Condition.of(Attribute.OFFER_STATUS, Operator.EQUAL, status);
    }
}
