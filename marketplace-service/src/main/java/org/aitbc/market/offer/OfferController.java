package org.aitbc.market.offer;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.math.BigDecimal;
import java.util.*;
import org.aitbc.domain.error.Invalid;
import org.aitbc.market.gpu.*;
import org.aitbc.market.listing.WorkerListings;
import org.aitbc.starter.paging.*;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.*;

@RestController
@Tag(name = "marketplace")
record OfferController(Listings listings, WorkerListings workerListings, JdbcClient jdbc) {

    private static final Set<String> STATUSES = Set.of("open", "reserved", "booked", "closed");
    private static final Condition OF_A_WORKER = Condition.of(Attribute.MINER_ID, Operator.CONTAINS, "");

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
            select count(*) as total_offers, count(*) filter (where available) as open_capacity,
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
